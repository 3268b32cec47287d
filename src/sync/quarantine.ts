import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Reason } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { anyOf, rowsOf } from './sql.ts';

export interface Quarantined {
  rowId: string;
  recordType: RecordType;
  recordId: string | null;
  reasons: readonly Reason[];
  cells: Readonly<Record<string, unknown>>;
  sourceUrl: string | null;
}

/** Rows that came again are taken out of quarantine; those that still cannot be understood are put back by `quarantine`. */
export async function release(tx: Tx, accountId: string, sourceId: string, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length === 0) return;
  await sql`delete from quarantine where account_id = ${accountId} and source_id = ${sourceId} and row_id in ${anyOf(rowIds)}`.execute(tx);
}

export async function quarantine(tx: Tx, accountId: string, sourceId: string, rows: readonly Quarantined[], at: string): Promise<void> {
  if (rows.length === 0) return;
  const merged = new Map<string, Quarantined>();
  for (const row of rows) {
    const key = `${row.recordType}\n${row.rowId}`;
    const earlier = merged.get(key);
    // Two entries may make records of one type from one row.
    merged.set(key, earlier ? { ...row, reasons: [...earlier.reasons, ...row.reasons], cells: { ...earlier.cells, ...row.cells } } : row);
  }
  await sql`
    insert into quarantine (account_id, source_id, row_id, record_type, record_id, reasons, cells, source_url, quarantined_at)
    select ${accountId}, ${sourceId}, "rowId", "recordType", "recordId", reasons, cells, "sourceUrl", ${at}
    from ${rowsOf([...merged.values()], '"rowId" text, "recordType" text, "recordId" text, reasons jsonb, cells jsonb, "sourceUrl" text')}
    on conflict (account_id, source_id, row_id, record_type) do update
      set record_id = excluded.record_id, reasons = quarantine.reasons || excluded.reasons, cells = quarantine.cells || excluded.cells`.execute(
    tx,
  );
}
