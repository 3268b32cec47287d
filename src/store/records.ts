import { sql } from 'kysely';
import {
  type Column,
  columnsOf,
  type FieldValue,
  fieldsOf,
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
  /** Nothing new was said: what the cells had named all along is only now found. */
  isSettling?: boolean;
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

export type Row = Record<string, unknown> & { id: string };
export interface Split {
  rows: Row[];
  persons: Person[];
  notes: { id: string; text: string }[];
}

const isMoney = (value: FieldValue): value is Money => typeof value === 'object' && value !== null && 'amount' in value;

/** Divides records into what their table holds (business facts and ids; empty cells are left out) and what is personal. */
export function split(accountId: string, type: RecordType, records: readonly RecordInput[]): Split {
  const fields = fieldsOf(type).map(([name, field]) => ({ name, field, columns: columnsOf(name, field).map((column) => column.name) }));
  const isPersonal = fields.some(({ field }) => field.kind === 'personal');
  const result: Split = { rows: [], persons: [], notes: [] };
  const named = new Map<string, Person>();
  const idOf = (key: string): string => {
    const known = named.get(key);
    if (known) return known.id;
    const person = personFromKey(accountId, key);
    named.set(key, person);
    result.persons.push(person);
    return person.id;
  };
  for (const record of records) {
    const row: Row = { id: record.id, source_row_id: record.sourceRowId };
    if (record.sourceUrl !== null) row.source_url = record.sourceUrl;
    if (record.modifiedAt !== null) row.modified_at = record.modifiedAt;
    if (record.modifiedBy !== null) row.modified_by_id = idOf(record.modifiedBy);
    const own: Person | null = isPersonal
      ? { id: recordPersonId(accountId, type, record.id), name: null, address: null, title: null, directory_id: null }
      : null;
    if (own) {
      row.person_id = own.id;
      result.persons.push(own);
    }
    for (const { name, field, columns } of fields) {
      const value = record.fields[name];
      if (value === null || value === undefined) continue;
      const [column = '', currencyColumn] = columns;
      if (field.kind === 'personal') {
        if (own) own[field.attribute] = String(value);
      } else if (currencyColumn) {
        if (!isMoney(value)) continue;
        row[column] = value.amount;
        if (value.currency !== null) row[currencyColumn] = value.currency;
      } else if (field.kind === 'person') row[column] = idOf(String(value));
      else if (field.kind === 'note') {
        const id = noteId(accountId, type, record.id, name);
        result.notes.push({ id, text: String(value) });
        row[column] = id;
      } else row[column] = value;
    }
    result.rows.push(row);
  }
  return result;
}

export const envelope: readonly Column[] = [
  { name: 'id', sqlType: 'text' },
  { name: 'source_row_id', sqlType: 'text' },
  { name: 'source_url', sqlType: 'text' },
  { name: 'modified_by_id', sqlType: 'text' },
];

/** `json_to_recordset(…) as incoming(…)`: the rows of a JSON parameter, typed as the table's columns are. (jsonb takes half as long again.) */
const incomingRows = (columns: readonly Column[], json: string) =>
  sql`json_to_recordset(${json}::json) as incoming(${sql.raw([...envelope, ...columns].map((c) => `${c.name} ${c.sqlType}`).join(', '))}, modified_at timestamptz(3))`;

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

const atClose: Readonly<Record<string, string>> = {
  key_win_at_close: 'key_win',
  partners_at_close: 'partners_ids',
  services_at_close: 'services_attached',
};

/** What a first version holds in a column. */
function begun(type: RecordType, column: Column): string {
  if (column.name === 'first_due_on') return 'coalesce(incoming.first_due_on, incoming.due_on)';
  const source = type === 'opportunity' ? atClose[column.name] : undefined;
  return source
    ? `case when incoming.status in ('won', 'lost') and incoming.closed_on is not null then incoming.${source} end`
    : `incoming.${column.name}`;
}

/** What the next version holds in a column: its own cell, or what is carried from the version before (`previous`). */
function carried(type: RecordType, column: Column, { moment, isSettling }: Write): string {
  if (column.name === 'first_due_on') return 'coalesce(incoming.first_due_on, previous.first_due_on, incoming.due_on)';
  const source = type === 'opportunity' ? atClose[column.name] : undefined;
  if (!source) return `incoming.${column.name}`;
  // Partners that are found late were attached all along, unless what is attached changed since the close.
  const found = isSettling ? `when previous.${column.name} is not distinct from previous.${source} then incoming.${source}` : '';
  return `case
    when incoming.status is null or incoming.status not in ('won', 'lost') or incoming.closed_on is null then null
    ${found}
    when previous.status in ('won', 'lost') and previous.closed_on is not null and ('${moment}'::timestamptz at time zone 'UTC')::date > incoming.closed_on + 30
      then previous.${column.name}
    else incoming.${source} end`;
}

/**
 * Writes new versions of records of one type; a record equal to its current version is left alone. Bulk: a few
 * statements however many rows. Ids that another source row holds are not written.
 * @param beforeReplacing hears the ids of the current versions that are about to be replaced.
 */
export async function writeRecords(
  tx: Tx,
  write: Write,
  type: RecordType,
  records: readonly RecordInput[],
  beforeReplacing: (ids: readonly string[]) => Promise<unknown> = async () => undefined,
): Promise<Written> {
  if (records.length === 0) return { written: [], unchanged: 0, claimed: [] };
  const claimed: Claim[] = [];
  const byId = new Map<string, RecordInput>();
  const claim = (record: RecordInput, sourceId: string, sourceRowId: string) =>
    claimed.push({ recordType: type, id: record.id, sourceRowId: record.sourceRowId, heldBy: { sourceId, sourceRowId } });
  for (const record of records) {
    const earlier = byId.get(record.id);
    if (earlier && earlier.sourceRowId !== record.sourceRowId) claim(record, write.sourceId, earlier.sourceRowId);
    else byId.set(record.id, record);
  }
  // A first load finds nothing: to look for what is there before each insert would double its time.
  const written = await insertNew(tx, write, type, [...byId.values()]);
  for (const id of written) byId.delete(id);
  if (byId.size === 0) return { written, unchanged: 0, claimed };

  for (const holder of await holders(tx, write.accountId, type, [...byId.keys()])) {
    const record = byId.get(holder.id);
    if (!record || (holder.source_id === write.sourceId && holder.source_row_id === record.sourceRowId)) continue;
    byId.delete(holder.id);
    claim(record, holder.source_id, holder.source_row_id);
  }
  const replaced = await replaceCurrent(tx, write, type, [...byId.values()], beforeReplacing);
  return { written: [...written, ...replaced], unchanged: byId.size - replaced.length, claimed };
}

/** Inserts the records that have no current version. @returns their ids */
async function insertNew(tx: Tx, write: Write, type: RecordType, records: readonly RecordInput[]): Promise<string[]> {
  const all = split(write.accountId, type, records);
  const ids = await insert(tx, write, type, all.rows, 'new');
  if (ids.length === records.length) {
    await savePersons(tx, write.accountId, all.persons);
    await saveNotes(tx, write.accountId, all.notes);
  } else if (ids.length > 0) {
    // What rows say that are not written, because another row holds their id, must not be kept.
    const inserted = new Set(ids);
    const { persons, notes } = split(
      write.accountId,
      type,
      records.filter((record) => inserted.has(record.id)),
    );
    await savePersons(tx, write.accountId, persons);
    await saveNotes(tx, write.accountId, notes);
  }
  return ids;
}

/**
 * Closes the current versions that differ, and inserts those that follow them. A version of this very moment is
 * overwritten: nobody has known it yet. @returns the ids of what was written
 */
async function replaceCurrent(
  tx: Tx,
  write: Write,
  type: RecordType,
  records: readonly RecordInput[],
  beforeReplacing: (ids: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  if (records.length === 0) return [];
  const { rows, persons, notes } = split(write.accountId, type, records);
  await savePersons(tx, write.accountId, persons);
  await saveNotes(tx, write.accountId, notes);
  const columns = recordColumns(model[type]);
  const table = sql.raw(tableOf(type));
  const differing = await sql<{ id: string; is_of_this_moment: boolean }>`
    select current.id, current.known_from = ${write.moment} as is_of_this_moment
    from ${incomingRows(columns, JSON.stringify(rows))}
    join ${table} as current on current.account_id = ${write.accountId} and current.id = incoming.id and current.known_until = 'infinity'
    where ${sql.raw(differs(type, columns))}`.execute(tx);
  if (differing.rows.length === 0) return [];
  const ids = differing.rows.map((row) => row.id);
  await beforeReplacing(ids);
  const again = differing.rows.filter((row) => row.is_of_this_moment).map((row) => row.id);
  if (again.length > 0) await sql`delete from ${table} r using ${asked(again)} where ${isCurrent(write.accountId)}`.execute(tx);
  if (again.length < ids.length)
    await sql`update ${table} r set known_until = ${write.moment} from ${asked(ids)} where ${isCurrent(write.accountId)}`.execute(tx);
  const written = new Set(ids);
  return insert(
    tx,
    write,
    type,
    rows.filter((row) => written.has(row.id)),
    'next',
  );
}

async function insert(tx: Tx, write: Write, type: RecordType, rows: readonly Row[], version: 'new' | 'next'): Promise<string[]> {
  const columns = recordColumns(model[type]);
  const names = columns.map((column) => column.name).join(', ');
  const values = columns.map((column) => (version === 'new' ? begun(type, column) : carried(type, column, write))).join(', ');
  const table = sql.raw(tableOf(type));
  const previous = sql`left join ${table} previous on previous.account_id = ${write.accountId} and previous.id = incoming.id and previous.known_until = ${write.moment}`;
  const inserted = await sql<{ id: string }>`
    insert into ${table} (account_id, id, known_from, source_id, source_row_id, source_url, modified_at, modified_by_id, ${sql.raw(names)})
    select ${write.accountId}, incoming.id, ${write.moment}, ${write.sourceId}, incoming.source_row_id, incoming.source_url, incoming.modified_at, incoming.modified_by_id, ${sql.raw(values)}
    from ${incomingRows(columns, JSON.stringify(rows))} ${version === 'next' ? previous : sql``}
    on conflict (account_id, id) where known_until = 'infinity' do nothing
    returning id`.execute(tx);
  return inserted.rows.map((row) => row.id);
}

/**
 * A list of ids as a relation, to be joined: each is then looked up in the index. (As `= any (…)` a list of thousands is
 * searched anew for each row of the table, as long as the planner has no statistics of it.)
 */
const asked = (ids: readonly string[]) => sql`jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as asked(id)`;
/** SQL: `r` is the current version of one that is asked for. */
const isCurrent = (accountId: string) => sql`r.account_id = ${accountId} and r.known_until = 'infinity' and r.id = asked.id`;

/** The source rows that hold these ids now. */
async function holders(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]) {
  const held = await sql<{ id: string; source_id: string; source_row_id: string }>`
    select r.id, r.source_id, r.source_row_id from ${asked(ids)} join ${sql.raw(tableOf(type))} r on ${isCurrent(accountId)}`.execute(tx);
  return held.rows;
}

/** Closes the current versions of these records. @returns the ids that were there. */
export async function deleteRecords(tx: Tx, write: Write, type: RecordType, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const closed = await sql<{ id: string }>`
    update ${sql.raw(tableOf(type))} r set known_until = ${write.moment} from ${asked(ids)} where ${isCurrent(write.accountId)}
    returning r.id`.execute(tx);
  return closed.rows.map((row) => row.id);
}

/** The records that came from these rows of a source, by type. */
export async function recordsOfRows(tx: Tx, accountId: string, sourceId: string, types: readonly RecordType[], rowIds: readonly string[]) {
  const found: { recordType: RecordType; id: string; sourceRowId: string }[] = [];
  for (const type of types) {
    const rows = await sql<{ id: string; source_row_id: string }>`
      select r.id, r.source_row_id from ${asked(rowIds)}
      join ${sql.raw(tableOf(type))} r on r.account_id = ${accountId} and r.source_id = ${sourceId} and r.source_row_id = asked.id
      where r.known_until = 'infinity'`.execute(tx);
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
