import { join } from 'node:path';
import type { Config } from '../config.ts';
import { ownKey } from '../vault/ownKey.ts';

/**
 * With what the list of erased persons is hashed: a setting, or, beside an embedded database, a file that is made once. null:
 * the database is elsewhere and no key is set; then nobody can be erased.
 */
export function erasureKeyOf({ erasureKey, databaseUrl }: Pick<Config, 'erasureKey' | 'databaseUrl'>, dataDir: string): Buffer | null {
  if (erasureKey) return erasureKey;
  return databaseUrl === null ? ownKey(join(dataDir, 'erasure.key')) : null;
}
