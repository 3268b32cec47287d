import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreEmbedded } from '../../src/operation/archive/restore.ts';
import { openEmbedded } from '../../src/operation/openEmbedded.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { describeBackup } from '../support/backupSpecification.ts';

describeBackup('an embedded database', async () => {
  const installation = mkdtempSync(join(tmpdir(), 'account-pulse-installation-'));
  // A new one costs seconds; a copy of one does not.
  const template = mkdtempSync(join(tmpdir(), 'account-pulse-template-'));
  const empty = await openEmbedded(template);
  await migrate(empty);
  await empty.close();
  let open: Database | null = null;
  const closed = async () => {
    await open?.close().catch(() => undefined);
    open = null;
  };
  return {
    async db() {
      await closed();
      const folder = join(installation, 'database');
      if (!existsSync(folder)) cpSync(template, folder, { recursive: true });
      open = await openEmbedded(folder);
      return open;
    },
    async restore(file, options) {
      await closed();
      return restoreEmbedded(file, installation, options);
    },
    async destroy() {
      await closed();
      for (const name of readdirSync(installation)) rmSync(join(installation, name), { recursive: true });
    },
    async close() {
      await closed();
      for (const folder of [installation, template]) rmSync(folder, { recursive: true, force: true });
    },
  };
});
