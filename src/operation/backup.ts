/** npm run backup -- FILE: everything that the database holds, into one file. The server may run meanwhile. */

import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { openDatabase } from '../store/database.ts';
import { claimDataFolder } from '../store/dataFolder.ts';
import { DataFolderError } from '../store/errors.ts';
import { makeBackup } from './archive/makeBackup.ts';
import { writeArchive } from './archive/write.ts';
import { backupThroughServer } from './backupDoor.ts';
import { countOf, readCommand, runCommand } from './commandLine.ts';
import { embeddedFolder, installationDir } from './dataDir.ts';
import { OperationError } from './errors.ts';
import { openEmbedded } from './openEmbedded.ts';
import { programVersion } from './program.ts';

const usage = 'npm run backup -- FILE [--mode tenant] [--data DIR]';

await runCommand(async () => {
  const { config, file } = readCommand(process.argv.slice(2), process.env, usage, []);
  const made = await makeBackup(file, config.databaseUrl ? ofServer(config.databaseUrl) : ofFolder(installationDir(config)));
  const rows = Object.values(made.rows).reduce((sum, one) => sum + one, 0);
  return `${made.file}: ${countOf(made.rows.workspace)}, ${rows} rows, checked. It holds what people wrote, so keep it where only you can read it.`;
});

type Write = (to: Writable) => Promise<unknown>;

function ofServer(url: string): Write {
  return async (to) => {
    const db = await openDatabase({ engine: 'postgres', url });
    try {
      return await writeArchive(db, to, { program: programVersion, now: new Date() });
    } finally {
      await db.close();
    }
  };
}

function ofFolder(installation: string): Write {
  return async (to) => {
    const folder = embeddedFolder(installation);
    if (!existsSync(folder))
      throw new OperationError(`there is no database in ${installation}: is DATA_DIR (and --mode, --data) that of the server?`);
    const throughServer = await backupThroughServer(installation);
    if (throughServer) return throughServer(to);
    const release = claim(installation);
    try {
      const db = await openEmbedded(folder);
      try {
        await writeArchive(db, to, { program: programVersion, now: new Date() });
      } finally {
        await db.close();
      }
    } finally {
      release();
    }
  };
}

function claim(installation: string): () => void {
  try {
    return claimDataFolder(installation);
  } catch (error) {
    if (error instanceof DataFolderError)
      throw new OperationError(
        `${error.message}. (The server that works there gives no backup of its own: it runs as another user, or is older)`,
      );
    throw error;
  }
}
