import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Fetch } from '../wire.ts';
import { middleware, urlOf } from './chain.ts';

/** The connection broke, or the answer ended before it was whole. */
export class CutConnectionError extends Error {
  override name = 'CutConnectionError';
}

/** The parsed bodies of the answers, read whole here so that a connection cut in the middle of one is tried again. */
export type Bodies = WeakMap<Response, unknown>;

const isJson = (headers: Headers): boolean => /[/+]json\b/i.test(headers.get('content-type') ?? '');

export const transport = (bodies: Bodies, timeoutMs: number, send: Fetch = fetch): Middleware =>
  middleware(async (context) => {
    const url = urlOf(context);
    try {
      const response = await send(url, {
        ...(context.options as RequestInit),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'manual',
      });
      const text = await response.text();
      bodies.set(response, text === '' ? null : isJson(response.headers) ? JSON.parse(text) : text);
      context.response = response;
    } catch (cause) {
      throw new CutConnectionError(`the connection to ${new URL(url).host} broke`, { cause });
    }
  });
