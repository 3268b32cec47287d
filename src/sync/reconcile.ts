import { sql } from 'kysely';
import { recordTypes, tableOf } from '../model/index.ts';
import type { Database, Tx } from '../store/database.ts';
import { runRound } from './round.ts';
import type { RoundReport, SyncContext } from './types.ts';

/** Delta has been seen to lose changes: so often everything is enumerated and compared. */
const everyDays = 7;

/**
 * Takes what delta tells, then enumerates everything: what that changes or removes, delta had missed. The number is
 * kept with the source. What somebody edited meanwhile was not missed, only not told yet.
 */
export async function reconcile(context: SyncContext, accountId: string, sourceId: string): Promise<RoundReport> {
  const { db } = context;
  const startedAt = new Date(context.now()).toISOString();
  const told = await runRound(context, accountId, sourceId);
  if (told.state !== 'fresh') return told;
  if (told.full) {
    // Delta had to start over, so everything was enumerated, and there is nothing to hold against it.
    await db.transaction([accountId], (tx) => saveReconciled(tx, accountId, sourceId, startedAt, null));
    return told;
  }
  const before = await db.transaction([accountId], (tx) => lastMoment(tx, accountId));
  const whole = await runRound(context, accountId, sourceId, { full: true });
  const report = { ...whole, written: told.written + whole.written, deleted: told.deleted + whole.deleted };
  if (whole.state !== 'fresh' && whole.state !== 'asking') return report;
  return db.transaction([accountId], async (tx) => {
    const missed = whole.deleted + (await changedSince(tx, accountId, sourceId, before, startedAt));
    await saveReconciled(tx, accountId, sourceId, startedAt, missed);
    return { ...report, missed };
  });
}

async function lastMoment(tx: Tx, accountId: string): Promise<string> {
  const found = await sql<{ last_moment: string }>`select last_moment from workspace where account_id = ${accountId}`.execute(tx);
  return found.rows[0]?.last_moment ?? '-infinity';
}

/** Records learnt after a moment of knowledge that the source says had changed before `editedBefore`. */
async function changedSince(tx: Tx, accountId: string, sourceId: string, moment: string, editedBefore: string): Promise<number> {
  const changed = recordTypes.map(
    (type) => sql`
      select count(*) as records from ${sql.table(tableOf(type))}
      where account_id = ${accountId} and source_id = ${sourceId} and known_until = 'infinity' and known_from > ${moment}
        and (modified_at is null or modified_at < ${editedBefore})`,
  );
  const found = await sql<{
    records: number;
  }>`select sum(records)::bigint as records from (${sql.join(changed, sql` union all `)}) learnt`.execute(tx);
  return found.rows[0]?.records ?? 0;
}

async function saveReconciled(tx: Tx, accountId: string, sourceId: string, at: string, missed: number | null): Promise<void> {
  await sql`
    update source set reconciled_at = ${at}, missed = ${missed} where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
}

/** The source of each account whose turn it is: one at a time, so that the sources of an account are spread over the day. */
export function dueReconciles(db: Database, nowMs: number): Promise<{ accountId: string; sourceId: string }[]> {
  const weekAgo = new Date(nowMs - everyDays * 86_400_000).toISOString();
  return db.transaction('every', async (tx) => {
    const found = await sql<{ accountId: string; sourceId: string }>`
      select distinct on (account_id) account_id as "accountId", id as "sourceId" from source
      where state = 'fresh' and cursor is not null and coalesce(reconciled_at, created_at) <= ${weekAgo}
      order by account_id, coalesce(reconciled_at, created_at), id`.execute(tx);
    return found.rows;
  });
}
