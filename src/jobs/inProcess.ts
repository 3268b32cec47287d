import { turnedNow, untilNextTick } from './schedule.ts';
import type { Jobs, SyncRequest, Work } from './types.ts';

/**
 * Jobs of the one process that an embedded database has: a queue in memory, one job at a time, as the database has one
 * connection. Nothing is lost with the process: how far a sync came is in the database, and each start syncs anew.
 */
export function inProcessJobs(work: Work, now: () => number = Date.now): Jobs {
  const queue = new Map<string, () => Promise<unknown>>();
  let working: Promise<void> | null = null;
  let isStopped = false;

  const drain = async () => {
    for (let next = queue.entries().next(); !next.done && !isStopped; next = queue.entries().next()) {
      const [key, job] = next.value;
      queue.delete(key);
      await job().catch(work.report);
    }
    working = null;
  };
  const enqueue = (key: string, job: () => Promise<unknown>) => {
    if (isStopped) return;
    queue.set(key, job);
    working ??= Promise.resolve().then(drain);
  };
  const requestSync = async (request: SyncRequest) =>
    enqueue(`sync ${request.accountId} ${request.sourceId ?? ''} ${request.full ?? false}`, () => work.sync(request));

  const tick = async () => {
    try {
      const accounts = await work.accounts();
      for (const { accountId } of turnedNow(accounts, now())) enqueue(`day ${accountId}`, () => work.turnOfDay(accountId));
      for (const { accountId } of accounts) await requestSync({ accountId });
      if (work.upkeep) enqueue('upkeep', work.upkeep);
    } catch (error) {
      work.report(error);
    }
    schedule();
  };
  let timer: NodeJS.Timeout | null = null;
  const schedule = () => {
    if (!isStopped) timer = setTimeout(tick, untilNextTick(now()));
  };
  schedule();
  return {
    requestSync,
    stop: async () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}
