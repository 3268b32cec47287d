import type { Clock } from './clock.ts';
import { UnauthorizedError, UnreachableError } from './errors.ts';

/** Where access tokens come from. */
export interface TokenSource {
  token(): Promise<string>;
  /** Graph refused this token: the next one is asked for anew. @param claims what Graph wants it to carry besides; JSON */
  forget(token: string, claims?: string): void;
}

export interface Token {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A new token is fetched this long before the old one expires. */
const earlyMs = 120_000;

/** Keeps a token until shortly before it expires; many who ask at once share one request. */
export function cachedTokens(fetchToken: () => Promise<Token>, clock: Clock): TokenSource {
  let current: Token | null = null;
  let fetchedAt = 0;
  let asking: Promise<Token> | null = null;
  return {
    async token() {
      // A token that lives shorter than the margin is used for half its life.
      if (current && clock.now() < current.expiresAt - Math.min(earlyMs, (current.expiresAt - fetchedAt) / 2)) return current.token;
      asking ??= fetchToken().finally(() => {
        asking = null;
      });
      current = await asking;
      fetchedAt = clock.now();
      return current.token;
    },
    forget(token) {
      if (current?.token === token) current = null;
    },
  };
}
export interface ClientSecret {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  clock: Clock;
}

/** The client credentials grant of OAuth 2.0, against any issuer; the local Graph's is plain http. */
export function clientSecretTokens({ tokenUrl, clientId, clientSecret, scope, clock }: ClientSecret): TokenSource {
  return cachedTokens(async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope });
    let response: Response;
    let answer: { access_token?: string; expires_in?: number | string; error?: string; error_description?: string };
    try {
      response = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(30_000) });
      answer = (await response.json()) as typeof answer;
    } catch (cause) {
      throw new UnreachableError(`no answer from the sign-in service at ${new URL(tokenUrl).host}`, cause);
    }
    if (!response.ok || !answer.access_token) {
      const message = `the sign-in of this installation was refused: ${answer.error ?? response.status}`;
      throw new UnauthorizedError({ status: response.status, code: answer.error ?? 'invalid_client', message });
    }
    return { token: answer.access_token, expiresAt: clock.now() + Number(answer.expires_in ?? 3600) * 1000 };
  }, clock);
}
