import { planDigests, planNotices } from './digest/index.ts';
import { endsWithin } from './jobs/endsWithin.ts';
import { type Heartbeat, startHeartbeat } from './jobs/index.ts';
import { type Carrier, drain, type Limiter } from './outbox/index.ts';
import type { Database } from './store/database.ts';

export interface LeavingParts {
  db: Database;
  carrier: Carrier;
  limiter: Limiter;
  clock(): Date;
  today(timeZone: string): string;
  /** What else is planned, beside the beats: how many messages were queued. */
  plans?: readonly ((isStopping: () => boolean) => Promise<number>)[];
  /** Ids only. */
  report(error: unknown, facts?: object): void;
}

/** What is due in thousands is made in parts, so that the first leave while the last are made. */
const plansForMs = 10_000;
/** A beat gives way to the next after so long, so that what is due meanwhile is planned too. */
const sendsForMs = 20_000;
/** A plan that waits for Graph when the server stops is left behind after so long. */
const plansEndWithinMs = 2_000;

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
  let planning: Promise<void> | null = null;
  /** Who is asked for a plan may take minutes to answer: what is due leaves meanwhile, and what is queued at once. */
  const planBeside = (isStopping: () => boolean) => {
    const plan = async () => {
      let queued = 0;
      for (const one of plans)
        await told(async () => {
          queued += await one(isStopping);
        });
      if (queued > 0) heart.soon();
    };
    planning ??= plan().finally(() => {
      planning = null;
    });
  };
  const heart = startHeartbeat({
    async beat(isStopping) {
      planBeside(isStopping);
      let isDone = true;
      await told(async () => {
        ({ isDone } = await planDigests({ db, now: clock, today, report }, { until: time.now() + plansForMs, isStopping }));
      });
      await told(() => planNotices(db, clock()));
      if (!isStopping())
        await drain({ db, carrier, limiter, clock: time, random: Math.random, report }, { until: time.now() + sendsForMs, isStopping });
      return isDone ? undefined : 'again';
    },
    report,
  });
  return {
    soon: heart.soon,
    async stop() {
      await heart.stop();
      if (planning) await endsWithin(planning, plansEndWithinMs);
    },
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
