import * as z from 'zod';
import type { RawReply, RawRequest } from '../http/listener.ts';
import { OAuthError } from './oauthError.ts';

/** What the tenant asks of people beyond a password, switched on by settings and changed while it runs. */
export interface IdentitySettings {
  /** Permissions to which each person has to consent themselves; those of the directory are consented to by the administrator. */
  personConsent: string[];
  /** The authentication context (such as 'c1') that a token must have been signed in with before it is exchanged; null: none. */
  authenticationContext: string | null;
  /** A refresh token is good for one use, as some issuers have it; Entra's own stay good. */
  refreshOnce: boolean;
}

/** What a person brought to their sign-in: it goes from the code into every token that comes of it. */
export interface SignedIn {
  /** Counts the sessions that were ended: a token of an earlier one is no longer good. */
  session: number;
  /** The authentication contexts that were satisfied. */
  contexts: readonly string[];
}

export interface IdentityPolicy {
  /** @returns the permissions among these that the person has yet to consent to. */
  missing(personId: string, permissions: readonly string[]): string[];
  consent(personId: string, permissions: readonly string[]): void;
  withdrawConsent(personId: string): void;
  /** A sign-in of now. @param claims the claims parameter with which it was asked for */
  signedIn(personId: string, claims: string | null): SignedIn;
  isCurrent(personId: string, session: unknown): boolean;
  /** Ends every session of a person: what they hold is refused from now on. */
  endSessions(personId: string): void;
  /** @throws OAuthError interaction_required, with claims, where a token does not suffice to be exchanged */
  refuseExchange(personId: string, token: Readonly<Record<string, unknown>>): void;
  /** @returns false: it was used before, and each is good once */
  spend(refreshTokenId: string): boolean;
  set(change: Partial<IdentitySettings>): IdentitySettings;
  /** Answers GET and PUT of /local/identity, and POST of /local/identity/end-sessions; null: it is about something else. */
  answer(request: RawRequest): RawReply | null;
}

const change = z
  .strictObject({ personConsent: z.array(z.string()), authenticationContext: z.string().nullable(), refreshOnce: z.boolean() })
  .partial();
const PATH = '/local/identity';

const contextClaims = (context: string) => JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
/** As Microsoft Graph asks when it ends a session in the middle. */
export const sessionClaims = (at: Date) =>
  JSON.stringify({ access_token: { nbf: { essential: true, value: String(Math.floor(at.getTime() / 1000)) } } });

function contextsIn(claims: string | null): string[] {
  if (!claims) return [];
  try {
    const asked = JSON.parse(claims) as { access_token?: { acrs?: { value?: string; values?: string[] } } };
    const { value, values = [] } = asked.access_token?.acrs ?? {};
    return value ? [value, ...values] : values;
  } catch {
    throw new OAuthError(400, 'invalid_request', 'AADSTS50148: the claims parameter is not JSON.');
  }
}

export function identityPolicy(
  given: Partial<IdentitySettings>,
  person: (idOrAddress: string) => { id: string } | null,
  clock: () => Date,
): IdentityPolicy {
  const settings: IdentitySettings = { personConsent: [], authenticationContext: null, refreshOnce: false, ...given };
  const consents = new Set<string>();
  const sessions = new Map<string, number>();
  const spent = new Set<string>();
  const sessionOf = (personId: string) => sessions.get(personId) ?? 0;
  const policy: IdentityPolicy = {
    missing: (personId, permissions) =>
      permissions.filter((permission) => settings.personConsent.includes(permission) && !consents.has(`${personId} ${permission}`)),
    consent: (personId, permissions) => {
      for (const permission of permissions) consents.add(`${personId} ${permission}`);
    },
    withdrawConsent: (personId) => {
      for (const one of consents) if (one.startsWith(`${personId} `)) consents.delete(one);
    },
    signedIn: (personId, claims) => ({ session: sessionOf(personId), contexts: contextsIn(claims) }),
    isCurrent: (personId, session) => session === sessionOf(personId),
    endSessions: (personId) => {
      sessions.set(personId, sessionOf(personId) + 1);
    },
    refuseExchange(personId, token) {
      const refuse = (description: string, claims: string) => {
        throw new OAuthError(400, 'interaction_required', description, 'basic_action', claims);
      };
      if (!policy.isCurrent(personId, token.sid)) refuse('AADSTS50173: the sessions of this person were ended.', sessionClaims(clock()));
      const { authenticationContext: context } = settings;
      const held = Array.isArray(token.acrs) ? token.acrs : [];
      if (context && !held.includes(context)) refuse('AADSTS50076: a policy asks for more than a password.', contextClaims(context));
    },
    spend(id) {
      if (!settings.refreshOnce) return true;
      if (spent.has(id)) return false;
      spent.add(id);
      return true;
    },
    set: (changed) => Object.assign(settings, changed),
    answer(request) {
      if (!request.url.pathname.startsWith(PATH)) return null;
      const reply = (status: number, body: unknown): RawReply => ({
        status,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (request.headers.origin !== undefined) return reply(403, { error: 'not for pages of other origins' });
      if (request.url.pathname === PATH && request.method === 'GET') return reply(200, settings);
      const body = readJson(request.body);
      if (request.url.pathname === PATH && request.method === 'PUT') {
        const read = change.safeParse(body);
        return read.success ? reply(200, policy.set(read.data)) : reply(400, { error: z.prettifyError(read.error) });
      }
      if (request.url.pathname === `${PATH}/end-sessions` && request.method === 'POST') {
        const who = person(String((body as { person?: unknown } | null)?.person ?? ''));
        if (!who) return reply(404, { error: 'nobody of that id or address: send {"person": "anna@…"}' });
        policy.endSessions(who.id);
        return reply(200, { person: who.id });
      }
      return reply(405, { error: `GET or PUT ${PATH}, or POST ${PATH}/end-sessions` });
    },
  };
  return policy;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
