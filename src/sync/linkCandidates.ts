import { sql } from 'kysely';
import { type Candidate, candidateFinder, type Named } from '../links/candidates.ts';
import { type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { hasPersonalName, titleSql } from './recordInputs.ts';

/** Of a type of record, which of them a cell may mean. Types without names are found by their ids. */
export async function candidatesAmong(tx: Tx, accountId: string, type: RecordType): Promise<(said: string) => Candidate[]> {
  const title = titleSql(type) ?? 'r.id';
  const isPeople = hasPersonalName(type);
  const found = await sql<Named>`
    select r.id, coalesce(${sql.raw(title)}, r.id) as title, ${isPeople ? sql`p.address` : sql`null`} as address
    from ${sql.raw(tableOf(type))} r ${sql.raw(isPeople ? 'left join person p on p.account_id = r.account_id and p.id = r.person_id' : '')}
    where r.account_id = ${accountId} and r.known_until = 'infinity'`.execute(tx);
  return candidateFinder(found.rows);
}
