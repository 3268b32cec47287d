import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { TokenSource } from '../tokens.ts';
import { middleware, setHeader, urlOf } from './chain.ts';

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
    tokens.forget(first);
    const second = await tokens.token();
    setHeader(context, 'Authorization', `Bearer ${second}`);
    await next();
  });
