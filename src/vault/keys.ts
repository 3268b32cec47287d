import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A key of AES-256. The name stands beside what it sealed, so that it is found again. */
export interface Key {
  name: string;
  bytes: Buffer;
}

/** Where the keys come from, asked each time: a file may have been changed. The first seals; all open. Empty: there is none. */
export type Keys = () => Promise<readonly Key[]>;

/** What the settings hold is no key: the message is for whoever keeps them, and repeats nothing of it. */
export class KeyFormatError extends Error {
  override name = 'KeyFormatError';
}

const keyLength = 32;
const nameOf = (bytes: Buffer): string => createHash('sha256').update('account-pulse key name').update(bytes).digest('hex').slice(0, 12);

/**
 * 'BASE64' or 'name:BASE64', newest first, separated by commas or lines; a key without a name is known by a hash of it.
 * @throws KeyFormatError
 */
export function readKeys(text: string, setting: string): Key[] {
  const entries = text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !entry.startsWith('#'));
  const keys = entries.map((entry, index) => {
    const [, given, encoded = ''] = /^(?:([A-Za-z0-9._-]{1,40}):)?(.*)$/.exec(entry) ?? [];
    const bytes = Buffer.from(encoded.trim(), 'base64');
    if (!/^[A-Za-z0-9+/_=-]+$/.test(encoded.trim()) || bytes.length !== keyLength) {
      const which = entries.length > 1 ? `its key ${index + 1} ` : '';
      throw new KeyFormatError(
        `${setting}: ${which}must be ${keyLength} random bytes in base64 (make one with: node -p "crypto.randomBytes(32).toString('base64')")`,
      );
    }
    return { name: given ?? nameOf(bytes), bytes };
  });
  const names = new Set(keys.map((key) => key.name));
  if (names.size < keys.length) throw new KeyFormatError(`${setting}: two keys have the same name`);
  return keys;
}

export const fixedKeys =
  (keys: readonly Key[]): Keys =>
  async () =>
    keys;

/** Read anew whenever the file has changed: keys rotate without a restart. One that became unreadable leaves the last good ones in use. */
export function keysInFile(path: string, setting: string, report: (error: unknown) => void): Keys {
  let known: { stamp: number; keys: readonly Key[] } | null = null;
  return async () => {
    try {
      const stamp = statSync(path).mtimeMs;
      if (known?.stamp !== stamp) known = { stamp, keys: readKeys(await readFile(path, 'utf8'), setting) };
    } catch (error) {
      if (!known) throw error instanceof KeyFormatError ? error : new KeyFormatError(`${setting}: the file ${path} cannot be read`);
      report(error);
    }
    return known.keys;
  };
}
