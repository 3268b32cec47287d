import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../clock.ts';
import { UnreachableError } from '../errors.ts';
import type { Limiter } from '../limiter/limiter.ts';
import { methodOf, middleware, urlOf } from './chain.ts';
import { CutConnectionError } from './transport.ts';

export interface RetryLimits {
  /** Requests sent for one question, the first included. */
  attempts: number;
  /** Longer than this is not waited for here: the caller hears of it. */
  longestWaitMs: number;
}
export const usualLimits: RetryLimits = { attempts: 6, longestWaitMs: 300_000 };

/** Marks a request that may be sent again even after it may have been carried out. */
export class Repeatable {}

const seconds = (text: string | null): number | null => (text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) * 1000 : null);

/** How long Graph asks to wait: the longer of Retry-After (seconds or a date) and RateLimit-Reset. null: it does not say. */
export function askedWaitMs(headers: Headers, nowMs: number): number | null {
  const after = headers.get('retry-after');
  const date = after === null ? Number.NaN : Date.parse(after);
  const wait = seconds(after) ?? (Number.isNaN(date) ? null : Math.max(0, date - nowMs));
  const reset = seconds(headers.get('ratelimit-reset'));
  return wait === null && reset === null ? null : Math.max(wait ?? 0, reset ?? 0);
}

/** 1 s, 2 s, 4 s … up to a minute, each between half and the whole, so that many clients do not return together. */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.min(60_000, 1000 * 2 ** (attempt - 1)) * (0.5 + random() / 2);

const isThrottling = (status: number): boolean => status === 429 || status === 503;
const isPassing = (status: number): boolean => status === 500 || status === 502 || status === 504 || status === 408;

interface Retrying {
  clock: Clock;
  random: () => number;
  limits: RetryLimits;
  limiter: Limiter;
  /** Graph's own address, without version. */
  root: string;
}

/**
 * Waits and asks again: as long as Graph says when it throttles, with a growing pause when it fails or the connection
 * breaks. What Graph says holds for every request to the same service, since throttled ones count against it too.
 */
export function retrying({ clock, random, limits, limiter, root }: Retrying): Middleware {
  const version = `${root}/v1.0`;
  return middleware(async (context, next) => {
    const method = methodOf(context);
    const mayRepeat = method === 'GET' || context.middlewareControl?.getMiddlewareOptions(Repeatable) !== undefined;
    const url = urlOf(context);
    const path = url.startsWith(version) ? url.slice(version.length) : url;
    const asked = { method, path, body: path.startsWith('/$batch') ? parsed(context.options?.body) : null };
    for (let attempt = 1; ; attempt += 1) {
      const admission = await limiter.admit(asked, limits.longestWaitMs);
      let cut: CutConnectionError | null = null;
      let response: Response | undefined;
      try {
        await next();
        response = context.response;
      } catch (error) {
        if (!(error instanceof CutConnectionError)) throw error;
        cut = error;
      } finally {
        admission.end(response?.headers ?? null);
      }
      const wait = response ? askedWaitMs(response.headers, clock.now()) : null;
      if (response && isThrottling(response.status)) {
        const pause = wait ?? backoffMs(attempt, random);
        admission.close(Math.min(pause, usualLimits.longestWaitMs));
        if (attempt >= limits.attempts || pause > limits.longestWaitMs) return;
        continue;
      }
      if (response && !isPassing(response.status)) {
        if (wait !== null && response.headers.get('ratelimit-remaining')?.trim() === '0')
          admission.close(Math.min(wait, usualLimits.longestWaitMs));
        return;
      }
      if (!mayRepeat || attempt >= limits.attempts) {
        if (cut) throw new UnreachableError(`${cut.message}, after ${attempt} attempts`, cut.cause);
        return;
      }
      await clock.sleep(backoffMs(attempt, random));
    }
  });
}

const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};
