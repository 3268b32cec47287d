import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { openReferences } from './references.ts';

/** What cells of one field say of other records, where that finds none, or several. */
export interface Unmatched {
  sourceId: string;
  recordType: RecordType;
  field: string;
  refersTo: RecordType;
  match: 'name' | 'id';
  /** What the cell says. */
  said: string;
  /** How many records say so. */
  records: number;
}

/** Cells that find nothing, the most frequent first. Of a cell with several values only those that find nothing. */
export async function unmatchedReferences(tx: Tx, accountId: string): Promise<Unmatched[]> {
  const found = await sql<Omit<Unmatched, 'records'> & { records: number }>`
    select u.source_id as "sourceId", u.record_type as "recordType", u.field, u.refers_to as "refersTo", u.match, key as said, count(*)::int as records
    from unresolved_reference u, unnest(u.raw) key
    where u.account_id = ${accountId} and not u.is_answered
    group by 1, 2, 3, 4, 5, 6 order by records desc, said, u.field`.execute(tx);
  const references = openReferences(accountId);
  const kinds = new Set(found.rows.map(({ refersTo, match }) => `${refersTo} ${match}`));
  for (const kind of kinds) {
    const [refersTo, match] = kind.split(' ') as [RecordType, 'name' | 'id'];
    const keys = found.rows.filter((row) => row.refersTo === refersTo && row.match === match).map(({ said }) => said);
    await references.prepare(tx, refersTo, match, keys);
  }
  return found.rows.filter(({ refersTo, match, said }) => {
    const { id, isAnswered } = references.resolve(refersTo, match, said);
    return id === null && !isAnswered;
  });
}
