import { sql } from 'kysely';
import { type Column, model, type RecordInput, type RecordType, recordColumns, tableOf } from '../model/index.ts';
import type { Tx } from './database.ts';
import { recordPersonId, savePersons } from './personal.ts';
import { envelope, split } from './records.ts';

/** A version from before the source was connected. */
export interface Replayed {
  record: RecordInput;
  /** Instants. */
  from: string;
  until: string;
}

const names = (type: RecordType): string =>
  recordColumns(model[type])
    .map((column) => column.name)
    .join(', ');

/**
 * Writes versions into the time before their record was first known, and marks them. Who is named in them is kept as
 * they are known now: neither names of contacts nor notes are taken from the past.
 */
export async function writeReplayed(
  tx: Tx,
  accountId: string,
  sourceId: string,
  type: RecordType,
  versions: readonly Replayed[],
): Promise<number> {
  if (versions.length === 0) return 0;
  const columns = recordColumns(model[type]);
  const { rows, persons } = split(
    accountId,
    type,
    versions.map(({ record }) => record),
  );
  const own = new Set(versions.map(({ record }) => recordPersonId(accountId, type, record.id)));
  await savePersons(
    tx,
    accountId,
    persons.filter(({ id }) => !own.has(id)),
  );
  const dated = rows.map((row, index) => ({ ...row, known_from: versions[index]?.from, known_until: versions[index]?.until }));
  const typed: readonly Column[] = [...envelope, ...columns];
  const definition = typed.map((column) => `${column.name} ${column.sqlType}`).join(', ');
  const inserted = await sql`
    insert into ${sql.raw(tableOf(type))} (account_id, id, known_from, known_until, replayed, source_id, source_row_id, source_url, modified_at, modified_by_id, ${sql.raw(names(type))})
    select ${accountId}, incoming.id, incoming.known_from, incoming.known_until, true, ${sourceId}, incoming.source_row_id, incoming.source_url, incoming.modified_at, incoming.modified_by_id,
      ${sql.raw(columns.map((column) => `incoming.${column.name}`).join(', '))}
    from json_to_recordset(${JSON.stringify(dated)}::json) as incoming(${sql.raw(definition)}, modified_at timestamptz(3), known_from timestamptz(3), known_until timestamptz(3))
    on conflict (account_id, id, known_from) do nothing returning 1`.execute(tx);
  return inserted.rows.length;
}

/** The times for which something is known of these records. */
export async function knownSpans(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]) {
  const found = await sql<{ id: string; from: string; until: string }>`
    select r.id, r.known_from as "from", r.known_until as "until" from ${sql.raw(tableOf(type))} r
    where r.account_id = ${accountId} and r.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(tx);
  return found.rows.map((row) => ({ ...row, until: row.until === 'infinity' ? '9999' : row.until }));
}

/** So close to their connection rows say nothing of the past. */
const least = "interval '1 minute'";

/**
 * What a record was when its source was first read, it had been since the row was last changed. @param after the ids up to
 * this one are done @returns the last id that was looked at; null: all are
 */
export async function reachBack(
  tx: Tx,
  accountId: string,
  sourceId: string,
  type: RecordType,
  after: string,
  limit: number,
): Promise<string | null> {
  const table = sql.raw(tableOf(type));
  const columns = names(type);
  const done = await sql<{ last: string | null; looked: number }>`
    with looked as (
      select id, min(known_from) as first from ${table} where account_id = ${accountId} and id > ${after}
      group by id order by id limit ${limit}),
    written as (
      insert into ${table} (account_id, id, known_from, known_until, replayed, source_id, source_row_id, source_url, modified_at, modified_by_id, ${sql.raw(columns)})
      select r.account_id, r.id, r.modified_at, r.known_from, true, r.source_id, r.source_row_id, r.source_url, r.modified_at, r.modified_by_id, ${sql.raw(columns.replace(/(\w+)/g, 'r.$1'))}
      from looked join ${table} r on r.account_id = ${accountId} and r.id = looked.id and r.known_from = looked.first
      where r.source_id = ${sourceId} and not r.replayed and r.modified_at < r.known_from - ${sql.raw(least)}
      on conflict do nothing returning 1)
    select max(id) as last, count(*) as looked from looked`.execute(tx);
  const { last = null, looked = 0 } = done.rows[0] ?? {};
  return looked < limit ? null : last;
}

/** The account's settings are taken to have held all along: else the past would be read with those of nobody. */
export async function settingsHeldAllAlong(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into account (account_id, id, known_from, known_until, replayed, source_id, source_row_id, ${sql.raw(names('account'))})
    select account_id, id, '1990-01-01T00:00:00Z', known_from, true, source_id, source_row_id, ${sql.raw(names('account'))}
    from account a where account_id = ${accountId}
      and known_from = (select min(known_from) from account f where f.account_id = a.account_id and f.id = a.id)
      and known_from > '1990-01-02'
    on conflict do nothing`.execute(tx);
}

/** What records remember of the past is now known from further back: the first due date of plan items and commitments. */
export async function rememberEarlier(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]): Promise<void> {
  if (type !== 'planItem' && type !== 'commitment') return;
  const table = sql.raw(tableOf(type));
  await sql`
    update ${table} r set first_due_on = earliest.due
    from (
      select distinct on (id) id, coalesce(first_due_on, due_on) as due from ${table}
      where account_id = ${accountId} and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) and coalesce(first_due_on, due_on) is not null
      order by id, known_from) earliest
    where r.account_id = ${accountId} and r.id = earliest.id and r.first_due_on is distinct from earliest.due`.execute(tx);
}
