import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { backupBeforeMigrating } from '../../src/operation/archive/automatic.ts';
import { verifyArchive } from '../../src/operation/archive/read.ts';
import { openEmbedded } from '../../src/operation/openEmbedded.ts';
import { openStore } from '../../src/operation/openStore.ts';
import { openDatabase } from '../../src/store/database.ts';
import { applyMigrations, migrations } from '../../src/store/migrate.ts';
import { newAccount } from '../support/database.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

describe('the database of a server', () => {
  let dataDir: string;
  let installation: string;
  let closings: (() => Promise<void> | void)[];
  const said: string[] = [];
  const open = (tenantId = 'tenant-a') =>
    openStore({
      config: { databaseUrl: null, backupDir: null, migrateWithoutBackup: false },
      ...{ dataDir: installation, tenantId, closings },
      now: () => new Date(),
      say: (_fact, message) => said.push(message),
    });
  const closed = async () => {
    for (const closing of closings.splice(0).reverse()) await closing();
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'account-pulse-store-'));
    installation = join(dataDir, 'sample');
    mkdirSync(installation);
    closings = [];
    said.length = 0;
  });
  afterEach(async () => {
    await closed();
    rmSync(dataDir, { recursive: true, force: true });
  });
  /** An older release's database, with an account or without. */
  const older = async (withAccount: boolean) => {
    const names = (await migrations()).map(({ name }) => name);
    const db = await openEmbedded(join(installation, 'database'));
    await db.asOwner((tx) => applyMigrations(tx, new Set(names.filter((name) => name < '0051'))));
    if (withAccount) await newAccount(db, 'kept');
    await db.close();
  };

  it('is saved before its schema changes, and the three newest of such backups are kept', async () => {
    await older(true);
    const backups = join(installation, 'backups');
    mkdirSync(backups);
    for (const day of ['01', '02', '03']) writeFileSync(join(backups, `before-upgrade-2020-01-${day}.archive.gz`), '');
    writeFileSync(join(backups, 'my own.gz'), '');
    await open();
    expect(said).toEqual(['the database was saved before its upgrade']);
    const files = readdirSync(backups).sort();
    expect(files).toHaveLength(4);
    expect(files).toEqual(
      expect.arrayContaining(['before-upgrade-2020-01-02.archive.gz', 'before-upgrade-2020-01-03.archive.gz', 'my own.gz']),
    );
    const { header, rows } = await verifyArchive(
      join(backups, files.find((name) => name > 'before-upgrade-2021' && name !== 'my own.gz') ?? ''),
    );
    expect([rows.workspace, header.migrations.some(({ name }) => name.startsWith('0051'))]).toEqual([1, false]);
    await closed();
    said.length = 0;
    await open();
    expect([said, readdirSync(backups).length]).toEqual([[], 4]);
  }, 120_000);

  it('is not saved where there is nothing in it, and not touched where there is no place for a backup', async () => {
    const db = await openDatabase({ engine: 'pglite' });
    const names = (await migrations()).map(({ name }) => name);
    const before = { folder: null, isWaived: false, now: new Date() };
    try {
      expect(await backupBeforeMigrating(db, before)).toBeNull();
      await db.asOwner((tx) => applyMigrations(tx, new Set(names.slice(0, -1))));
      expect(await backupBeforeMigrating(db, before)).toBeNull();
      await newAccount(db, 'kept');
      await expect(backupBeforeMigrating(db, before)).rejects.toThrow(
        /make a backup first .* MIGRATE_WITHOUT_BACKUP=yes; or set BACKUP_DIR/,
      );
      expect(await backupBeforeMigrating(db, { ...before, isWaived: true })).toBeNull();
    } finally {
      await db.close();
    }
  }, 120_000);

  it('belongs to one tenant: another’s server is refused', async () => {
    await open('tenant-a');
    await closed();
    await open('TENANT-A');
    await closed();
    await expect(open('tenant-b')).rejects.toThrow(
      'this database belongs to the installation of tenant tenant-a, and this server serves tenant tenant-b: give each tenant a database of its own',
    );
  }, 120_000);

  it('is backed up by the command while the server works on it, and restored by the command when it has stopped', async () => {
    const db = await open();
    await newAccount(db, 'kept', { name: 'Fabrikam' });
    expect(statSync(join(installation, 'backup-door')).mode & 0o777).toBe(0o600);
    const file = join(dataDir, 'live.gz');
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', NODE_ENV: 'test' };
    const node = (script: string, ...args: string[]) =>
      run(process.execPath, ['--disable-warning=ExperimentalWarning', `src/operation/${script}.ts`, ...args], { cwd: root, env }).then(
        ({ stdout }) => ({ code: 0, text: stdout }),
        (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
      );
    expect(await node('backup', file)).toMatchObject({ code: 0, text: expect.stringMatching(/live.gz: 1 account, \d+ rows, checked/) });
    // The server goes on.
    await newAccount(db, 'later');
    await closed();
    expect(await node('restore', file)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^account-pulse: .*holds accounts: nothing was changed/),
    });
    rmSync(join(installation, 'database'), { recursive: true });
    expect(await node('restore', file)).toMatchObject({ code: 0, text: expect.stringMatching(/^Restored 1 account as on /) });
    const again = await open();
    const found = await again.transaction('every', (tx) => sql`select account_id, name from account`.execute(tx));
    expect(found.rows).toEqual([{ account_id: 'kept', name: 'Fabrikam' }]);
    await closed();
    // A door that a killed server left behind leads nowhere: the folder itself is read.
    writeFileSync(join(installation, 'backup-door'), join(tmpdir(), 'account-pulse-gone.sock'));
    expect(await node('backup', join(dataDir, 'second.gz'))).toMatchObject({ code: 0 });
    expect(await node('backup', file)).toMatchObject({ code: 1, text: expect.stringMatching(/is there already: choose another name/) });
  }, 180_000);
});
