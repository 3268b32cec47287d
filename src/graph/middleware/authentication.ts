import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { TokenSource } from '../tokens.ts';
import { middleware, setHeader, urlOf } from './chain.ts';

/**
 * What Graph wants of the next token, where it ended a session in the middle (continuous access evaluation):
 * `Bearer …, error="insufficient_claims", claims="<base64 of JSON>"`.
 */
export function claimsOf(challenge: string | null): string | undefined {
  const encoded = /\bclaims="([^"]+)"/i.exec(challenge ?? '')?.[1];
  if (!encoded) return undefined;
  const text = encoded.trim().startsWith('{') ? encoded : Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/**
 * Sends the token to Graph's own origin and to no other; a token that Graph refuses is replaced once.
 * (The library's own handler sends none over http, which the local Graph needs on loopback.)
 */
export const authentication = (tokens: TokenSource, origin: string): Middleware =>
  middleware(async (context, next) => {
    const url = new URL(urlOf(context));
    if (url.origin !== origin) throw new Error(`a link of Graph leads to ${url.origin}, which gets no token`);
    const first = await tokens.token();
    setHeader(context, 'Authorization', `Bearer ${first}`);
    await next();
    if (context.response?.status !== 401) return;
    tokens.forget(first, claimsOf(context.response.headers.get('www-authenticate')));
    const second = await tokens.token();
    setHeader(context, 'Authorization', `Bearer ${second}`);
    await next();
  });
