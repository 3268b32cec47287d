import { join } from 'node:path';
import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { claimDataFolder } from '../store/dataFolder.ts';
import { migrate } from '../store/migrate.ts';
import { backupBeforeMigrating } from './archive/automatic.ts';
import { serveBackups } from './backupDoor.ts';
import { embeddedFolder } from './dataDir.ts';
import { OperationError } from './errors.ts';
import { claimForTenant } from './installation.ts';
import { openEmbedded } from './openEmbedded.ts';

export interface StoreParts {
  config: Pick<Config, 'databaseUrl' | 'backupDir' | 'migrateWithoutBackup'>;
  /** The installation's own folder. */
  dataDir: string;
  tenantId: string;
  /** What takes it down again is added here, to be called in the reverse order. */
  closings: (() => Promise<void> | void)[];
  now(): Date;
  say(fact: object, message: string): void;
}

/**
 * The database as a server needs it: its folder claimed, saved before an upgrade, at the newest schema, and this tenant's.
 * @throws OperationError, DataFolderError: what the operator can mend
 */
export async function openStore({ config, dataDir, tenantId, closings, now, say }: StoreParts): Promise<Database> {
  const isEmbedded = !config.databaseUrl;
  if (isEmbedded) closings.push(claimDataFolder(dataDir));
  const db = config.databaseUrl
    ? await openDatabase({ engine: 'postgres', url: config.databaseUrl })
    : await openEmbedded(embeddedFolder(dataDir));
  closings.push(() => db.close());
  const folder = config.backupDir ?? (isEmbedded ? join(dataDir, 'backups') : null);
  try {
    const saved = await backupBeforeMigrating(db, { folder, isWaived: config.migrateWithoutBackup, now: now() });
    if (saved) say({ backup: saved }, 'the database was saved before its upgrade');
    await migrate(db);
  } catch (error) {
    if (error instanceof OperationError) throw error;
    throw new OperationError(`the database could not be brought to the newest schema: ${(error as Error).message}`);
  }
  await claimForTenant(db, tenantId);
  if (isEmbedded) closings.push(await serveBackups(db, dataDir, now, (error) => say({ err: error }, 'a backup failed')));
  return db;
}
