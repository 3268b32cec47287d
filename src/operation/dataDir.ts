import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';

/** Where an installation keeps what is its own: the sample, each folder of CSV files and a tenant never share a database. */
export function installationDir({ mode, dataDir, dataFolder }: Pick<Config, 'mode' | 'dataDir' | 'dataFolder'>): string {
  if (mode === 'tenant') return dataDir;
  if (!dataFolder) return join(dataDir, 'sample');
  return join(dataDir, `data-${createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12)}`);
}
/** The embedded database's folder in it. */
export const embeddedFolder = (installation: string): string => join(installation, 'database');
