import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Tx } from '../../store/database.ts';
import { type ArchiveHeader, archiveFormat, archiveVersion, leftOut, type TableLine } from './format.ts';
import { tablesOf } from './tables.ts';

/** Rows fetched at a time: what is in memory of a table of any size. */
const fetchRows = 1000;

export interface Written {
  /** Rows by table. */
  rows: Readonly<Record<string, number>>;
}

/**
 * Writes everything that the database holds to `to`, as of one moment (a transaction of its own, repeatable read), and ends
 * it. Beside a running server: PostgreSQL serves others meanwhile; the embedded database has one connection, on which they wait.
 */
export async function writeArchive(db: Database, to: Writable, { program, now }: { program: string; now: Date }): Promise<Written> {
  const gzip = createGzip({ level: 5 });
  gzip.pipe(to);
  to.once('error', (error) => gzip.destroy(error));
  const done = finished(to);
  // Told below; until then it must not count as nobody's.
  done.catch(() => undefined);
  const hash = createHash('sha256');
  const line = async (value: string) => {
    hash.update(`${value}\n`);
    if (!gzip.write(`${value}\n`)) await Promise.race([once(gzip, 'drain'), done]);
  };
  try {
    const rows = await db.asOwner(async (tx) => {
      await sql`set transaction isolation level repeatable read, read only`.execute(tx);
      await line(JSON.stringify(await headerOf(tx, db.engine, program, now)));
      const counts: Record<string, number> = {};
      for (const table of await tablesOf(tx)) {
        if (leftOut.includes(table.table)) continue;
        await line(JSON.stringify(table satisfies TableLine));
        counts[table.table] = await writeRows(tx, table, line);
      }
      return counts;
    });
    gzip.end(`${JSON.stringify({ end: true, rows, sha256: hash.digest('hex') })}\n`);
    await done;
    return { rows };
  } catch (error) {
    gzip.destroy();
    to.destroy();
    throw error;
  }
}

async function headerOf(tx: Tx, engine: string, program: string, now: Date): Promise<ArchiveHeader> {
  const migrations = await sql<{ name: string; checksum: string }>`select name, checksum from schema_migration order by name`.execute(tx);
  const version = await sql<{ server_version: string }>`show server_version`.execute(tx);
  const known = await sql<{ known: boolean }>`select to_regclass('public.installation') is not null as known`.execute(tx);
  const tenant = known.rows[0]?.known ? await sql<{ tenant_id: string }>`select tenant_id from installation`.execute(tx) : null;
  return {
    format: archiveFormat,
    version: archiveVersion,
    madeAt: now.toISOString(),
    program,
    engine,
    postgres: version.rows[0]?.server_version ?? '',
    tenantId: tenant?.rows[0]?.tenant_id ?? null,
    migrations: migrations.rows,
  };
}

async function writeRows(tx: Tx, { table, columns }: TableLine, line: (value: string) => Promise<void>): Promise<number> {
  const texts = columns.map((column) => sql`${sql.ref(column)}::text`);
  await sql`declare archived no scroll cursor for select to_json(array[${sql.join(texts)}])::text as row from ${sql.table(table)}`.execute(
    tx,
  );
  let count = 0;
  for (;;) {
    const page = await sql<{ row: string }>`fetch ${sql.lit(fetchRows)} from archived`.execute(tx);
    for (const { row } of page.rows) await line(row);
    count += page.rows.length;
    if (page.rows.length < fetchRows) break;
  }
  await sql`close archived`.execute(tx);
  return count;
}
