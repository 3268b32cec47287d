import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../store/database.ts';
import { allowedFrom, longestWindowMs } from './conversationRate.ts';
import { conversationScope, withoutFlush } from './limiter.ts';
import { fromStored, type OutboxRow, type StoredRow, stepLocked, stepRow } from './rows.ts';

/** SQL: what may leave at a moment: into conversations that the bot knows, may write into, and was not asked to wait for. */
function due(at: number): RawBuilder<unknown> {
  const now = new Date(at).toISOString();
  return sql`
      from outbox o
      where o.state = 'pending' and o.carrier = 'bot' and o.next_try_at <= ${now} and (o.not_after is null or o.not_after > ${now})
        and (exists (select from conversation c where c.id = o.conversation_id and c.suspended_at is null)
          or exists (select from conversation c where c.kind = 'channel' and c.channel_id = o.conversation_id and c.suspended_at is null))
        and not exists (select from send_rate held where held.scope = ${conversationScope('')} || o.conversation_id and held.next_at > clock_timestamp())`;
}

/** Whether there is anything to do: asked before many hands are put to it. */
export function isAnythingDue(db: Database, at: number): Promise<boolean> {
  return db.transaction('every', async (tx) => (await sql`select 1 ${due(at)} limit 1`.execute(tx)).rows.length > 0);
}

/** Whoever makes a message ready has this long; then another tries. */
export const leaseMs = 15_000;

/**
 * The next message that is due, of any account, leased to `by`; null: there is none. One whose conversation the bot does
 * not know, or may not write into, waits. Servers do not wait for each other: each takes the next free row.
 */
export function lease(db: Database, by: string, at: number): Promise<OutboxRow | 'none' | 'ended'> {
  return db.transaction('every', async (tx) => {
    // A lease that is lost is taken anew; only the claim must be on the disk before the message leaves.
    await withoutFlush(tx);
    const found = await sql<StoredRow>`
      select o.* ${due(at)}
      order by o.next_try_at limit 1
      for update of o skip locked`.execute(tx);
    if (!found.rows[0]) return 'none';
    const leased = await stepLocked(tx, fromStored(found.rows[0]), { kind: 'leased', by, at, until: at + leaseMs });
    return leased?.state === 'pending' ? leased : 'ended';
  });
}

/**
 * Commits that the message is on its way; the request may leave only after this. False: it is not ours any more, or its
 * conversation has had as many as it may.
 */
export function claim(db: Database, row: OutboxRow, by: string, at: number): Promise<boolean> {
  // A conversation's limits count over every account that writes into it.
  return db.transaction('every', async (tx) => {
    // One at a time per conversation, or two servers would each see room for one more.
    await sql`select pg_advisory_xact_lock(hashtextextended(${conversationScope(row.conversationId)}, 1))`.execute(tx);
    const from = allowedFrom(await sentInto(tx, row.conversationId, at), at);
    if (from > at) {
      await stepRow(tx, row.accountId, { id: row.id }, { kind: 'deferred', by, until: from });
      return false;
    }
    return (await stepRow(tx, row.accountId, { id: row.id }, { kind: 'claimed', by, at })) !== null;
  });
}

/** When the last messages went into a conversation, the newest first. */
async function sentInto(tx: Tx, conversationId: string, at: number): Promise<number[]> {
  const found = await sql<{ claimed_at: string }>`
    select claimed_at from outbox where conversation_id = ${conversationId} and claimed_at > ${new Date(at - longestWindowMs).toISOString()}
    order by claimed_at desc limit 1800`.execute(tx);
  return found.rows.map((row) => Date.parse(row.claimed_at));
}

export function giveBack(db: Database, row: OutboxRow, by: string, until: number): Promise<unknown> {
  return db.transaction([row.accountId], (tx) => stepRow(tx, row.accountId, { id: row.id }, { kind: 'deferred', by, until }));
}
