import { type Graph, type GraphOptions, openGraph } from './client.ts';
import type { ConfidentialClient } from './clientProof.ts';
import type { ExchangeLog } from './middleware/exchangeLog.ts';
import { type Granted, requestToken } from './tokenRequest.ts';
import type { TokenSource } from './tokens.ts';

export { ClaimsNeededError, ConsentMissingError, GrantRefusedError } from './tokenRequest.ts';

/**
 * Exchanges the token with which a person came to us for one to Graph that carries the person's own rights.
 * @param claims what Graph asked for besides, when it refused the token before
 */
export type ExchangeToken = (assertion: string, claims?: string) => Promise<string>;

/**
 * The on-behalf-of flow of OAuth 2.0 at Entra ID; the local issuer has the same.
 * @param scope what is asked of Graph; with offline_access a refresh token comes too
 */
export const exchangeOnBehalf = (client: ConfidentialClient, scope: string, assertion: string, claims?: string): Promise<Granted> =>
  requestToken(client, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion,
    scope,
    ...(claims ? { claims } : {}),
  });

/** @param scope what is asked of Graph, at least the right to write lists */
export const onBehalfOf =
  (client: ConfidentialClient, scope: string): ExchangeToken =>
  async (assertion, claims) =>
    (await exchangeOnBehalf(client, scope, assertion, claims)).accessToken;

/** Graph with the rights of a person. */
export type GraphAs = (assertion: string) => Promise<Graph>;

export type Patience = Pick<GraphOptions, 'limits' | 'timeoutMs' | 'clock'>;
/** What cannot be done within seconds is told, not waited for. */
export const somebodyWaits: Patience = { limits: { attempts: 2, longestWaitMs: 1_500 }, timeoutMs: 15_000 };
/** Work that goes on beside: it waits as long as Graph asks for, within a minute. */
export const nobodyWaits: Patience = { limits: { attempts: 5, longestWaitMs: 60_000 }, timeoutMs: 60_000 };

/**
 * Where Graph ends a session in the middle (continuous access evaluation), the token is exchanged again with the claims
 * that it names; what only the person can give comes out as ClaimsNeededError.
 */
export const graphAs =
  (root: string, exchange: ExchangeToken, log: ExchangeLog | null, patience: Patience = somebodyWaits): GraphAs =>
  async (assertion) => {
    let current: string | null = await exchange(assertion);
    let wanted: string | undefined;
    const tokens: TokenSource = {
      token: async () => {
        current ??= await exchange(assertion, wanted);
        return current;
      },
      forget: (_token, claims) => {
        if (!claims) return;
        wanted = claims;
        current = null;
      },
    };
    return openGraph({ root, tokens, log, ...patience });
  };
