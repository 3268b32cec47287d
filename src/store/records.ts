import { sql } from 'kysely';
import {
  type Column,
  columnsOf,
  type Field,
  type FieldValue,
  type Money,
  model,
  type RecordInput,
  type RecordType,
  recordColumns,
  tableOf,
} from '../model/index.ts';
import type { Tx } from './database.ts';
import { noteId, type Person, personFromKey, recordPersonId, saveNotes, savePersons } from './personal.ts';

export interface Write {
  accountId: string;
  sourceId: string;
  /** The moment from which the new versions are known. */
  moment: string;
}
/** A record that was not written, because another source row already holds its id. */
export interface Claim {
  recordType: RecordType;
  id: string;
  sourceRowId: string;
  heldBy: { sourceId: string; sourceRowId: string };
}
export interface Written {
  written: string[];
  unchanged: number;
  claimed: Claim[];
}

type Row = Record<string, unknown> & { id: string; source_row_id: string };
interface Split {
  rows: Row[];
  persons: Person[];
  notes: { id: string; text: string }[];
}

const isMoney = (value: FieldValue): value is Money => typeof value === 'object' && value !== null && 'amount' in value;

/** Divides records into what their table holds (business facts and ids) and what is personal. */
function split(accountId: string, type: RecordType, records: readonly RecordInput[]): Split {
  const fields = Object.entries(model[type].fields);
  const result: Split = { rows: [], persons: [], notes: [] };
  const idOf = (key: string) => {
    const person = personFromKey(accountId, key);
    result.persons.push(person);
    return person.id;
  };
  for (const record of records) {
    const row: Row = {
      id: record.id,
      source_row_id: record.sourceRowId,
      source_url: record.sourceUrl,
      modified_at: record.modifiedAt,
      modified_by_id: record.modifiedBy === null ? null : idOf(record.modifiedBy),
    };
    const own: Person = { id: '', name: null, address: null, title: null, directory_id: null };
    for (const [name, field] of fields) put(row, own, name, field, record.fields[name] ?? null);
    if (fields.some(([, field]) => field.kind === 'personal')) {
      own.id = recordPersonId(accountId, type, record.id);
      row.person_id = own.id;
      result.persons.push(own);
    }
    result.rows.push(row);

    function put(into: Row, person: Person, name: string, field: Field, value: FieldValue): void {
      if (field.kind === 'personal') {
        if (value !== null) person[field.attribute] = String(value);
        return;
      }
      const [column, currencyColumn] = columnsOf(name, field) as [Column, Column?];
      if (currencyColumn) {
        into[column.name] = isMoney(value) ? value.amount : null;
        into[currencyColumn.name] = isMoney(value) ? value.currency : null;
      } else if (field.kind === 'person' && value !== null) into[column.name] = idOf(String(value));
      else if (field.kind === 'note' && value !== null) {
        const id = noteId(accountId, type, record.id, name);
        result.notes.push({ id, text: String(value) });
        into[column.name] = id;
      } else into[column.name] = value;
    }
  }
  return result;
}

const envelope: readonly Column[] = [
  { name: 'id', sqlType: 'text' },
  { name: 'source_row_id', sqlType: 'text' },
  { name: 'source_url', sqlType: 'text' },
  { name: 'modified_by_id', sqlType: 'text' },
];

/** `jsonb_to_recordset(…) as incoming(…)`: the rows of a JSON parameter, typed as the table's columns are. */
const incomingRows = (columns: readonly Column[], json: string) =>
  sql`jsonb_to_recordset(${json}::jsonb) as incoming(${sql.raw([...envelope, ...columns].map((c) => `${c.name} ${c.sqlType}`).join(', '))}, modified_at timestamptz(3))`;

/**
 * Columns that decide whether a row is a new version. What the store remembers is derived, except where the source
 * states it itself; an empty cell then means "as remembered".
 */
const differs = (type: RecordType, columns: readonly Column[]): string => {
  const remembered = new Set(Object.keys(model[type].remembered ?? {}).map((name) => name.replace(/[A-Z]/g, (l) => `_${l.toLowerCase()}`)));
  const stated = new Set(Object.entries(model[type].fields).flatMap(([name, field]) => columnsOf(name, field).map((c) => c.name)));
  const compared = columns.filter((c) => !remembered.has(c.name) || stated.has(c.name));
  const incoming = compared.map((c) =>
    remembered.has(c.name) ? `coalesce(incoming.${c.name}, current.${c.name}, incoming.due_on)` : `incoming.${c.name}`,
  );
  return `(${compared.map((c) => `current.${c.name}`).join(', ')}) is distinct from (${incoming.join(', ')})`;
};

/** What the new version holds in a column: its own cell, or what is carried from the version before (`previous`). */
function carried(type: RecordType, column: Column, moment: string): string {
  if (column.name === 'first_due_on') return 'coalesce(incoming.first_due_on, previous.first_due_on, incoming.due_on)';
  const atClose: Record<string, string> = {
    key_win_at_close: 'key_win',
    partners_at_close: 'partners_ids',
    services_at_close: 'services_attached',
  };
  const source = type === 'opportunity' ? atClose[column.name] : undefined;
  if (!source) return `incoming.${column.name}`;
  return `case
    when incoming.status is null or incoming.status not in ('won', 'lost') or incoming.closed_on is null then null
    when previous.status in ('won', 'lost') and previous.closed_on is not null and ('${moment}'::timestamptz at time zone 'UTC')::date > incoming.closed_on + 30
      then previous.${column.name}
    else incoming.${source} end`;
}

