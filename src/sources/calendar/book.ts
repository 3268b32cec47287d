import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import { foldAddress } from './event.ts';

/** Whom calendars are held against: the customer's contacts by address, and their sponsors. */
export interface AddressBook {
  contacts: ReadonlyMap<string, string>;
  /** The sponsors of a contact: addresses, directory ids, and, where a list gives no more, names; all folded. */
  sponsors: ReadonlyMap<string, readonly string[]>;
  /** Another book reads calendars otherwise. */
  hash: string;
}

export const foldName = (name: string | null | undefined): string =>
  (name ?? '').normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Where two contacts have one address, the first id counts. */
export async function readBook(tx: Tx, accountId: string): Promise<AddressBook> {
  const found = await sql<{
    id: string;
    address: string;
    sponsor_address: string | null;
    sponsor_id: string | null;
    sponsor_name: string | null;
  }>`
    select c.id, p.address, s.address as sponsor_address, s.directory_id as sponsor_id, s.name as sponsor_name
    from contact c join person p on p.account_id = c.account_id and p.id = c.person_id
    left join person s on s.account_id = c.account_id and s.id = c.sponsor_id
    where c.account_id = ${accountId} and c.known_until = 'infinity' and p.address is not null
    order by c.id collate "C"`.execute(tx);
  const contacts = new Map<string, string>();
  const sponsors = new Map<string, readonly string[]>();
  for (const row of found.rows) {
    const address = foldAddress(row.address);
    if (!address || contacts.has(address)) continue;
    contacts.set(address, row.id);
    const keys = [foldAddress(row.sponsor_address), foldName(row.sponsor_id), foldName(row.sponsor_name)].filter(Boolean);
    if (keys.length > 0) sponsors.set(row.id, keys);
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([[...contacts].sort(), [...sponsors].sort()]))
    .digest('base64url')
    .slice(0, 16);
  return { contacts, sponsors, hash };
}
