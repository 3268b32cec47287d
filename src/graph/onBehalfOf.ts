import { type Graph, openGraph } from './client.ts';
import { type ConfidentialClient, clientParameters, type TokenAnswer } from './clientProof.ts';
import { UnauthorizedError, UnreachableError } from './errors.ts';
import type { ExchangeLog } from './middleware/exchangeLog.ts';
import type { TokenSource } from './tokens.ts';

/** Nobody has consented that this installation acts for the person, or the person must sign in anew (a second factor, a policy). */
export class ConsentMissingError extends Error {
  override name = 'ConsentMissingError';
  readonly code: string;
  constructor(code: string) {
    super(`the sign-in service gives no token for the person: ${code}`);
    this.code = code;
  }
}

/** Exchanges the token with which a person came to us for one to Graph that carries the person's own rights. */
export type ExchangeToken = (assertion: string) => Promise<string>;

const needPerson: ReadonlySet<string> = new Set(['consent_required', 'interaction_required', 'login_required']);

/**
 * The on-behalf-of flow of OAuth 2.0 at Entra ID; the local issuer has the same.
 * @param scope what is asked of Graph, at least the right to write lists
 */
export const onBehalfOf =
  (client: ConfidentialClient, scope: string): ExchangeToken =>
  async (assertion) => {
    const body = new URLSearchParams({
      ...(await clientParameters(client)),
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion,
      scope,
    });
    let response: Response;
    let answer: TokenAnswer;
    try {
      response = await fetch(client.tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
      answer = (await response.json()) as TokenAnswer;
    } catch (cause) {
      throw new UnreachableError(`no answer from the sign-in service at ${new URL(client.tokenUrl).host}`, cause);
    }
    if (response.ok && answer.access_token) return answer.access_token;
    const code = answer.suberror && needPerson.has(answer.suberror) ? answer.suberror : (answer.error ?? `http${response.status}`);
    // AADSTS65001: no consent; 50076, 50079, 53003: a second factor or a policy; 50013, 500133: the assertion has expired.
    if (needPerson.has(code) || answer.error === 'invalid_grant') throw new ConsentMissingError(code);
    throw new UnauthorizedError({ status: response.status, code, message: `the sign-in of this installation was refused: ${code}` });
  };

/** Graph with the rights of a person who waits for the answer: what cannot be done within seconds is told, not waited for. */
export type GraphAs = (assertion: string) => Promise<Graph>;

export const graphAs =
  (root: string, exchange: ExchangeToken, log: ExchangeLog | null): GraphAs =>
  async (assertion) => {
    const token = await exchange(assertion);
    const tokens: TokenSource = { token: async () => token, forget: () => undefined };
    return openGraph({ root, tokens, log, limits: { attempts: 2, longestWaitMs: 1_500 }, timeoutMs: 15_000 });
  };
