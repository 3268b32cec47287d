import { sql } from 'kysely';
import type { Database, Tx } from '../../store/database.ts';
import { applyMigrations, migrations } from '../../store/migrate.ts';
import { OperationError } from '../errors.ts';
import { leftOut, type RowLine, type TableLine } from './format.ts';
import { tablesIn, type Verified } from './read.ts';
import { tablesOf } from './tables.ts';

/** Rows of one statement. */
const rowsAtOnce = 1000;

/** Whether this program can take an archive, before anything is touched. @throws OperationError */
export async function checkSchema({ header }: Verified, file: string): Promise<void> {
  const known = new Map((await migrations()).map(({ name, checksum }) => [name, checksum]));
  const unknown = header.migrations.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new OperationError(
      `the backup ${file} is of a newer release (its schema has ${unknown.join(', ')}): install that release, then restore`,
    );
  const changed = header.migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (changed)
    throw new OperationError(`the backup ${file} was made with another ${changed.name} than this program has: it is of no release of ours`);
}

/**
 * Puts what an archive holds into a database without tables, in one transaction: the schema that it was made with, its
 * rows, then every newer migration, as an upgrade in place would have done. What fails leaves the database as it was.
 * @param before in the same transaction, first: what has to go
 */
export async function loadArchive(
  db: Database,
  file: string,
  verified: Verified,
  {
    before = async () => undefined,
    after = async () => undefined,
  }: { before?: (tx: Tx) => Promise<unknown>; after?: (tx: Tx) => Promise<unknown> } = {},
): Promise<{ upgraded: string[] }> {
  await checkSchema(verified, file);
  const upgraded = await db.asOwner(async (tx) => {
    await before(tx);
    await applyMigrations(tx, new Set(verified.header.migrations.map(({ name }) => name)));
    await loadRows(tx, file);
    const newer = await applyMigrations(tx);
    await after(tx);
    return newer;
  });
  // Until then the planner knows nothing of what came in.
  await db.asOwner((tx) => sql`analyze`.execute(tx));
  return { upgraded };
}

async function loadRows(tx: Tx, file: string): Promise<void> {
  const types = await columnTypes(tx);
  // A migration may have put rows of its own in.
  for (const { table } of (await tablesOf(tx)).toReversed())
    if (!leftOut.includes(table)) await sql`delete from ${sql.table(table)}`.execute(tx);
  for await (const { table, rows } of tablesIn(file, rowsAtOnce)) await insert(tx, table, rows, types);
  await sql`
    do $$ declare one record; begin
      for one in
        select c.table_name, c.column_name, pg_get_serial_sequence(format('public.%I', c.table_name), c.column_name) as sequence
        from information_schema.columns c where c.table_schema = 'public' and c.is_identity = 'YES'
      loop
        execute format('select setval(%L, (select coalesce(max(%I), 0) + 1 from %I), false)', one.sequence, one.column_name, one.table_name);
      end loop;
    end $$`.execute(tx);
}

async function insert(tx: Tx, { table, columns }: TableLine, rows: readonly RowLine[], types: ReadonlyMap<string, string>): Promise<void> {
  const values = columns.map((column, index) => {
    const type = types.get(`${table}.${column}`);
    if (!type) throw new OperationError(`the backup holds ${table}.${column}, which its own schema does not have`);
    return sql`(row ->> ${sql.lit(index)})::${sql.raw(type)}`;
  });
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) overriding system value
    select ${sql.join(values)} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) row`.execute(tx);
}

/** 'table.column' → its type as SQL writes it. */
async function columnTypes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ key: string; type: string }>`
    select c.relname || '.' || a.attname as key, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`.execute(tx);
  return new Map(found.rows.map(({ key, type }) => [key, type]));
}
