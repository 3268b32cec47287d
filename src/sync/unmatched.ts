import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

export interface Unmatched {
  recordType: RecordType;
  field: string;
  refersTo: RecordType;
  match: 'name' | 'id';
  /** What the cells say. */
  keys: string[];
  /** How many records say so. */
  records: number;
}

/** References that found nothing, most frequent first. */
export async function unmatchedReferences(tx: Tx, accountId: string, limit = 200): Promise<Unmatched[]> {
  const found = await sql<{
    record_type: RecordType;
    field: string;
    refers_to: RecordType;
    match: 'name' | 'id';
    raw: string[];
    records: number;
  }>`
    select record_type, field, refers_to, match, raw, count(*) as records from unresolved_reference
    where account_id = ${accountId} group by 1, 2, 3, 4, 5 order by 6 desc, raw limit ${limit}`.execute(tx);
  return found.rows.map((row) => ({
    recordType: row.record_type,
    field: row.field,
    refersTo: row.refers_to,
    match: row.match,
    keys: row.raw,
    records: row.records,
  }));
}
