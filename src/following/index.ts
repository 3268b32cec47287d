import type { SyncRequest } from '../jobs/index.ts';
import { type KeepUpContext, keepUp } from './keepUp.ts';
import { type Found, looking } from './looking.ts';
import { type Counts, receiver } from './receive.ts';

export interface FollowingParts extends Pick<KeepUpContext, 'db' | 'graph' | 'kinds' | 'now'> {
  tenantId: string;
  random?: () => number;
  report(error: unknown): void;
}

/** Following changes: subscriptions that are kept alive, and what Graph says through them. */
export interface Following {
  /** Takes the entries of what Graph posted; returns at once, whatever they are. */
  receive(values: readonly unknown[]): void;
  /** Jobs run, and the server can be reached: from now on there are subscriptions, and what they say is acted on. */
  start(running: { notificationUrl: string | null; requestSync: (request: SyncRequest) => Promise<void> }): void;
  /** Makes, renews and ends subscriptions as is due, of one account or of all. */
  keepUp(accountId?: string): Promise<void>;
  /** A round of a source has ended. */
  ended(request: SyncRequest, found: Found): void;
  counts(): Counts;
  /** Whether Graph reports changes of this kind of source. */
  isFollowable(kind: string): boolean;
  /** Lets what is under way end. Subscriptions live on: whoever starts next goes on with them. */
  stop(): Promise<void>;
}

export function following(parts: FollowingParts): Following {
  const { db, graph, kinds, now, report } = parts;
  let started: { notificationUrl: string | null; rounds: ReturnType<typeof looking> } | null = null;
  let isStopped = false;
  let working: Promise<void> = Promise.resolve();

  const keep = (accountId?: string): Promise<void> => {
    const running = started;
    if (!running) return Promise.resolve();
    const context: KeepUpContext = {
      ...{ db, graph, kinds, now, report },
      random: parts.random ?? Math.random,
      notificationUrl: running.notificationUrl,
      begun: (accountId, sourceId) => running.rounds.ask({ accountId, sourceId }),
    };
    const mine = working.then(() => (isStopped ? undefined : keepUp(context, accountId)));
    working = mine.catch(() => undefined);
    return mine;
  };
  const receiving = receiver({
    ...{ db, now, report },
    tenantId: parts.tenantId,
    changed: (accountId, sourceId) => started?.rounds.ask({ accountId, sourceId, look: 0 }),
    ailing: (accountId) => void keep(accountId).catch(report),
  });
  return {
    receive: receiving.receive,
    start: ({ notificationUrl, requestSync }) => {
      started = { notificationUrl, rounds: looking(requestSync, report) };
      receiving.open();
      keep().catch(report);
    },
    keepUp: keep,
    ended: (request, found) => started?.rounds.ended(request, found),
    counts: receiving.counts,
    isFollowable: (kind) => kinds[kind]?.followed !== undefined,
    stop: async () => {
      isStopped = true;
      receiving.close();
      started?.rounds.stop();
      await working;
    },
  };
}
