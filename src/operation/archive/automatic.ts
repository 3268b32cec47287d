import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../store/database.ts';
import { missingMigrations } from '../../store/migrate.ts';
import { OperationError } from '../errors.ts';
import { programVersion } from '../program.ts';
import { makeBackup } from './makeBackup.ts';
import { hasAccounts } from './restore.ts';
import { writeArchive } from './write.ts';

/** How many of the backups that were made by themselves are kept. */
const kept = 3;
const name = /^before-upgrade-.*\.archive\.gz$/;

export interface BeforeMigrating {
  /** Where backups that are made by themselves go; null: nowhere. */
  folder: string | null;
  /** The operator says that there is a backup, or that none is wanted. */
  isWaived: boolean;
  now: Date;
}

/**
 * Saves a database that holds accounts before its schema changes. Where there is no place for it (a server's own disk may
 * go with its container), the start is refused until the operator has seen to it.
 * @returns the file, or null where nothing is to be migrated or saved
 * @throws OperationError
 */
export async function backupBeforeMigrating(db: Database, { folder, isWaived, now }: BeforeMigrating): Promise<string | null> {
  const { missing, applied } = await missingMigrations(db);
  if (missing.length === 0 || applied.length === 0 || isWaived || !(await hasAccounts(db))) return null;
  if (folder === null)
    throw new OperationError(
      `this release changes the schema of a database that holds accounts (${missing.join(', ')}): make a backup first ("npm run backup -- FILE", or your server's own), then start with MIGRATE_WITHOUT_BACKUP=yes; or set BACKUP_DIR, and every upgrade saves it there by itself`,
    );
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new OperationError(`no backup can be written to ${folder} (${error.code}): choose another folder with BACKUP_DIR`);
  });
  const file = join(folder, `before-upgrade-${now.toISOString().replace(/[:.]/g, '-')}.archive.gz`);
  await makeBackup(file, (to) => writeArchive(db, to, { program: programVersion, now }));
  const older = (await readdir(folder))
    .filter((one) => name.test(one))
    .sort()
    .slice(0, -kept);
  for (const one of older) await rm(join(folder, one), { force: true });
  return file;
}
