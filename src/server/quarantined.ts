import { sql } from 'kysely';
import { kpiById } from '../kpis/index.ts';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { Kpi } from './contract.ts';

/** How many rows stand in quarantine of each record type that a KPI reads. */
export type QuarantinedOf = (kpi: string) => Kpi['quarantined'];

export async function quarantined(tx: Tx, accountId: string): Promise<QuarantinedOf> {
  const found = await sql<{ record_type: RecordType; rows: number }>`
    select record_type, count(*) as rows from quarantine where account_id = ${accountId} group by record_type order by record_type`.execute(
    tx,
  );
  return (id) => {
    const reads = kpiById(id)?.reads ?? [];
    return found.rows.filter((row) => reads.includes(row.record_type)).map((row) => ({ recordType: row.record_type, rows: row.rows }));
  };
}
