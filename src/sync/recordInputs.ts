import { sql } from 'kysely';
import { columnsOf, type FieldValue, fieldsOf, model, type RecordInput, type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type Person, personId } from '../store/personal.ts';
import { anyOf } from './sql.ts';

export interface StoredRecord {
  sourceId: string;
  input: RecordInput;
}
type Row = Record<string, FieldValue> & {
  id: string;
  source_id: string;
  source_row_id: string;
  source_url: string | null;
  modified_at: string | null;
  modified_by_id: string | null;
  person_id?: string;
};

/** The key under which a source had named the person: the one that gives this id. */
const keyOf = (accountId: string, person: Person | undefined): string | null =>
  [person?.directory_id, person?.address, person?.name].find((key) => key && personId(accountId, key) === person?.id) ?? null;

/** The current versions of these records, as their sources had handed them over. */
export async function recordInputs(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]): Promise<StoredRecord[]> {
  if (ids.length === 0) return [];
  const found = await sql<Row>`
    select * from ${sql.raw(tableOf(type))} where account_id = ${accountId} and known_until = 'infinity' and id in ${anyOf(ids)}`.execute(
    tx,
  );
  const fields = fieldsOf(type);
  const columns = (kind: string) =>
    fields.filter(([, field]) => field.kind === kind).map(([name, field]) => columnsOf(name, field)[0]?.name ?? '');
  const isPersonal = fields.some(([, field]) => field.kind === 'personal');
  const idsIn = (names: readonly string[]) =>
    found.rows.flatMap((row) => names.map((name) => row[name]).filter((id): id is string => typeof id === 'string'));
  const persons = await sql<Person>`
    select id, name, address, title, directory_id from person
    where account_id = ${accountId} and id in ${anyOf(idsIn([...columns('person'), 'modified_by_id', ...(isPersonal ? ['person_id'] : [])]))}`.execute(
    tx,
  );
  const notes = await sql<{
    id: string;
    text: string;
  }>`select id, text from note where account_id = ${accountId} and id in ${anyOf(idsIn(columns('note')))}`.execute(tx);
  const personOf = new Map(persons.rows.map((person) => [person.id, person]));
  const noteOf = new Map(notes.rows.map((note) => [note.id, note.text]));

  return found.rows.map((row) => {
    const values: Record<string, FieldValue> = {};
    for (const [name, field] of fields) {
      const [column, currency] = columnsOf(name, field);
      const stored = column ? (row[column.name] ?? null) : null;
      if (field.kind === 'personal') values[name] = personOf.get(row.person_id ?? '')?.[field.attribute] ?? null;
      else if (field.kind === 'person') values[name] = keyOf(accountId, personOf.get(String(stored)));
      else if (field.kind === 'note') values[name] = noteOf.get(String(stored)) ?? null;
      else if (field.kind === 'money')
        values[name] =
          stored === null ? null : { amount: String(stored), currency: currency ? ((row[currency.name] as string | null) ?? null) : null };
      else values[name] = stored;
    }
    const modifiedBy = keyOf(accountId, personOf.get(row.modified_by_id ?? ''));
    return {
      sourceId: row.source_id,
      input: {
        id: row.id,
        fields: values,
        sourceRowId: row.source_row_id,
        sourceUrl: row.source_url,
        modifiedAt: row.modified_at,
        modifiedBy,
      },
    };
  });
}

/** What names a record of this type, as SQL over its table (alias r) joined with person (alias p); null where nothing does. */
export function titleSql(type: RecordType): string | null {
  const definition = model[type];
  if (definition.fields.name?.kind === 'personal') return 'p.name';
  const field = definition.titleField;
  return field && definition.fields[field]?.kind === 'text' ? `r.${columnsOf(field, definition.fields[field])[0]?.name}` : null;
}
export const hasPersonalName = (type: RecordType): boolean => model[type].fields.name?.kind === 'personal';
/** The field whose value `titleSql` reads. */
export const titleField = (type: RecordType): string | null =>
  hasPersonalName(type) ? 'name' : titleSql(type) ? (model[type].titleField ?? null) : null;
