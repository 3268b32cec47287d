import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { ConfidentialClient } from '../graph/clientProof.ts';
import type { Database } from '../store/database.ts';
import { fixedKeys, type Keys, keysInFile } from './keys.ts';
import { ownKey } from './ownKey.ts';
import { openVault, type Vault } from './vault.ts';

export interface Installation {
  config: Pick<Config, 'tokenKeys' | 'mode' | 'databaseUrl'>;
  db: Database;
  dataDir: string;
  client: ConfidentialClient;
  /** Such as https://graph.microsoft.com/Sites.ReadWrite.All: before the slash is the audience of Graph's tokens. */
  writeScope: string;
  clock(): Date;
  report(error: unknown): void;
}

/** The vault as the settings have it. A local tenant makes its own key: there is nobody's real sign-in to keep. */
export function vaultOf({ config, db, dataDir, client, writeScope, clock, report }: Installation): Vault {
  return openVault({
    db,
    client,
    graphAudience: writeScope.slice(0, writeScope.lastIndexOf('/')),
    keys: keysOf(config, dataDir, report),
    clock,
  });
}

function keysOf({ tokenKeys, mode, databaseUrl }: Installation['config'], dataDir: string, report: (error: unknown) => void): Keys {
  if (tokenKeys && 'file' in tokenKeys) return keysInFile(tokenKeys.file, 'TOKEN_KEY_FILE', report);
  if (tokenKeys) return fixedKeys(tokenKeys.keys);
  if (mode === 'local' && databaseUrl === null) return fixedKeys([{ name: 'local', bytes: ownKey(join(dataDir, 'token.key')) }]);
  return fixedKeys([]);
}
