import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../clock.ts';
import { UnreachableError } from '../errors.ts';
import { methodOf, middleware } from './chain.ts';
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

/**
 * Waits and asks again: as long as Graph says when it throttles, with a growing pause when it fails or the connection
 * breaks. What Graph says holds for every request of this client, since throttled ones count against it too.
 */
export function retrying({ clock, random, limits }: { clock: Clock; random: () => number; limits: RetryLimits }): Middleware {
  let closedUntil = 0;
  const pass = async () => {
    while (clock.now() < closedUntil) await clock.sleep(closedUntil - clock.now());
  };
  return middleware(async (context, next) => {
    const mayRepeat = methodOf(context) === 'GET' || context.middlewareControl?.getMiddlewareOptions(Repeatable) !== undefined;
    for (let attempt = 1; ; attempt += 1) {
      await pass();
      let cut: CutConnectionError | null = null;
      try {
        await next();
      } catch (error) {
        if (!(error instanceof CutConnectionError)) throw error;
        cut = error;
      }
      const response = cut ? undefined : context.response;
      const asked = response ? askedWaitMs(response.headers, clock.now()) : null;
      if (response && isThrottling(response.status)) {
        const wait = asked ?? backoffMs(attempt, random);
        closedUntil = Math.max(closedUntil, clock.now() + Math.min(wait, limits.longestWaitMs));
        if (attempt >= limits.attempts || wait > limits.longestWaitMs) return;
        continue;
      }
      if (response && !isPassing(response.status)) {
        if (asked !== null && response.headers.get('ratelimit-remaining')?.trim() === '0') {
          closedUntil = Math.max(closedUntil, clock.now() + Math.min(asked, limits.longestWaitMs));
        }
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
