import { sql } from 'kysely';
import { type FieldValue, type RecordInput, type RecordType, tableOf } from '../../model/index.ts';
import type { ReferenceField } from '../../sources/mapping/compile.ts';
import { normalizeName } from '../../sources/mapping/references.ts';
import type { Tx } from '../../store/database.ts';
import { hasPersonalName, titleSql } from '../recordInputs.ts';
import { openReferences } from '../references.ts';
import { keysOf } from '../resolve.ts';

interface Named {
  id: string;
  from: string;
  until: string;
}
/** Puts ids in the place of what cells said at a time: whoever had that name then; where nobody is known to have had it, whoever has it now. */
export async function meantThen(
  tx: Tx,
  accountId: string,
  types: ReadonlySet<RecordType>,
): Promise<(record: RecordInput, references: readonly ReferenceField[], at: string) => Promise<RecordInput>> {
  const named = new Map<RecordType, Map<string, Named[]>>();
  for (const type of types) named.set(type, await namesOf(tx, accountId, type));
  const now = openReferences(accountId);
  return async (record, references, at) => {
    const fields: Record<string, FieldValue> = { ...record.fields };
    for (const { field, refersTo, match, many } of references) {
      const keys = keysOf(fields[field]);
      if (keys.length === 0) continue;
      await now.prepare(tx, refersTo, match, keys);
      const ids = keys.map((key) => {
        const then =
          match === 'name'
            ? named
                .get(refersTo)
                ?.get(normalizeName(key))
                ?.filter(({ from, until }) => from <= at && at < until)
            : [];
        const meant = new Set(then?.map(({ id }) => id));
        if (meant.size > 1) return null;
        return [...meant][0] ?? now.resolve(refersTo, match, key).id;
      });
      const found = [...new Set(ids.filter((id) => id !== null))];
      fields[field] = many ? (found.length > 0 ? found : null) : (found[0] ?? null);
    }
    return { ...record, fields };
  };
}

/** Names of persons are kept as they are now alone. */
async function namesOf(tx: Tx, accountId: string, type: RecordType): Promise<Map<string, Named[]>> {
  const title = titleSql(type);
  const names = new Map<string, Named[]>();
  if (!title || hasPersonalName(type)) return names;
  const found = await sql<{ id: string; title: string; from: string; until: string }>`
    select r.id, ${sql.raw(title)} as title, r.known_from as "from", r.known_until as "until" from ${sql.raw(tableOf(type))} r
    where r.account_id = ${accountId} and ${sql.raw(title)} is not null`.execute(tx);
  for (const { id, title: name, from, until } of found.rows) {
    const key = normalizeName(name);
    const holders = names.get(key) ?? [];
    names.set(key, [...holders, { id, from, until: until === 'infinity' ? '9999' : until }]);
  }
  return names;
}
