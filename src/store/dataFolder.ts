import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DataFolderError } from './errors.ts';

const lockName = 'account-pulse.lock';

/** Whether a process of that number lives and is a server of ours, as far as the system tells. */
function isServing(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return /main\.ts|jest|node/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return true;
  }
}

/** One folder after the other: mkdir's own recursion never ends where a file system like /proc says that a parent is missing. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Makes a data folder if need be and keeps other processes out of it: an embedded database that two processes open is
 * damaged. A lock left by a process that no longer lives is taken over.
 * @returns what gives the folder free again.
 * @throws DataFolderError
 */
export function claimDataFolder(folder: string): () => void {
  const path = resolve(folder);
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.R_OK);
  } catch (error) {
    throw new DataFolderError(
      `the data folder ${path} cannot be written (${(error as NodeJS.ErrnoException).code}): choose another with DATA_DIR, or mend its rights`,
    );
  }
  const lock = join(path, lockName);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(lock, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EEXIST')
        throw new DataFolderError(`the data folder ${path} cannot be written (${code}): choose another with DATA_DIR, or mend its rights`);
      const holder = Number(readFileSync(lock, { encoding: 'utf8', flag: 'r' }));
      if (holder !== process.pid && Number.isInteger(holder) && holder > 0 && isServing(holder)) {
        throw new DataFolderError(
          `the data folder ${path} is in use by process ${holder}: stop it, or choose another folder with DATA_DIR`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
  throw new DataFolderError(`the data folder ${path} could not be claimed: another process starts on it just now`);
}
