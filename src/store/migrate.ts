import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any number: the lock that two servers starting at once both ask for. */
const migrationLock = 7_301_973;

/** Brings the database to the newest schema: SQL files, forward only, each once. @returns the names of those applied now. */
export async function migrate(db: Database): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return db.asOwner(async (tx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx);
    await sql`create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz(3) not null default clock_timestamp())`.execute(
      tx,
    );
    const done = await sql<{ name: string; checksum: string }>`select name, checksum from schema_migration`.execute(tx);
    const checksums = new Map(done.rows.map((row) => [row.name, row.checksum]));
    const unknown = [...checksums.keys()].filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Error(`the database is newer than this program (it holds ${unknown.join(', ')}): install the newer release`);
    const applied: string[] = [];
    for (const name of names) {
      const text = await readFile(new URL(name, folder), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      const known = checksums.get(name);
      if (known === checksum) continue;
      if (known)
        throw new Error(
          `migration ${name} was changed after it had been applied: migrations only go forward, put the change in a new file`,
        );
      await sql.raw(text).execute(tx);
      await sql`insert into schema_migration (name, checksum) values (${name}, ${checksum})`.execute(tx);
      applied.push(name);
    }
    return applied;
  });
}
