import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { audit } from '../audit/audit.ts';
import { columnsOf, fieldsOf, type RecordType, tableOf } from '../model/index.ts';
import type { Database, Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { noteId, personId, recordPersonId } from '../store/personal.ts';
import { catalogue, type Holds, type PersonalTable } from './catalogue.ts';
import { hashingOf } from './hashing.ts';
import { type DirectoryKeys, type Identity, identityOf } from './identity.ts';
import { naming, patternsOf, sweptColumns } from './matching.ts';
import { shapeOf } from './texts.ts';

export interface Erasure {
  pseudonym: string;
  /** Rows that were written over or deleted. */
  rows: number;
  namesakes: number;
  /** For what belongs to the tenant, not to this account. */
  directoryIds: readonly string[];
}
export interface EraseAsk {
  accountId: string;
  /** p_…, or a directory id. */
  id: string;
  by: string;
  at: Date;
  key: Buffer | null;
  inDirectory?: DirectoryKeys | null;
}

/** The person is the account's last manager: without one nobody could keep it. */
export class LastManagerError extends Error {
  override name = 'LastManagerError';
}

/**
 * Erases a person from an account, in one transaction: what names them is written over with a pseudonym in every table and
 * every version, so that the numbers stay what they were; what is theirs alone is deleted; and their keys go, hashed, into
 * the list by which the next sync withholds them.
 * @returns null: nothing is held of them here. @throws ErasureKeyError, LastManagerError
 */
export async function erase(tx: Tx, { accountId, id, by, at, key, inDirectory = null }: EraseAsk): Promise<Erasure | null> {
  // The lock of sync too: a page that was read before is written after, and withheld.
  await takeMoment(tx, accountId);
  const hash = await hashingOf(tx, key, { begin: true });
  const who = await identityOf(tx, accountId, id, inDirectory);
  if (!who || (who.names.length > 0 && who.names.every((name) => name.startsWith('erased-')))) return null;
  await refuseLastManager(tx, accountId, who);
  const pseudonym = `erased-${randomBytes(6).toString('hex')}`;
  const keys = [...who.addresses, ...who.directoryIds, ...(who.namesakes === 0 ? who.names : [])].filter(Boolean);

  let rows = await forgetWhatTheySaid(tx, accountId, who);
  rows += await giveUpEdits(tx, accountId, keys, who.personIds, at);
  for (const table of catalogue)
    if (!table.isTenants && table.deletedBy) rows += await deleteRows(tx, table, table.deletedBy, accountId, who);
  const replaced = replacements(accountId, who, keys, pseudonym);
  rows += await replacePersons(tx, accountId, who, pseudonym);
  for (const table of catalogue)
    if (!table.isTenants && table.table !== 'person') rows += await overwrite(tx, table, accountId, keys, replaced, pseudonym);
  if (rows === 0) return null;
  const listed = [
    ...keys.map((one) => ({ hash: hash.ofKey(one), shape: shapeOf(one) })),
    ...who.records.map((record) => ({ hash: hash.ofRecord(record.type, record.id), shape: 'x' })),
  ];
  await sql`
    insert into erased_key (account_id, hash, pseudonym, shape, erased_at)
    select ${accountId}, l.hash, ${pseudonym}, l.shape, ${at.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as l(hash text, shape text)
    on conflict (account_id, hash) do update set pseudonym = excluded.pseudonym, shape = excluded.shape`.execute(tx);
  const isSelf = who.directoryIds.includes(by.toLowerCase());
  await audit(tx, {
    accountId,
    at,
    directoryId: isSelf ? pseudonym : by,
    action: 'erasePerson',
    subject: pseudonym,
    before: null,
    after: { rows },
  });
  await sql`update workspace set revision = revision + 1 where account_id = ${accountId}`.execute(tx);
  return { pseudonym, rows, namesakes: who.namesakes, directoryIds: who.directoryIds };
}

async function refuseLastManager(tx: Tx, accountId: string, who: Identity): Promise<void> {
  const managers = await sql<{ directory_id: string }>`
    select directory_id from access where account_id = ${accountId} and role = 'manager' and until_on >= current_date`.execute(tx);
  const isTheirs = managers.rows.some((row) => who.directoryIds.includes(row.directory_id.toLowerCase()));
  if (isTheirs && managers.rows.every((row) => who.directoryIds.includes(row.directory_id.toLowerCase()))) throw new LastManagerError();
}

/** Answers, comments and notes of the person's own records. */
async function forgetWhatTheySaid(tx: Tx, accountId: string, who: Identity): Promise<number> {
  const contacts = who.records.filter((record) => record.type === 'contact').map((record) => record.id);
  let rows = 0;
  const forget = async (type: RecordType, column: string, ids: readonly string[]) => {
    for (const [name, field] of fieldsOf(type)) {
      if (field.kind !== 'note' || ids.length === 0) continue;
      const [note] = columnsOf(name, field);
      const gone = await sql`
        delete from note n using ${sql.raw(tableOf(type))} r
        where n.account_id = ${accountId} and r.account_id = n.account_id and r.${sql.ref(note?.name ?? '')} = n.id
          and r.${sql.ref(column)} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) returning 1`.execute(tx);
      rows += gone.rows.length;
    }
  };
  for (const type of ['contact', 'member'] as const)
    await forget(
      type,
      'id',
      who.records.filter((record) => record.type === type).map((record) => record.id),
    );
  await forget('score', 'contact_id', contacts);
  return rows;
}

/** A pseudonym is never written to a source: an edit that names the person, or is theirs, is neither carried out nor undone any more. */
async function giveUpEdits(tx: Tx, accountId: string, keys: readonly string[], personIds: readonly string[], at: Date): Promise<number> {
  const edits = catalogue.find((one) => one.table === 'edit');
  if (!edits) return 0;
  const given = await sql`
    update edit set wished = null, seen = null, cells_before = null, cells_after = null, problem = null, leased_by = null, leased_until = null,
      state = case when settled_at is null then 'withdrawn' else state end, settled_at = coalesce(settled_at, ${at.toISOString()})
    where account_id = ${accountId} and ${naming(edits, keys, personIds)} returning 1`.execute(tx);
  return given.rows.length;
}

async function deleteRows(tx: Tx, table: PersonalTable, column: string, accountId: string, who: Identity): Promise<number> {
  const gone = await sql`
    delete from ${sql.table(table.table)} where account_id = ${accountId}
      and lower(${sql.ref(column)}) in (select jsonb_array_elements_text(${JSON.stringify(who.directoryIds)}::jsonb)) returning 1`.execute(
    tx,
  );
  return gone.rows.length;
}

interface Replacement {
  from: string;
  to: string;
}
/** Ids that are made of a person's name or address are replaced by those that are made of the pseudonym. */
function replacements(accountId: string, who: Identity, keys: readonly string[], pseudonym: string): Replacement[] {
  const own = new Map(who.records.map((record) => [record.personId, record]));
  const isNamed = (text: string) => keys.some((key) => key.toLowerCase() === text.toLowerCase());
  const persons = who.personIds.map((from) => {
    const record = own.get(from);
    if (!record) return { from, to: personId(accountId, pseudonym) };
    return { from, to: isNamed(record.id) ? recordPersonId(accountId, record.type, pseudonym) : from };
  });
  const notes = who.records
    .filter((record) => isNamed(record.id))
    .flatMap(({ type, id }) =>
      fieldsOf(type)
        .filter(([, field]) => field.kind === 'note')
        .map(([name]) => ({ from: noteId(accountId, type, id, name), to: noteId(accountId, type, pseudonym, name) })),
    );
  return [...persons, ...notes].filter(({ from, to }) => from !== to);
}

/** The persons' own rows: under ids that nothing can be guessed from, with nothing but the pseudonym. */
async function replacePersons(tx: Tx, accountId: string, who: Identity, pseudonym: string): Promise<number> {
  const own = new Map(who.records.map((record) => [record.personId, record]));
  const gone = await sql`
    delete from person where account_id = ${accountId} and id in (select jsonb_array_elements_text(${JSON.stringify(who.personIds)}::jsonb)) returning 1`.execute(
    tx,
  );
  const isNamed = (text: string) =>
    [...who.addresses, ...who.directoryIds, ...who.names].some((key) => key.toLowerCase() === text.toLowerCase());
  const ids = [
    personId(accountId, pseudonym),
    ...[...own].map(([id, record]) => (isNamed(record.id) ? recordPersonId(accountId, record.type, pseudonym) : id)),
  ];
  await sql`
    insert into person (account_id, id, name) select ${accountId}, id, ${pseudonym}
    from jsonb_array_elements_text(${JSON.stringify([...new Set(ids)])}::jsonb) as id on conflict do nothing`.execute(tx);
  return gone.rows.length;
}

/** One statement per table, over every version in it. */
async function overwrite(
  tx: Tx,
  table: PersonalTable,
  accountId: string,
  keys: readonly string[],
  ids: readonly Replacement[],
  pseudonym: string,
): Promise<number> {
  const swept = sweptColumns(table);
  if (swept.length === 0) return 0;
  const { pattern, quoted } = patternsOf(keys);
  const text = (value: RawBuilder<unknown>, by: string) =>
    ids.reduce<RawBuilder<unknown>>(
      (made, { from, to }) => sql`replace(${made}, ${from}, ${to})`,
      by === '' ? value : sql`regexp_replace(${value}, ${by}, ${pseudonym}, 'gi')`,
    );
  const next = (name: string, holds: Holds): RawBuilder<unknown> => {
    const column = sql.ref(name);
    if (holds === 'texts')
      return sql`(select array_agg(${text(sql`one`, pattern)} order by at) from unnest(${column}) with ordinality as every(one, at))`;
    if (holds === 'json') return sql`cast(${text(sql`${column}::text`, quoted)} as jsonb)`;
    return text(column, pattern);
  };
  const set = swept.map(([name, holds]) => sql`${sql.ref(name)} = ${next(name, holds)}`);
  const from = ids.map((one) => one.from);
  const written = await sql`
    update ${sql.table(table.table)} set ${sql.join(set)} where account_id = ${accountId} and ${naming(table, keys, from)} returning 1`.execute(
    tx,
  );
  return written.rows.length;
}

/** What belongs to the tenant: the chat with the bot, kept sign-ins, the days of morning cards. @returns how many rows */
export async function eraseFromTenant(db: Database, directoryIds: readonly string[]): Promise<number> {
  return directoryIds.length === 0 ? 0 : db.transaction('every', (tx) => deleteFromTenant(tx, directoryIds));
}

/** The same in a transaction that sees every account. */
export async function deleteFromTenant(tx: Tx, directoryIds: readonly string[]): Promise<number> {
  let rows = 0;
  for (const { table, deletedBy } of catalogue.filter((one) => one.isTenants || one.table === 'errand')) {
    const gone = await sql`
      delete from ${sql.table(table)} where lower(${sql.ref(deletedBy ?? 'directory_id')})
        in (select jsonb_array_elements_text(${JSON.stringify(directoryIds)}::jsonb)) returning 1`.execute(tx);
    rows += gone.rows.length;
  }
  return rows;
}

/**
 * A row that was written over still lies in the data files, as do samples of columns in the statistics: the tables are written
 * anew, and the log of changes is cut. (PostgreSQL's own log goes as its archive is set; docs/privacy.md says so.)
 */
export async function scour(db: Database): Promise<void> {
  const tables = catalogue.map(({ table }) => `"${table}"`);
  await db.maintain([
    ...tables.map((table) => `vacuum (full, analyze) ${table}`),
    'vacuum full pg_catalog.pg_statistic',
    ...(db.engine === 'pglite' ? ['checkpoint', 'select pg_switch_wal()', 'checkpoint'] : []),
  ]);
}
