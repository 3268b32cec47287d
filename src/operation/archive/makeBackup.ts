import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { OperationError } from '../errors.ts';
import { type Verified, verifyArchive } from './read.ts';

/**
 * Makes a file of what `write` writes: beside its place first, read again whole, and only then given its name. It holds
 * what people wrote, so its owner alone may read it.
 * @throws OperationError where there is a file of that name, or none can be written there
 */
export async function makeBackup(file: string, write: (to: Writable) => Promise<unknown>): Promise<Verified & { file: string }> {
  const path = resolve(file);
  if (existsSync(path)) throw new OperationError(`${path} is there already: choose another name`);
  const unfinished = `${path}.unfinished`;
  const handle = await open(unfinished, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new OperationError(`${path} cannot be written (${error.code}): is there a folder, and may you write to it?`);
  });
  try {
    await write(createWriteStream('', { fd: handle, autoClose: true }));
    const verified = await verifyArchive(unfinished);
    await rename(unfinished, path);
    return { ...verified, file: path };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
