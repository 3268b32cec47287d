import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { Person } from '../store/personal.ts';
import { normalised } from './hashing.ts';

/** All under which one human is known to an account. */
export interface Identity {
  personIds: readonly string[];
  /** Records that are about the person. */
  records: readonly { type: RecordType; id: string; personId: string }[];
  names: readonly string[];
  addresses: readonly string[];
  directoryIds: readonly string[];
  title: string | null;
  /** Others of the same name: what says no more than the name may be theirs, and is left alone. */
  namesakes: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Map(values.filter((value): value is string => Boolean(value)).map((value) => [normalised(value), value])).values(),
];

/** What the directory knows of somebody: it ties an address in one list to a directory id in another. */
export interface DirectoryKeys {
  directoryId: string;
  name: string | null;
  address: string | null;
}

/**
 * Who somebody is: the person's own row, those that the same address, directory id or record key ties to it, and those of
 * the same name, as long as nobody else bears it.
 * @param id of a person (p_…), or a directory id
 * @param inDirectory what the directory knows of them, where it was asked
 * @returns null: nothing is held of them here
 */
export async function identityOf(
  tx: Tx,
  accountId: string,
  id: string,
  inDirectory: DirectoryKeys | null = null,
): Promise<Identity | null> {
  const persons = await sql<Person>`select id, name, address, title, directory_id from person where account_id = ${accountId}`.execute(tx);
  const about = await sql<{ type: RecordType; id: string; person_id: string }>`
    select distinct 'contact' as type, id, person_id from contact where account_id = ${accountId} and person_id is not null
    union select distinct 'member', id, person_id from member where account_id = ${accountId} and person_id is not null`.execute(tx);
  const recordOf = new Map(about.rows.map((row) => [row.person_id, row]));
  /** Of a member the record's own key is often the directory id. */
  const directoryIdsOf = (person: Person): string[] => {
    const key = recordOf.get(person.id)?.id ?? '';
    return distinct([person.directory_id, uuid.test(key) ? key : null]).map(normalised);
  };
  const addressesOf = (person: Person): string[] => {
    const key = recordOf.get(person.id)?.id ?? '';
    return distinct([person.address, key.includes('@') ? key : null]).map(normalised);
  };
  const mine = new Set<string>();
  const known = { names: new Set<string>(), addresses: new Set<string>(), directoryIds: new Set(uuid.test(id) ? [normalised(id)] : []) };
  if (inDirectory) {
    known.directoryIds.add(normalised(inDirectory.directoryId));
    if (inDirectory.address) known.addresses.add(normalised(inDirectory.address));
    if (inDirectory.name) known.names.add(normalised(inDirectory.name));
  }
  const take = (person: Person) => {
    mine.add(person.id);
    if (person.name) known.names.add(normalised(person.name));
    for (const one of addressesOf(person)) known.addresses.add(one);
    for (const one of directoryIdsOf(person)) known.directoryIds.add(one);
  };
  const first = persons.rows.find((person) => person.id === id);
  if (first) take(first);
  const isTied = (person: Person) =>
    addressesOf(person).some((one) => known.addresses.has(one)) || directoryIdsOf(person).some((one) => known.directoryIds.has(one));
  const closeOver = (test: (person: Person) => boolean) => {
    for (let before = -1; before !== mine.size; ) {
      before = mine.size;
      for (const person of persons.rows) if (!mine.has(person.id) && test(person)) take(person);
    }
  };
  closeOver(isTied);
  const sameName = (person: Person) => person.name !== null && known.names.has(normalised(person.name)) && !mine.has(person.id);
  // Somebody who has a record, an address or a directory id of their own, under the same name, is somebody else.
  const isAnother = (person: Person) => recordOf.has(person.id) || person.address !== null || person.directory_id !== null;
  const namesakes = persons.rows.filter((person) => sameName(person) && isAnother(person)).length;
  if (namesakes === 0) closeOver((person) => isTied(person) || sameName(person));
  if (mine.size === 0 && known.directoryIds.size === 0) return null;
  const own = persons.rows.filter((person) => mine.has(person.id));
  return {
    personIds: [...mine],
    records: about.rows.filter((row) => mine.has(row.person_id)).map((row) => ({ type: row.type, id: row.id, personId: row.person_id })),
    names: distinct([...own.map((person) => person.name), inDirectory?.name ?? null]),
    addresses: distinct([...own.map((person) => person.address), ...known.addresses]),
    directoryIds: [...known.directoryIds],
    title: own.find((person) => person.title)?.title ?? null,
    namesakes,
  };
}
