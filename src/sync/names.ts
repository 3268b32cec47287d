import { sql } from 'kysely';
import { type RecordInput, type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { Claim } from '../store/records.ts';
import { hasPersonalName, titleField, titleSql } from './recordInputs.ts';
import type { References } from './references.ts';
import type { Renamed } from './settle.ts';
import { anyOf } from './sql.ts';
import type { Run } from './types.ts';

/**
 * The names that these records bring. @returns whom others may no longer mean by the name they said: records that had
 * another, and those whose name somebody else now has too
 */
export function learnNames(references: References, upserts: ReadonlyMap<RecordType, readonly RecordInput[]>): Renamed[] {
  const renamed: Renamed[] = [];
  for (const [type, records] of upserts) {
    const field = titleField(type);
    for (const record of records) {
      const title = field ? record.fields[field] : null;
      const known = references.titleOf(type, record.id);
      const before = references.learn(type, record.id, typeof title === 'string' ? title : null);
      if (before !== null) renamed.push({ type, id: record.id, title: before });
      if (references.titleOf(type, record.id) === known) continue;
      for (const other of references.sharing(type, record.id)) renamed.push({ type, id: other, title: references.titleOf(type, other) });
    }
  }
  return renamed;
}

/** Records whose id another row holds were not written: they go by the name that this row gives them. */
export async function unlearnClaimed(tx: Tx, run: Run, claimed: readonly Claim[]): Promise<void> {
  for (const type of new Set(claimed.map(({ recordType }) => recordType))) {
    const title = titleSql(type);
    if (!title) continue;
    const ids = claimed.filter(({ recordType }) => recordType === type).map(({ id }) => id);
    const join = hasPersonalName(type) ? 'left join person p on p.account_id = r.account_id and p.id = r.person_id' : '';
    const held = await sql<{ id: string; title: string | null }>`
      select r.id, ${sql.raw(title)} as title from ${sql.raw(tableOf(type))} r ${sql.raw(join)}
      where r.account_id = ${run.accountId} and r.known_until = 'infinity' and r.id in ${anyOf(ids)}`.execute(tx);
    for (const row of held.rows) run.references.learn(type, row.id, row.title);
  }
}

/** Without those that have their name after all, and alone. */
export const stillRenamed = (references: References, renamed: readonly Renamed[]): Renamed[] =>
  renamed.filter(({ type, id, title }) => references.titleOf(type, id) !== title || references.sharing(type, id).length > 0);
