import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { Outgoing } from './carrier.ts';
import { type OutboxEvent, type Standing, step } from './states.ts';

export interface OutboxRow extends Outgoing, Standing {}

interface Stored {
  account_id: string;
  id: string;
  kind: string;
  about: string;
  conversation_id: string;
  content: Record<string, unknown>;
  state: Standing['state'];
  attempts: number;
  next_try_at: string;
  not_after: string | null;
  claimed_by: string | null;
  claimed_at: string | null;
  settled_at: string | null;
  message_id: string | null;
  problem: Standing['problem'];
}
const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text));
export const fromStored = (row: Stored): OutboxRow => ({
  accountId: row.account_id,
  id: row.id,
  kind: row.kind,
  about: row.about,
  conversationId: row.conversation_id,
  content: row.content,
  state: row.state,
  attempts: row.attempts,
  nextTryAt: Date.parse(row.next_try_at),
  notAfter: instant(row.not_after),
  claimedBy: row.claimed_by,
  claimedAt: instant(row.claimed_at),
  settledAt: instant(row.settled_at),
  messageId: row.message_id,
  problem: row.problem,
});
export type StoredRow = Stored;

/** Steps a row that is locked in this transaction. @returns the row after it, or null where the event changes nothing. */
export async function stepLocked(tx: Tx, row: OutboxRow, event: OutboxEvent): Promise<OutboxRow | null> {
  const next = step(row, event);
  if (next === null) return null;
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  await sql`
    update outbox set state = ${next.state}, attempts = ${next.attempts}, next_try_at = ${at(next.nextTryAt)}, not_after = ${at(next.notAfter)},
      claimed_by = ${next.claimedBy}, claimed_at = ${at(next.claimedAt)}, settled_at = ${at(next.settledAt)}, message_id = ${next.messageId},
      problem = ${next.problem === null ? null : JSON.stringify(next.problem)}::jsonb
    where account_id = ${row.accountId} and id = ${row.id}`.execute(tx);
  return { ...row, ...next };
}

/** Locks a row, by its id or by what it is about, and steps it. */
export async function stepRow(
  tx: Tx,
  accountId: string,
  which: { id: string } | { kind: string; about: string },
  event: OutboxEvent,
): Promise<OutboxRow | null> {
  const condition = 'id' in which ? sql`id = ${which.id}` : sql`kind = ${which.kind} and about = ${which.about}`;
  const found = await sql<Stored>`select * from outbox where account_id = ${accountId} and ${condition} for update`.execute(tx);
  return found.rows[0] ? stepLocked(tx, fromStored(found.rows[0]), event) : null;
}
