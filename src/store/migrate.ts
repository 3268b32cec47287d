import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any number: the lock that two servers starting at once both ask for. */
const migrationLock = 7_301_973;

export interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/** Every migration of this program, in their order. */
export async function migrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** Brings the database to the newest schema: SQL files, forward only, each once. @returns the names of those applied now. */
export async function migrate(db: Database): Promise<string[]> {
  return db.asOwner((tx) => applyMigrations(tx));
}

/** The same in a transaction of the caller's. @param only the names of those to apply; all, unless given */
export async function applyMigrations(tx: Tx, only?: ReadonlySet<string>): Promise<string[]> {
  const known = await migrations();
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx);
  await sql`create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz(3) not null default clock_timestamp())`.execute(
    tx,
  );
  const applied: string[] = [];
  for (const { name, text, checksum } of missing(known, await appliedTo(tx))) {
    if (only && !only.has(name)) continue;
    await sql.raw(text).execute(tx);
    await sql`insert into schema_migration (name, checksum) values (${name}, ${checksum})`.execute(tx);
    applied.push(name);
  }
  return applied;
}

/** What a database that may be older lacks. @throws where it is newer, or was made by other files of the same names */
export async function missingMigrations(db: Database): Promise<{ missing: string[]; applied: string[] }> {
  const known = await migrations();
  return db.asOwner(async (tx) => {
    const book = await sql<{ book: string | null }>`select to_regclass('public.schema_migration')::text as book`.execute(tx);
    const done = book.rows[0]?.book ? await appliedTo(tx) : new Map<string, string>();
    return { missing: missing(known, done).map(({ name }) => name), applied: [...done.keys()].sort() };
  });
}

async function appliedTo(tx: Tx): Promise<Map<string, string>> {
  const done = await sql<{ name: string; checksum: string }>`select name, checksum from schema_migration`.execute(tx);
  return new Map(done.rows.map((row) => [row.name, row.checksum]));
}

function missing(known: readonly Migration[], done: ReadonlyMap<string, string>): Migration[] {
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...done.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new Error(`the database is newer than this program (it holds ${unknown.join(', ')}): install the newer release`);
  const changed = known.find(({ name, checksum }) => done.has(name) && done.get(name) !== checksum);
  if (changed)
    throw new Error(
      `migration ${changed.name} was changed after it had been applied: migrations only go forward, put the change in a new file`,
    );
  return known.filter(({ name }) => !done.has(name));
}
