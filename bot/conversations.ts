import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import { NotSentError } from '../src/outbox/carrier.ts';
import type { Conversation } from '../src/outbox/conversation.ts';
import { type IsKnownService, rootOf } from './service.ts';
import type { Member, Message } from './turn.ts';

/** Where a message goes: a conversation, or one thread of a channel (';messageid=' in its id). */
export type Place = Pick<Conversation, 'id' | 'serviceUrl' | 'botId'>;

/** The Bot Framework's connector: what the bot says, and who is there. */
export interface Connector {
  /**
   * Posts a message, once. It is never tried again here: Teams has no key by which a second post would be known.
   * @throws NotSentError where it certainly did not arrive; any other error is a doubt
   */
  post(place: Place, message: Message, answerTo?: string): Promise<{ messageId: string | null }>;
  replace(place: Place, messageId: string, message: Message): Promise<void>;
  /** "is typing": nothing follows where it fails. */
  typing(place: Place): Promise<void>;
  /** Everybody who is there. @throws where the connector does not tell */
  members(place: Place): Promise<readonly Member[]>;
  /** One of them, by the bot's own id for them, and their directory id also where they are a guest. */
  member(place: Place, userId: string): Promise<Member & { ownDirectoryId: string | null }>;
}

/** The bot's own proof towards the connector: null in local mode, where nobody asks for one. */
export type BotToken = () => Promise<string | null>;

export const sendTimeoutMs = 15_000;
const pageSize = 500;
/** A service that never comes to the end of a roster is not followed for ever: Teams' largest team has 25,000. */
const mostPages = 60;

export interface ConnectorParts {
  tenantId: string;
  token: BotToken;
  /** Told of a token that the connector refused: the next one is asked for anew. */
  refused?(token: string): void;
  isKnown: IsKnownService;
  timeoutMs?: number;
}

export function openConnector({ tenantId, token, refused, isKnown, timeoutMs = sendTimeoutMs }: ConnectorParts): Connector {
  const call = async (place: Place, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown> => {
    const { url, headers } = await prepared(place, path);
    // From here on a failure may come after the service has taken the message.
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw neverConnected(error) ?? error;
    });
    if (response.ok) return response.json().catch(() => null);
    if (response.status === 401 && headers.authorization) refused?.(headers.authorization.slice('Bearer '.length));
    throw refusal(response, await response.text().catch(() => ''));
  };
  const prepared = async (place: Place, path: string): Promise<{ url: string; headers: Record<string, string> }> => {
    const root = isKnown(place.serviceUrl) ? rootOf(place.serviceUrl) : null;
    if (root === null) throw new NotSentError('final', 'unknownService', 'the service address is not one of Teams');
    const url = `${root}/v3/conversations/${encodeURIComponent(place.id)}${path}`;
    try {
      const bearer = await token();
      return { url, headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } };
    } catch (cause) {
      const refused = new NotSentError('retry', 'noToken', 'the bot was given no token for the connector');
      refused.cause = cause;
      throw refused;
    }
  };

  return {
    async post(place, message, answerTo) {
      const path = answerTo === undefined ? '/activities' : `/activities/${encodeURIComponent(answerTo)}`;
      const answer = posted.safeParse(await call(place, 'POST', path, activityOf(place, message, answerTo)));
      return { messageId: answer.data?.id ?? null };
    },
    async replace(place, messageId, message) {
      await call(place, 'PUT', `/activities/${encodeURIComponent(messageId)}`, { ...activityOf(place, message), id: messageId });
    },
    async typing(place) {
      await call(place, 'POST', '/activities', { ...envelope(place), type: ActivityTypes.Typing }).catch(() => undefined);
    },
    async members(place) {
      const found: Member[] = [];
      let from: string | undefined;
      for (let pages = 0; pages < mostPages; pages++) {
        const next = from === undefined ? '' : `&continuationToken=${encodeURIComponent(from)}`;
        const page = membersPage.parse(await call(place, 'GET', `/pagedmembers?pageSize=${pageSize}${next}`));
        found.push(...page.members.filter((member) => member.id !== place.botId).map((member) => presentMember(member, tenantId)));
        if (!page.continuationToken) return found;
        from = page.continuationToken;
      }
      throw new Error('the connector names no end of the members');
    },
    async member(place, userId) {
      const found = connectorMember.parse(await call(place, 'GET', `/members/${encodeURIComponent(userId)}`));
      return { ...presentMember(found, tenantId), ownDirectoryId: (found.aadObjectId ?? found.objectId)?.toLowerCase() || null };
    },
  };
}

