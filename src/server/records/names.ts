import { sql } from 'kysely';
import { model, type RecordType, snakeCase, tableOf } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import type { Records } from '../contract.ts';
import { namesOf } from '../reading.ts';
import type { ReadField } from './columns.ts';

/** The names of the persons and records that a page refers to, by id. */
export async function namesIn(
  tx: Tx,
  accountId: string,
  fields: readonly ReadField[],
  records: Records['records'],
): Promise<Record<string, string>> {
  const ids = (names: readonly string[]) => [
    ...new Set(records.flatMap((record) => names.flatMap((name) => (record.fields[name] as string | string[] | null) ?? []))),
  ];
  const of = (fits: (read: ReadField) => boolean) => ids(fields.filter(fits).map(({ name }) => name));
  const names = new Map(
    await namesOf(
      tx,
      accountId,
      of(({ field }) => field.kind === 'person'),
    ),
  );
  const referred = new Set(
    fields.flatMap(({ field }) => (field.kind === 'reference' || field.kind === 'references' ? [field.refersTo] : [])),
  );
  for (const type of referred) {
    const wanted = of(({ field }) => (field.kind === 'reference' || field.kind === 'references') && field.refersTo === type);
    for (const [id, name] of await titlesOf(tx, accountId, type, wanted)) names.set(id, name);
  }
  return Object.fromEntries(names);
}

/** Of the records that have one, what people call them. */
export async function titlesOf(
  tx: Tx,
  accountId: string,
  type: RecordType,
  ids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const { titleField, fields } = model[type];
  const isPerson = Object.values(fields).some((field) => field.kind === 'personal');
  if (ids.length === 0 || (!titleField && !isPerson)) return [];
  const title = isPerson
    ? sql`(select p.name from person p where p.account_id = r.account_id and p.id = r.person_id)`
    : sql`r.${sql.ref(snakeCase(titleField ?? ''))}`;
  const found = await sql<{ id: string; title: string | null }>`
    select r.id, ${title} as title from ${sql.table(tableOf(type))} r
    where r.account_id = ${accountId} and r.known_until = 'infinity' and r.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(
    tx,
  );
  return found.rows.flatMap(({ id, title: text }) => (text === null ? [] : [[id, text] as const]));
}

/** Of people by their directory ids, where the account knows their names. */
export async function namesByDirectoryId(tx: Tx, accountId: string, directoryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ directory_id: string; name: string }>`
    select directory_id, min(name) as name from person
    where account_id = ${accountId} and name is not null
      and directory_id in (select jsonb_array_elements_text(${JSON.stringify(directoryIds)}::jsonb))
    group by directory_id`.execute(tx);
  return new Map(found.rows.map(({ directory_id, name }) => [directory_id, name]));
}
