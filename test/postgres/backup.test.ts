import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { makeBackup } from '../../src/operation/archive/makeBackup.ts';
import { restorePostgres } from '../../src/operation/archive/restore.ts';
import { writeArchive } from '../../src/operation/archive/write.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { answers, describeBackup, everything, fill, restoreOptions } from '../support/backupSpecification.ts';
import { testDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

describeBackup('PostgreSQL', async () => {
  const server = await startPostgres();
  let open: Database | null = null;
  const closed = async () => {
    await open?.close().catch(() => undefined);
    open = null;
  };
  const connect = () => openDatabase({ engine: 'postgres', url: server.url });
  return {
    async db() {
      await closed();
      open = await connect();
      await migrate(open);
      return open;
    },
    async restore(file, options) {
      await closed();
      const db = await connect();
      try {
        return await restorePostgres(file, db, options);
      } finally {
        await db.close();
      }
    },
    async destroy() {
      await closed();
      const db = await connect();
      await db.asOwner((tx) => sql`drop schema public cascade; create schema public`.execute(tx));
      await db.close();
    },
    async close() {
      await closed();
      await server.stop();
    },
  };
});

it('moves an installation from the embedded database to a server: the same rows, readings and history', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-move-'));
  const embedded = await testDatabase();
  const server = await startPostgres();
  const db = await openDatabase({ engine: 'postgres', url: server.url });
  try {
    const { first, second } = await fill(embedded);
    const file = join(folder, 'move.gz');
    const now = new Date('2026-11-24T20:00:00Z');
    await makeBackup(file, (to) => writeArchive(embedded, to, { program: 'test', now }));
    await restorePostgres(file, db, restoreOptions({ nothingRanSince: true }));
    const [here, there] = [await everything(db), await everything(embedded)];
    for (const table of Object.keys(there).filter((one) => !['installation', 'schema_migration'].includes(one)))
      expect([table, here[table]]).toEqual([table, there[table]]);
    expect(await answers(db, [null, first, second])).toEqual(await answers(embedded, [null, first, second]));
    await expect(restorePostgres(file, db, restoreOptions())).rejects.toThrow('the database holds accounts');
    const busy = await openDatabase({ engine: 'postgres', url: server.url });
    await busy.asOwner((tx) => sql`select 1`.execute(tx));
    await expect(restorePostgres(file, db, restoreOptions({ force: true }))).rejects.toThrow('stop every one of them');
    await busy.close();
  } finally {
    await Promise.all([db.close(), embedded.close()]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
