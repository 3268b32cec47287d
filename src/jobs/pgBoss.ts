import { PgBoss } from 'pg-boss';
import { turnedNow } from './schedule.ts';
import { type Jobs, type SyncRequest, syncEveryMinutes, type Work } from './types.ts';

const syncQueue = 'sync';
const dayQueue = 'turn-of-day';
const tickQueue = 'tick';

/**
 * Jobs shared by any number of servers on one PostgreSQL: each is done by one of them, and by another if that one dies.
 * A sync waits once per account and runs once per account at a time.
 */
export async function pgBossJobs(connectionString: string, work: Work, now: () => number = Date.now): Promise<Jobs> {
  const boss = new PgBoss({ connectionString, schema: 'jobs', max: 4 });
  boss.on('error', work.report);
  await boss.start();
  // "stately": of jobs with the same key, one waits and one works.
  await boss.createQueue(syncQueue, { policy: 'stately', retryLimit: 0, expireInSeconds: 3600, deleteAfterSeconds: 3600 });
  await boss.createQueue(dayQueue, { policy: 'stately', retryLimit: 2, retryBackoff: true, deleteAfterSeconds: 3600 });
  await boss.createQueue(tickQueue, { policy: 'stately', retryLimit: 0, deleteAfterSeconds: 3600 });

  const requestSync = async (request: SyncRequest) => {
    await boss.send(syncQueue, request, { singletonKey: [request.accountId, request.sourceId ?? '', request.full ?? false].join(' ') });
  };
  /** An error is told, and kept by the queue as the job's end. */
  const told = async (job: () => Promise<unknown>) => {
    try {
      await job();
    } catch (error) {
      work.report(error);
      throw error;
    }
  };
  await boss.work<SyncRequest>(syncQueue, { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await told(() => work.sync(job.data));
  });
  await boss.work<{ accountId: string }>(dayQueue, async ([job]) => {
    if (job) await told(() => work.turnOfDay(job.data.accountId));
  });
  await boss.work(tickQueue, async () => {
    await told(async () => {
      const accounts = await work.accounts();
      for (const { accountId } of turnedNow(accounts, now())) await boss.send(dayQueue, { accountId }, { singletonKey: accountId });
      for (const { accountId } of accounts) await requestSync({ accountId });
      await work.upkeep?.();
    });
  });
  await boss.schedule(tickQueue, `*/${syncEveryMinutes} * * * *`);
  return { requestSync, stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}
