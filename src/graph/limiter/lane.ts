import type { Clock } from '../clock.ts';
import type { Budget } from './services.ts';

/** This share of a budget is left to those who wait: the background stops before it is used up. */
export const reservedShare = 0.2;

interface Waiting {
  units: number;
  go: () => void;
}

/** One budget: who may ask now, and who waits. Those for whom somebody waits go first, and may use all of it. */
export interface Lane {
  /** Resolves when the request may be sent; `end` must be called when it is answered. */
  enter(units: number, isForUser: boolean): Promise<void> | null;
  end(): void;
  /** The service said when to come back: nobody asks before. */
  closeUntil(ms: number): void;
  /** Only those go for whom somebody waits, until then. */
  quietUntil(ms: number): void;
  /** The service knows better how much is left: a share of the whole, 0 to 1. */
  leave(share: number): void;
  /** How long a request has to wait before it may be sent, others that wait left aside. */
  opensInMs(isForUser: boolean): number;
}

export function openLane(budget: Budget, clock: Clock): Lane {
  const refill = budget.units / budget.windowMs;
  const reserve = budget.units * reservedShare;
  let left = budget.units;
  let countedAt = clock.now();
  let inFlight = 0;
  let closed = 0;
  let quiet = 0;
  const queues: Record<'user' | 'background', Waiting[]> = { user: [], background: [] };
  /** When somebody looks again whether the next may go. */
  let wakesAt = Number.POSITIVE_INFINITY;

  const count = (): number => {
    const now = clock.now();
    left = Math.min(budget.units, left + Math.max(0, now - countedAt) * refill);
    countedAt = now;
    return now;
  };
  /** How long such a request has to wait; 0: not at all, null: until another ends. */
  const waitMs = (units: number, isForUser: boolean): number | null => {
    const now = count();
    if (inFlight >= (budget.atOnce ?? Number.POSITIVE_INFINITY)) return null;
    const open = Math.max(closed, isForUser ? 0 : quiet) - now;
    // What costs more than there can be goes when all of it is there.
    const needed = Math.min(units + (isForUser ? 0 : reserve), budget.units) - left;
    return Math.max(0, open, needed <= 0 ? 0 : Math.ceil(needed / refill));
  };
  const take = (units: number) => {
    left -= units;
    inFlight += 1;
  };
  const wake = (): void => {
    for (;;) {
      const kind = queues.user.length > 0 ? 'user' : 'background';
      const next = queues[kind][0];
      if (!next) return;
      const wait = waitMs(next.units, kind === 'user');
      if (wait === null) return;
      if (wait > 0) {
        later(wait);
        return;
      }
      queues[kind].shift();
      take(next.units);
      next.go();
    }
  };
  const later = (ms: number): void => {
    const at = clock.now() + ms;
    if (at >= wakesAt) return;
    wakesAt = at;
    const look = () => {
      if (wakesAt === at) wakesAt = Number.POSITIVE_INFINITY;
      wake();
    };
    // Where the clock itself fails, nobody may be left waiting.
    clock.sleep(ms).then(look, look);
  };
  return {
    enter(units, isForUser) {
      const queue = queues[isForUser ? 'user' : 'background'];
      const isFirst = queue.length === 0 && (isForUser || queues.user.length === 0);
      if (isFirst && waitMs(units, isForUser) === 0) {
        take(units);
        return null;
      }
      return new Promise((resolve) => {
        queue.push({ units, go: resolve });
        wake();
      });
    },
    end() {
      inFlight -= 1;
      if (queues.user.length + queues.background.length > 0) wake();
    },
    closeUntil: (ms) => {
      closed = Math.max(closed, ms);
    },
    quietUntil: (ms) => {
      quiet = Math.max(quiet, ms);
    },
    leave: (share) => {
      count();
      left = Math.min(left, budget.units * share);
    },
    opensInMs: (isForUser) => waitMs(1, isForUser) ?? 0,
  };
}
