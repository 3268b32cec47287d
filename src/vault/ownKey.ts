import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A key that an embedded installation makes itself, in a file beside its database: 32 random bytes in base64, for the owner's
 * eyes alone. Whoever copies the database without it has the locked box without the key.
 */
export function ownKey(path: string): Buffer {
  const read = (): Buffer => {
    const bytes = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
    if (bytes.length < 32) throw new Error(`${path} holds no key: put the right one back from a backup`);
    return bytes;
  };
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // another process was faster, and its key counts
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return read();
}
