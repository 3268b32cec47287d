import type { SyncRequest } from '../jobs/index.ts';

/** Two rounds of one source that notifications ask for lie at least this far apart: an edit a second is one round a second. */
const restMs = 1000;
/** Graph's delta may not show yet what a notification told of: a round that finds nothing is repeated after so long. */
const lookAgainMs = [5_000, 30_000] as const;

/** What a round found; rows that were given again and had not changed count. */
export interface Found {
  rows: number;
}

/** Turns "something changed there" into rounds of that source: the first at once, further ones with a rest between. */
export function looking(requestSync: (request: SyncRequest) => Promise<void>, report: (error: unknown) => void) {
  const lastAt = new Map<string, number>();
  const planned = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  const keyOf = ({ accountId, sourceId }: SyncRequest) => `${accountId}\n${sourceId ?? ''}`;

  const plan = (request: SyncRequest, at: number) => {
    const key = keyOf(request);
    clearTimeout(planned.get(key)?.timer);
    const timer = setTimeout(
      () => {
        planned.delete(key);
        lastAt.set(key, Date.now());
        requestSync(request).catch(report);
      },
      Math.max(0, at - Date.now()),
    );
    planned.set(key, { at, timer: timer.unref() });
  };
  return {
    ask(request: SyncRequest): void {
      const key = keyOf(request);
      const at = Math.max(Date.now(), (lastAt.get(key) ?? 0) + restMs);
      const coming = planned.get(key);
      // One that comes anyway, and no later than this one would, serves.
      if (!coming || coming.at > at) plan(request, at);
    },
    /** A round has ended. */
    ended(request: SyncRequest, { rows }: Found): void {
      if (request.look === undefined || rows > 0 || planned.has(keyOf(request))) return;
      const wait = lookAgainMs[request.look];
      if (wait !== undefined) plan({ ...request, look: request.look + 1 }, Date.now() + wait);
    },
    stop(): void {
      for (const { timer } of planned.values()) clearTimeout(timer);
      planned.clear();
    },
  };
}