/**
 * Writes new versions of records of one type; a record equal to its current version is left alone (only where it came
 * from is noted). Bulk: three statements however many rows. Ids that another source row holds are not written.
 */
export async function writeRecords(tx: Tx, write: Write, type: RecordType, records: readonly RecordInput[]): Promise<Written> {
  if (records.length === 0) return { written: [], unchanged: 0, claimed: [] };
  const { accountId, sourceId, moment } = write;
  const table = tableOf(type);
  const columns = recordColumns(model[type]);
  const byId = new Map<string, RecordInput>();
  const claimed: Claim[] = [];
  for (const record of records) {
    const earlier = byId.get(record.id);
    if (earlier && earlier.sourceRowId !== record.sourceRowId) {
      claimed.push({
        recordType: type,
        id: record.id,
        sourceRowId: record.sourceRowId,
        heldBy: { sourceId, sourceRowId: earlier.sourceRowId },
      });
    } else byId.set(record.id, record);
  }
  const ids = JSON.stringify([...byId.keys()]);
  const held = await sql<{ id: string; source_id: string; source_row_id: string }>`
    select id, source_id, source_row_id from ${sql.raw(table)}
    where account_id = ${accountId} and known_until = 'infinity' and id in (select jsonb_array_elements_text(${ids}::jsonb))`.execute(tx);
  for (const holder of held.rows) {
    const record = byId.get(holder.id);
    if (!record || (holder.source_id === sourceId && holder.source_row_id === record.sourceRowId)) continue;
    byId.delete(holder.id);
    claimed.push({
      recordType: type,
      id: holder.id,
      sourceRowId: record.sourceRowId,
      heldBy: { sourceId: holder.source_id, sourceRowId: holder.source_row_id },
    });
  }
  const { rows, persons, notes } = split(accountId, type, [...byId.values()]);
  await savePersons(tx, accountId, persons);
  await saveNotes(tx, accountId, notes);
  const json = JSON.stringify(rows);
  if (held.rows.length > 0) {
    await sql`
      update ${sql.raw(table)} as current set known_until = ${moment}
      from ${incomingRows(columns, json)}
      where current.account_id = ${accountId} and current.id = incoming.id and current.known_until = 'infinity'
        and ${sql.raw(differs(type, columns))}`.execute(tx);
  }
  const names = columns.map((c) => c.name).join(', ');
  const values = columns.map((c) => carried(type, c, moment)).join(', ');
  const inserted = await sql<{ id: string }>`
    insert into ${sql.raw(table)} (account_id, id, known_from, source_id, source_row_id, source_url, modified_at, modified_by_id, ${sql.raw(names)})
    select ${accountId}, incoming.id, ${moment}, ${sourceId}, incoming.source_row_id, incoming.source_url, incoming.modified_at, incoming.modified_by_id, ${sql.raw(values)}
    from ${incomingRows(columns, json)}
    left join ${sql.raw(table)} previous on previous.account_id = ${accountId} and previous.id = incoming.id and previous.known_until = ${moment}
    on conflict (account_id, id) where known_until = 'infinity' do nothing
    returning id`.execute(tx);
  return { written: inserted.rows.map((row) => row.id), unchanged: byId.size - inserted.rows.length, claimed };
}

/** Closes the current versions of these records. @returns the ids that were there. */
export async function deleteRecords(tx: Tx, write: Write, type: RecordType, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const closed = await sql<{ id: string }>`
    update ${sql.raw(tableOf(type))} set known_until = ${write.moment}
    where account_id = ${write.accountId} and known_until = 'infinity' and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    returning id`.execute(tx);
  return closed.rows.map((row) => row.id);
}

/** The records that came from these rows of a source, by type. */
export async function recordsOfRows(tx: Tx, accountId: string, sourceId: string, types: readonly RecordType[], rowIds: readonly string[]) {
  const found: { recordType: RecordType; id: string; sourceRowId: string }[] = [];
  for (const type of types) {
    const rows = await sql<{ id: string; source_row_id: string }>`
      select id, source_row_id from ${sql.raw(tableOf(type))}
      where account_id = ${accountId} and source_id = ${sourceId} and known_until = 'infinity'
        and source_row_id in (select jsonb_array_elements_text(${JSON.stringify(rowIds)}::jsonb))`.execute(tx);
    found.push(...rows.rows.map((row) => ({ recordType: type, id: row.id, sourceRowId: row.source_row_id })));
  }
  return found;
}

/** Another row of the source now holds these records (a list that is cleared and reloaded each night): no new version. */
export async function moveToRow(
  tx: Tx,
  accountId: string,
  type: RecordType,
  id: string,
  sourceId: string,
  sourceRowId: string,
): Promise<void> {
  await sql`
    update ${sql.raw(tableOf(type))} set source_row_id = ${sourceRowId}
    where account_id = ${accountId} and id = ${id} and source_id = ${sourceId} and known_until = 'infinity'`.execute(tx);
}
