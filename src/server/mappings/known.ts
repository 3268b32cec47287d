import { sql } from 'kysely';
import { model, type RecordType, tableOf } from '../../model/index.ts';
import type { KnownRecords } from '../../sources/mapping/propose/index.ts';
import { normalizeName } from '../../sources/mapping/references.ts';
import type { Tx } from '../../store/database.ts';
import { hasPersonalName, titleSql } from '../../sync/recordInputs.ts';

const referred = [
  ...new Set(
    Object.values(model).flatMap(({ fields }) => Object.values(fields).flatMap((field) => ('refersTo' in field ? [field.refersTo] : []))),
  ),
];
/** Enough to recognize a reference by. */
const most = 20_000;

/** The records that there are already, by which a new list's references are recognized. */
export async function knownRecords(tx: Tx, accountId: string): Promise<Map<RecordType, KnownRecords>> {
  const known = new Map<RecordType, KnownRecords>();
  for (const type of referred) {
    const title = titleSql(type);
    const join = hasPersonalName(type) ? 'left join person p on p.account_id = r.account_id and p.id = r.person_id' : '';
    const found = await sql<{ id: string; title: string | null }>`
      select r.id, ${title ? sql.raw(title) : sql`null`} as title from ${sql.raw(tableOf(type))} r ${sql.raw(join)}
      where r.account_id = ${accountId} and r.known_until = 'infinity' limit ${most}`.execute(tx);
    if (found.rows.length === 0) continue;
    const names = found.rows.flatMap((row) => (row.title === null ? [] : [normalizeName(row.title)]));
    known.set(type, { ids: new Set(found.rows.map((row) => row.id)), names: new Set(names) });
  }
  return known;
}
