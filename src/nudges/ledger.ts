import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { NudgeRow } from './reconcile.ts';

/** Whose nudges: those of certain persons, and for a manager also those that are asked of nobody in particular. */
export interface Whose {
  personIds: ReadonlySet<string>;
  isManager: boolean;
}
export interface Wanted {
  id?: string;
  state?: NudgeRow['state'];
  rule?: string;
  /** Only theirs. */
  of?: Whose;
}

export const isTheirs = (nudge: Pick<NudgeRow, 'person_id'>, { personIds, isManager }: Whose): boolean =>
  nudge.person_id === null ? isManager : personIds.has(nudge.person_id);

/** The nudges of an account: those worth most first, then those that are due first. */
export async function nudgesPage(
  tx: Tx,
  accountId: string,
  wanted: Wanted,
  { page, limit }: { page: number; limit: number },
): Promise<{ total: number; rows: NudgeRow[] }> {
  const where = sql`account_id = ${accountId} and ${sql.join(conditions(wanted), sql` and `)}`;
  const counted = await sql<{ total: number }>`select count(*) as total from nudge where ${where}`.execute(tx);
  const found = await sql<NudgeRow>`
    select * from nudge where ${where} order by rank desc, coalesce(worth, 0) <> 0 desc, due_on nulls last, opened_at, id limit ${limit} offset ${(page - 1) * limit}`.execute(
    tx,
  );
  return { total: counted.rows[0]?.total ?? 0, rows: found.rows };
}

function conditions({ id, state, rule, of }: Wanted): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (id !== undefined) all.push(sql`id = ${id}`);
  if (state !== undefined) all.push(sql`state = ${state}`);
  if (rule !== undefined) all.push(sql`rule = ${rule}`);
  if (of) {
    const own = sql`person_id in (select jsonb_array_elements_text(${JSON.stringify([...of.personIds])}::jsonb))`;
    all.push(of.isManager ? sql`(person_id is null or ${own})` : own);
  }
  return all;
}

/** One nudge, held until the transaction ends. */
export async function takeNudge(tx: Tx, accountId: string, id: string): Promise<NudgeRow | null> {
  const found = await sql<NudgeRow>`select * from nudge where account_id = ${accountId} and id = ${id} for update`.execute(tx);
  return found.rows[0] ?? null;
}

export type Settled = Pick<NudgeRow, 'state' | 'snoozed_until' | 'settled_at' | 'settled_by' | 'person_id' | 'is_reassigned'>;

export async function settleNudge(tx: Tx, accountId: string, id: string, change: Partial<Settled>): Promise<void> {
  await tx.updateTable('nudge').set(change).where('account_id', '=', accountId).where('id', '=', id).execute();
}
