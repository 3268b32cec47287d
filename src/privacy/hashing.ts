import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

/** The list of erased persons cannot be read or kept: the message says what whoever keeps the settings does about it. */
export class ErasureKeyError extends Error {
  override name = 'ErasureKeyError';
  constructor(what: 'missing' | 'another') {
    super(
      what === 'missing'
        ? 'ERASURE_KEY is not set: without it nobody can be erased for good, since the next sync would bring them back. Set it to 32 random bytes in base64, and keep it as long as the database.'
        : 'The list of erased persons was made with another ERASURE_KEY than this server has. Put the right one back: sources are not read until then, or erased persons would come back.',
    );
  }
}

/**
 * How a person is recognised without being kept: HMAC-SHA256 under a key that is not in the database. A plain hash of a name
 * would be found out by trying names; without the key there is nothing to try against.
 */
export interface Hashing {
  /** Of a name, an address or a directory id; case, width and spaces do not matter. */
  ofKey(text: string): string;
  /** Of the key of a record that is about the person. */
  ofRecord(type: RecordType, id: string): string;
  fingerprint: string;
}

export const normalised = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

export function hashing(key: Buffer): Hashing {
  const hash = (...parts: string[]) => createHmac('sha256', key).update(parts.join('\u0000')).digest('base64url');
  return {
    ofKey: (text) => hash('key', normalised(text)),
    ofRecord: (type, id) => hash('record', type, normalised(id)),
    fingerprint: hash('fingerprint').slice(0, 16),
  };
}

/** @returns the hashing, if it is the one that the list was made with. @throws ErasureKeyError */
export async function hashingOf(tx: Tx, key: Buffer | null, { begin = false } = {}): Promise<Hashing> {
  if (key === null) throw new ErasureKeyError('missing');
  const made = hashing(key);
  if (begin) await sql`insert into erasure_key (fingerprint) values (${made.fingerprint}) on conflict do nothing`.execute(tx);
  const known = await sql<{ fingerprint: string }>`select fingerprint from erasure_key`.execute(tx);
  if (known.rows[0] && known.rows[0].fingerprint !== made.fingerprint) throw new ErasureKeyError('another');
  return made;
}
