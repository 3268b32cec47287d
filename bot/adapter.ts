import { type Activity as BotActivity, CloudAdapter, ConfigurationBotFrameworkAuthentication, type InvokeResponse } from 'botbuilder';
import type { Cloud } from '../src/graph/clouds.ts';
import type { TokenSource } from '../src/graph/tokens.ts';
import type { MessagesHandler } from '../src/server/house.ts';
import { Activity, isOfTenant } from './activity.ts';
import { type Connector, openConnector } from './conversations.ts';
import type { Log } from './pulse.ts';
import { type IsKnownService, isLoopbackHost, ofTeams, onLoopback } from './service.ts';

/** What an invoke is answered with; null for everything else. */
export interface InvokeAnswer {
  status: number;
  body: unknown;
}
/** Does what an activity of this tenant asks for. It has been authenticated, and its service address is known. */
export type Receive = (activity: Activity) => Promise<InvokeAnswer | null>;

/** As what the bot is registered (an app of one tenant, or a managed identity), and its tokens for the connector. */
export interface BotCredentials {
  appId: string;
  tokens: TokenSource;
}

export interface AdapterParts {
  /** The directory that this installation serves. */
  tenantId: string;
  /** null: local mode, where no app is registered and nobody signs. */
  credentials: BotCredentials | null;
  cloud: Cloud;
  log: Log;
  /** Where the Bot Framework publishes its keys, where it is not the cloud's own place. */
  openIdMetadataUrl?: string;
}

/** botbuilder's adapter: it holds every request's token against the Bot Framework's keys. */
class Gate extends CloudAdapter {
  take(authorization: string, activity: BotActivity, logic: () => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }
}

/** The two ends of the wire: what comes in at /api/messages, and the connector for what goes out. */
export function openAdapter({ tenantId, credentials, cloud, log, openIdMetadataUrl }: AdapterParts): {
  connector: Connector;
  messages(receive: Receive): MessagesHandler;
} {
  const gate = new Gate(
    credentials
      ? new ConfigurationBotFrameworkAuthentication(addressesOf(cloud, openIdMetadataUrl), onlyFor(credentials.appId))
      : new ConfigurationBotFrameworkAuthentication({}),
  );
  const isKnown: IsKnownService = credentials ? ofTeams(cloud) : onLoopback;
  const connector = openConnector({
    tenantId,
    isKnown,
    token: async () => credentials?.tokens.token() ?? null,
    refused: (token) => credentials?.tokens.forget(token),
  });

  const answer = async (request: Parameters<MessagesHandler>[0], receive: Receive): Promise<InvokeAnswer> => {
    // Without an app id nobody signs: a page of the web in this machine's browser must not be able to speak to the bot.
    if (!credentials && !isFromThisMachine(request.headers)) return refused(403, 'local mode answers this machine alone');
    const parsed = Activity.safeParse(request.body);
    if (!parsed.success) return refused(400, 'this is no activity of Teams');
    const activity = parsed.data;
    if (!isKnown(activity.serviceUrl)) return refused(403, 'the service address is not known');
    let answered: InvokeAnswer | null = null;
    try {
      await gate.take(request.headers.authorization ?? '', request.body as BotActivity, async () => {
        if (!isOfTenant(activity, tenantId)) {
          log.warn({ activityType: activity.type }, 'an activity of another tenant was left unanswered');
          return;
        }
        answered = await receive(activity);
      });
    } catch (error) {
      if (isRefusal(error)) return refused(401, 'the token was refused');
      // Its keys could not be fetched: nobody can be let in, and it is not the caller's fault.
      if (isOfAuthentication(error)) return refused(503, 'the token cannot be checked at the moment');
      throw error;
    }
    return answered ?? (activity.type === 'invoke' ? { status: 501, body: null } : { status: 200, body: null });
  };

  return {
    connector,
    messages: (receive) => async (request, response) => {
      const { status, body } = await answer(request, receive);
      const json = body === null ? '' : JSON.stringify(body);
      response.sendRaw(status, json, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'content-length': String(Buffer.byteLength(json)),
      });
    },
  };
}

const refused = (status: number, detail: string): InvokeAnswer => ({ status, body: { status, detail } });

/** botbuilder takes either none of a cloud's addresses or all of them, and knows none of 21Vianet's. */
const addressesOf = ({ authority, bot }: Cloud, openIdMetadataUrl?: string) => ({
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: authority,
  ToChannelFromBotOAuthScope: bot.tokenIssuer,
  ToBotFromChannelTokenIssuer: bot.tokenIssuer,
  ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl ?? bot.openIdMetadata,
  ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl ?? bot.emulatorOpenIdMetadata,
  OAuthUrl: bot.oauth,
});

type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

/** botbuilder judges who calls; what the bot says goes through our own connector, and never through botbuilder's. */
const onlyFor = (appId: string): CredentialsFactory => ({
  isValidAppId: async (asked) => asked.toLowerCase() === appId.toLowerCase(),
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    signRequest: async () => {
      throw new Error('the bot speaks through its own connector');
    },
  }),
});

/** By name: the classes are not part of what botbuilder exports. */
const isOfAuthentication = (error: unknown): boolean => error instanceof Error && error.constructor.name === 'AuthenticationError';
const isRefusal = (error: unknown): boolean =>
  (isOfAuthentication(error) && (error as { statusCode?: unknown }).statusCode === 401) ||
  (error instanceof Error && ['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError'].includes(error.name));

function isFromThisMachine(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  if (headers.origin !== undefined || headers.referer !== undefined) return false;
  const host = URL.parse(`http://${String(headers.host ?? '')}`);
  return host !== null && isLoopbackHost(host.hostname);
}
