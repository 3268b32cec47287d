import { sql } from 'kysely';
import type { Database, Tx } from '../store/database.ts';
import { NotSentError } from './carrier.ts';

/** Teams takes 50 requests a second of one app in one tenant, over everything. One every 20 ms, with no bursts. */
const everyMs = 20;
/** Whoever would wait longer comes back another time. */
const longestWaitMs = 5_000;
/** So many conversations throttled at the same time mean the tenant. */
const throttledTogether = 3;

/** The allowance that all servers share, by the database's own clock. */
export interface Limiter {
  /** @returns the milliseconds to wait before the one request that this allows; null: the tenant is held back for longer. */
  slot(): Promise<number | null>;
  /** The service said Retry-After in a conversation. */
  throttled(conversationId: string, retryAfterMs: number): Promise<void>;
}

const tenant = 'tenant';
export const conversationScope = (conversationId: string): string => `conversation:${conversationId}`;

export function sharedLimiter(db: Database): Limiter {
  return {
    slot: () =>
      db.transaction('every', async (tx) => {
        await withoutFlush(tx);
        const found = await sql<{ wait: number }>`
          insert into send_rate as r (scope, next_at) values (${tenant}, clock_timestamp() + interval '${sql.lit(everyMs)} milliseconds')
          on conflict (scope) do update set next_at = greatest(r.next_at, clock_timestamp()) + interval '${sql.lit(everyMs)} milliseconds'
            where r.next_at < clock_timestamp() + interval '${sql.lit(longestWaitMs)} milliseconds'
          returning (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 - ${sql.lit(everyMs)} as wait`.execute(tx);
        const wait = found.rows[0]?.wait;
        return wait === undefined ? null : Math.max(0, Math.ceil(wait));
      }),
    throttled: (conversationId, retryAfterMs) =>
      db.transaction('every', async (tx) => {
        await hold(tx, conversationScope(conversationId), retryAfterMs);
        const others = await sql<{ held: number }>`
          select count(*) as held from send_rate where scope like 'conversation:%' and next_at > clock_timestamp()`.execute(tx);
        if ((others.rows[0]?.held ?? 0) >= throttledTogether) await hold(tx, tenant, retryAfterMs);
        await sql`delete from send_rate where scope like 'conversation:%' and next_at < clock_timestamp() - interval '1 hour'`.execute(tx);
      }),
  };
}

/** For a request that is no message. @throws NotSentError where the tenant is held back */
export async function waitFor(limiter: Limiter): Promise<void> {
  const wait = await limiter.slot();
  if (wait === null) throw new NotSentError('retry', 'tenantHeld', 'Teams asked this tenant to wait');
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

/**
 * What this transaction writes need not survive a crash of the database: it is not waited for on the disk. All servers
 * queue for the one row of the tenant, and would be held to the pace of the disk.
 */
export const withoutFlush = (tx: Tx) => sql`select set_config('synchronous_commit', 'off', true)`.execute(tx);

const hold = (tx: Tx, scope: string, forMs: number) =>
  sql`
    insert into send_rate as r (scope, next_at) values (${scope}, clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (scope) do update set next_at = greatest(r.next_at, excluded.next_at)`.execute(tx);
