import { sql } from 'kysely';
import { applyChanges } from '../../src/engine/index.ts';
import { updateContributions } from '../../src/engine/upToDate.ts';
import type { Database, Tx } from '../../src/store/database.ts';
import type { History } from '../naive/world.ts';
import { recordInput } from '../support/database.ts';

let accounts = 0;
/** An account of its own for each history, in the shared database. */
export async function emptyAccount(db: Database): Promise<string> {
  accounts += 1;
  const accountId = `history-${accounts}`;
  await db.transaction([accountId], (tx) =>
    sql`insert into workspace (account_id, slug, created_at) values (${accountId}, ${accountId}, clock_timestamp())`.execute(tx),
  );
  return accountId;
}

/** Writes a history with its own moments. */
export async function replay(tx: Tx, accountId: string, history: History): Promise<void> {
  for (const { at, recordType, upserts, deletions } of history) {
    await applyChanges(tx, {
      accountId,
      sourceId: 'test',
      moment: at,
      upserts: [{ recordType, records: upserts.map(({ id, fields }) => recordInput({ id, ...fields })) }],
      deletions: [{ recordType, ids: deletions }],
    });
  }
}

export async function accountOf(db: Database, history: History): Promise<string> {
  const accountId = await emptyAccount(db);
  await db.transaction([accountId], async (tx) => {
    await replay(tx, accountId, history);
    await updateContributions(tx, accountId);
  });
  return accountId;
}

/** The stored contributions, in one order. */
export async function contributionsOf(tx: Tx, accountId: string): Promise<unknown[]> {
  const found = await sql<Record<string, unknown>>`
    select * from contribution where account_id = ${accountId} order by kpi, subject, record_type, record_id, part`.execute(tx);
  return found.rows.map(({ account_id, ...row }) => row);
}