const posted = z.object({ id: z.string().min(1) });
const text = z.string().nullish();
const connectorMember = z.object({
  id: z.string(),
  aadObjectId: text,
  objectId: text,
  name: text,
  userPrincipalName: text,
  email: text,
  tenantId: text,
  userRole: text,
});
const membersPage = z.object({ members: z.array(connectorMember), continuationToken: text });

type ConnectorMember = z.output<typeof connectorMember>;

/** Guests and people of another tenant have no directory id here: a room that holds them is shown no numbers. */
function presentMember(member: ConnectorMember, tenantId: string): Member {
  const isForeign = Boolean(member.tenantId) && member.tenantId?.toLowerCase() !== tenantId.toLowerCase();
  const isGuest = /guest|anonymous/i.test(member.userRole ?? '') || /#EXT#/i.test(member.userPrincipalName ?? '');
  const directoryId = (member.aadObjectId ?? member.objectId)?.toLowerCase() || null;
  return {
    id: member.id,
    directoryId: isForeign || isGuest ? null : directoryId,
    outsiderId: isForeign || isGuest ? directoryId : null,
    name: member.name || null,
    address: member.userPrincipalName || member.email || null,
    isForeign,
  };
}

const envelope = (place: Place): Partial<Activity> => ({
  channelId: 'msteams',
  serviceUrl: place.serviceUrl,
  from: { id: place.botId, name: 'Account Pulse' },
  conversation: { id: place.id } as Activity['conversation'],
});

function activityOf(place: Place, message: Message, answerTo?: string): Partial<Activity> {
  return {
    ...envelope(place),
    type: ActivityTypes.Message,
    ...(answerTo === undefined ? {} : { replyToId: answerTo }),
    ...(message.alert ? { channelData: { notification: { alert: true } } } : {}),
    // A card with a text beside it would be split into two messages.
    ...('card' in message
      ? { summary: message.summary, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }] }
      : { text: message.text, textFormat: 'markdown' }),
  };
}

/** Errors before any byte of the request could have left. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function neverConnected(error: unknown): NotSentError | null {
  const cause = (error as { cause?: { code?: unknown; errors?: { code?: unknown }[] } }).cause;
  // Where a name has several addresses, each of them must have failed.
  const codes = [cause?.code, ...(cause?.errors ?? []).map((one) => one.code)].filter((code) => code !== undefined).map(String);
  if (codes.length === 0 || !codes.every((code) => beforeSending.has(code))) return null;
  return new NotSentError('retry', codes[0] ?? 'notConnected', 'the connector could not be reached');
}

/**
 * What an answer of the connector means (rate-limit and status-code pages of the Teams documentation). Of 5xx only 503
 * with Retry-After says that nothing was taken; every other is a doubt.
 */
function refusal({ status, headers }: Response, body: string): Error {
  const code = codeOf(body) ?? `http${status}`;
  const wait = retryAfterMs(headers.get('retry-after'));
  const not = (next: NotSentError['next']) =>
    new NotSentError(next, code, `the connector answered ${status}`, next === 'retry' ? wait : null);
  if (status === 429 || status === 412 || (status === 503 && wait !== null)) return not('retry');
  if (status === 401) return not('retry');
  if (status === 403 || status === 404) return not('suspend');
  if (status >= 300 && status < 500 && status !== 408) return not('final');
  return new Error(`the connector answered ${status} (${code})`);
}

/** {error: {code}}; the inner message may be JSON once more. Letters only: it is kept. */
function codeOf(body: string): string | null {
  const code = /"(?:subCode|code)"\s*:\s*"([A-Za-z]{1,60})"/.exec(body.slice(0, 10_000))?.[1];
  return code ?? null;
}

function retryAfterMs(header: string | null): number | null {
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
