import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { VaultKeyError } from './errors.ts';
import type { Key } from './keys.ts';

/** AES-256-GCM with a nonce of its own for each sealing. */
const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

export interface Sealed {
  keyName: string;
  /** Base64 of nonce, tag and what was sealed. */
  sealed: string;
}

/** What a sealed text is bound to: copied to another row, it does not open. */
export const boundTo = (directoryId: string, purpose: string): Buffer =>
  Buffer.from(JSON.stringify(['account-pulse', directoryId, purpose]));

export function seal(key: Key, text: string, bound: Buffer): Sealed {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagLength }).setAAD(bound);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { keyName: key.name, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
}

/** @throws VaultKeyError where no key fits, or what was sealed was changed or moved */
export function open(keys: readonly Key[], { keyName, sealed }: Sealed, bound: Buffer): string {
  const key = keys.find(({ name }) => name === keyName);
  if (!key) throw new VaultKeyError(keyName, 'missing');
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
      .setAAD(bound)
      .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8');
  } catch {
    throw new VaultKeyError(keyName, 'wrong');
  }
}
