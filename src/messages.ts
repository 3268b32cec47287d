import { planDigests, planNotices } from './digest/index.ts';
import { type Heartbeat, startHeartbeat } from './jobs/index.ts';
import { type Carrier, drain, type Limiter } from './outbox/index.ts';
import type { Database } from './store/database.ts';

export interface LeavingParts {
  db: Database;
  carrier: Carrier;
  limiter: Limiter;
  clock(): Date;
  today(timeZone: string): string;
  /** What else is planned in each beat before messages leave. */
  plans?: readonly ((now: Date) => Promise<unknown>)[];
  /** Ids only. */
  report(error: unknown, facts?: object): void;
}

/** What is due in thousands is made in parts, so that the first leave while the last are made. */
const plansForMs = 10_000;
/** A beat gives way to the next after so long, so that what is due meanwhile is planned too. */
const sendsForMs = 20_000;

/**
 * What leaves by itself, in one heartbeat: digests that are due are made, what managers must know of them is queued, and
 * the outbox is drained. Each server beats for itself; together they do everything once.
 */
export function startMessages({ db, carrier, limiter, clock, today, plans = [], report }: LeavingParts): Heartbeat {
  const time = { now: () => clock().getTime(), sleep };
  /** One that fails keeps none of the others back. */
  const told = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      report(error);
    }
  };
  return startHeartbeat({
    async beat(isStopping) {
      let isDone = true;
      await told(async () => {
        ({ isDone } = await planDigests({ db, now: clock, today, report }, { until: time.now() + plansForMs, isStopping }));
      });
      for (const plan of plans) await told(() => plan(clock()));
      await told(() => planNotices(db, clock()));
      if (!isStopping())
        await drain({ db, carrier, limiter, clock: time, random: Math.random, report }, { until: time.now() + sendsForMs, isStopping });
      return isDone ? undefined : 'again';
    },
    report,
  });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
