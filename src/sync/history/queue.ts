import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import type { ReadRow, Run } from '../types.ts';

/** Notes which rows of a source that is read for the first time had earlier versions: they are asked for beside, later. */
export async function queueHistory(tx: Tx, run: Run, rows: readonly ReadRow[], ours: readonly string[], moment: string): Promise<void> {
  const { accountId, sourceId } = run;
  const edited = new Set(rows.filter((row) => row.isEdited).map(({ id }) => id));
  const asked = ours.filter((id) => edited.has(id));
  // Noted once: with the first page, or with the first row that has a past.
  if (run.met.size > 0 && asked.length === 0) return;
  await sql`
    insert into source_history (account_id, source_id, connected_at) values (${accountId}, ${sourceId}, ${moment})
    on conflict do nothing`.execute(tx);
  if (asked.length === 0) return;
  await sql`
    insert into history_row (account_id, source_id, row_id)
    select ${accountId}, ${sourceId}, id from jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb) as id on conflict do nothing`.execute(
    tx,
  );
}
