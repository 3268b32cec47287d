import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Database, openDatabase, type Tx } from '../../store/database.ts';
import { claimDataFolder } from '../../store/dataFolder.ts';
import { embeddedFolder } from '../dataDir.ts';
import { OperationError } from '../errors.ts';
import { openEmbedded } from '../openEmbedded.ts';
import { type Erasures, eraseAgain, erasuresOf } from './erasures.ts';
import { checkSchema, loadArchive } from './load.ts';
import { type Verified, verifyArchive } from './read.ts';
import { settleRestored } from './settle.ts';

export interface RestoreOptions {
  now: Date;
  /** Takes the place of what is there. */
  force: boolean;
  /** The server was stopped before the backup was made, as when an installation moves. */
  nothingRanSince: boolean;
  /** By which erased persons are recognised; asked for only where some were erased since. */
  erasureKey?: () => Buffer | null;
}
export interface Restored {
  verified: Verified;
  /** Migrations that are newer than the backup. */
  upgraded: readonly string[];
  /** Where the embedded database is now that was there before. */
  replaced: string | null;
  /** Persons of the backup who had been erased since; null: what was there before could not be asked. */
  erasedAgain: number | null;
}

/**
 * Builds a new embedded database beside the one that is there, and lets it take its place when it is whole; the old one is
 * kept under another name. @param installation the folder that holds `database`
 * @throws OperationError, DataFolderError where a server works on it
 */
export async function restoreEmbedded(file: string, installation: string, options: RestoreOptions): Promise<Restored> {
  const verified = await verifyArchive(file);
  await checkSchema(verified, file);
  const release = claimDataFolder(installation);
  try {
    const folder = embeddedFolder(installation);
    const isThere = existsSync(folder);
    const before = isThere ? await lookInto(folder) : null;
    if (isThere && !options.force && before?.hasAccounts !== false)
      throw notEmpty(`${folder} holds accounts`, 'the old database is kept beside it');
    const fresh = `${folder}.restoring`;
    await rm(fresh, { recursive: true, force: true });
    const db = await openDatabase({ engine: 'pglite', dataDir: fresh });
    let erasedAgain: number | null = null;
    const { upgraded } = await loadArchive(db, file, verified, {
      after: async (tx) => {
        await settleRestored(tx, options);
        if (before) erasedAgain = await eraseAgain(tx, before.erasures, keyOf(options));
      },
    })
      .finally(() => db.close())
      .catch(async (error: unknown) => {
        await rm(fresh, { recursive: true, force: true });
        throw error;
      });
    const replaced = isThere ? `${folder}.replaced-${options.now.toISOString().replace(/[:.]/g, '-')}` : null;
    if (replaced) await rename(folder, replaced);
    await rename(fresh, folder);
    return { verified, upgraded, replaced, erasedAgain };
  } finally {
    release();
  }
}

/** null: it cannot be opened (damaged, or of another PostgreSQL), and may hold some: it is not thrown away unasked. */
async function lookInto(folder: string): Promise<{ hasAccounts: boolean; erasures: Erasures } | null> {
  try {
    const db = await openEmbedded(folder);
    try {
      return { hasAccounts: await hasAccounts(db), erasures: await erasuresOf(db) };
    } finally {
      await db.close();
    }
  } catch {
    return null;
  }
}

const keyOf = ({ erasureKey, now }: RestoreOptions) => ({ key: erasureKey?.() ?? null, now });

/** Restores into a PostgreSQL database, in one transaction: whoever looks sees the old state or the new one. @throws OperationError */
export async function restorePostgres(file: string, db: Database, options: RestoreOptions): Promise<Restored> {
  const verified = await verifyArchive(file);
  await checkSchema(verified, file);
  await waitForServers(db);
  if (!options.force && (await hasAccounts(db)))
    throw notEmpty('the database holds accounts', 'what it holds now is gone then, so make a backup of it first');
  const erasures = await erasuresOf(db);
  let erasedAgain: number | null = null;
  const { upgraded } = await loadArchive(db, file, verified, {
    before: empty,
    after: async (tx) => {
      await settleRestored(tx, options);
      erasedAgain = await eraseAgain(tx, erasures, keyOf(options));
    },
  });
  return { verified, upgraded, replaced: null, erasedAgain };
}

/** The connections of a server that was stopped a moment ago are still going. @throws OperationError where one stays */
async function waitForServers(db: Database, patienceMs = 3000): Promise<void> {
  for (const end = performance.now() + patienceMs; ; ) {
    const found = await db.asOwner((tx) =>
      sql<{ servers: number }>`
        select count(*) as servers from pg_stat_activity
        where datname = current_database() and application_name = 'account-pulse' and pid <> pg_backend_pid()`.execute(tx),
    );
    if (found.rows[0]?.servers === 0) return;
    if (performance.now() > end)
      throw new OperationError('a server of Account Pulse is connected to this database: stop every one of them, then restore');
    await sleep(100);
  }
}

export async function hasAccounts(db: Database): Promise<boolean> {
  return db.asOwner(async (tx) => {
    const table = await sql<{ there: string | null }>`select to_regclass('public.workspace')::text as there`.execute(tx);
    if (!table.rows[0]?.there) return false;
    return (await sql`select from workspace limit 1`.execute(tx)).rows.length > 0;
  });
}

/** Our tables and the queues, which every start makes anew. */
async function empty(tx: Tx): Promise<void> {
  await sql`drop schema if exists jobs cascade`.execute(tx);
  await sql`
    do $$ declare name text; begin
      for name in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      loop execute format('drop table public.%I cascade', name); end loop;
      for name in
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      loop execute format('drop routine %s cascade', name); end loop;
    end $$`.execute(tx);
}

const notEmpty = (what: string, then: string) =>
  new OperationError(`${what}: nothing was changed. With --force the backup takes its place (${then})`);
