import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from './database.ts';

export interface Person {
  id: string;
  name: string | null;
  address: string | null;
  title: string | null;
  directory_id: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const digest = (...parts: string[]) => createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 22);

/** The id under which a person named by a name, an address or a directory id is kept: the same key gives the same id, in one account. */
export const personId = (accountId: string, key: string): string => `p_${digest(accountId, key.normalize('NFKC').trim().toLowerCase())}`;

/** The person that a record itself is about (a contact, a member). */
export const recordPersonId = (accountId: string, type: RecordType, id: string): string => `p_${digest(accountId, type, id)}`;

export const noteId = (accountId: string, type: RecordType, id: string, field: string): string => `n_${digest(accountId, type, id, field)}`;

/** What a person field says of the person: an address, a directory id, else a name. */
export function personFromKey(accountId: string, key: string): Person {
  const text = key.normalize('NFKC').trim();
  const person = { id: personId(accountId, key), name: null, address: null, title: null, directory_id: null };
  if (uuid.test(text)) return { ...person, directory_id: text.toLowerCase() };
  if (/^\S+@\S+\.\S+$/.test(text)) return { ...person, address: text };
  return { ...person, name: text };
}

/** Keeps the newest that is known of each; a null does not erase what was known. */
export async function savePersons(tx: Tx, accountId: string, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return;
  const unique = [...new Map(persons.map((person) => [person.id, person])).values()];
  await sql`
    insert into person (account_id, id, name, address, title, directory_id)
    select ${accountId}, p.id, p.name, p.address, p.title, p.directory_id
    from jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as p(id text, name text, address text, title text, directory_id text)
    on conflict (account_id, id) do update set
      name = coalesce(excluded.name, person.name), address = coalesce(excluded.address, person.address),
      title = coalesce(excluded.title, person.title), directory_id = coalesce(excluded.directory_id, person.directory_id)
    where (coalesce(excluded.name, person.name), coalesce(excluded.address, person.address), coalesce(excluded.title, person.title), coalesce(excluded.directory_id, person.directory_id))
      is distinct from (person.name, person.address, person.title, person.directory_id)`.execute(tx);
}

export async function saveNotes(tx: Tx, accountId: string, notes: readonly { id: string; text: string }[]): Promise<void> {
  if (notes.length === 0) return;
  await sql`
    insert into note (account_id, id, text)
    select ${accountId}, n.id, n.text from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n(id text, text text)
    on conflict (account_id, id) do update set text = excluded.text where note.text is distinct from excluded.text`.execute(tx);
}
