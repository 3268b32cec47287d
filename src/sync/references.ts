import { sql } from 'kysely';
import { answersOf } from '../links/answers.ts';
import { addressIn, compared } from '../links/compared.ts';
import { type RecordType, tableOf } from '../model/index.ts';
import { normalizeName } from '../sources/mapping/references.ts';
import type { Tx } from '../store/database.ts';
import { hasPersonalName, titleSql } from './recordInputs.ts';
import { anyOf } from './sql.ts';

/** The names of one record type's records. */
interface Names {
  titles: Map<string, string>;
  byName: Map<string, Set<string>>;
}

/**
 * Which records there are to refer to, by id and by name, as one run of one account knows it: read when first asked,
 * kept along with what the run writes.
 */
export interface References {
  /** Learns ids and, for types that have names, reads these. Must be called before `resolve`. */
  prepare(tx: Tx, type: RecordType, match: 'name' | 'id', keys: readonly string[]): Promise<void>;
  /** The record that a cell means, as far as it can be told. What a person has said of it goes before everything else. */
  resolve(type: RecordType, match: 'name' | 'id', key: string): Meant;
  /** @returns the title it had, where that differs. */
  learn(type: RecordType, id: string, title: string | null): string | null;
  /** Others that go by the same name: whoever said it can no longer mean one of them alone. */
  sharing(type: RecordType, id: string): string[];
  forget(type: RecordType, id: string): void;
  /** Addresses are read again when they are next asked for: what was written meanwhile has brought others. */
  forgetAddresses(): void;
  titleOf(type: RecordType, id: string): string | null;
  /** Of ids that were prepared. */
  has(type: RecordType, id: string): boolean;
}

export interface Meant {
  /** null: nothing, or more than one record, has that name. */
  id: string | null;
  /** A person has said so: also that no record is meant. */
  isAnswered: boolean;
}

export function openReferences(accountId: string): References {
  const ids = new Map<RecordType, Set<string>>();
  const named = new Map<RecordType, Names>();
  const answers = new Map<RecordType, ReadonlyMap<string, string | null>>();
  const addresses = new Map<RecordType, ReadonlyMap<string, string | null>>();
  const idsOf = (type: RecordType): Set<string> => {
    const known = ids.get(type) ?? new Set<string>();
    ids.set(type, known);
    return known;
  };
  const unname = (names: Names, id: string) => {
    const title = names.titles.get(id);
    if (title === undefined) return;
    names.titles.delete(id);
    names.byName.get(normalizeName(title))?.delete(id);
  };
  const name = (names: Names, id: string, title: string) => {
    unname(names, id);
    names.titles.set(id, title);
    const key = normalizeName(title);
    const holders = names.byName.get(key) ?? new Set<string>();
    names.byName.set(key, holders.add(id));
  };
  async function readNames(tx: Tx, type: RecordType): Promise<void> {
    const title = titleSql(type);
    if (!title || named.has(type)) return;
    const names: Names = { titles: new Map(), byName: new Map() };
    const join = hasPersonalName(type) ? 'left join person p on p.account_id = r.account_id and p.id = r.person_id' : '';
    const rows = await sql<{ id: string; title: string }>`
      select r.id, ${sql.raw(title)} as title from ${sql.raw(tableOf(type))} r ${sql.raw(join)}
      where r.account_id = ${accountId} and r.known_until = 'infinity' and ${sql.raw(title)} is not null`.execute(tx);
    for (const row of rows.rows) name(names, row.id, row.title);
    named.set(type, names);
  }

  /** Of types that are people: who has which address; null where several have it. */
  async function readAddresses(tx: Tx, type: RecordType): Promise<void> {
    if (addresses.has(type) || !hasPersonalName(type)) return;
    const found = await sql<{ address: string; id: string; n: number }>`
      select lower(p.address) as address, min(r.id) as id, count(*)::int as n
      from ${sql.raw(tableOf(type))} r join person p on p.account_id = r.account_id and p.id = r.person_id
      where r.account_id = ${accountId} and r.known_until = 'infinity' and p.address is not null group by 1`.execute(tx);
    addresses.set(type, new Map(found.rows.map(({ address, id, n }) => [address, n === 1 ? id : null])));
  }
  const exactOr = (type: RecordType, match: 'name' | 'id', key: string): string | null => {
    if (match === 'name') {
      const names = named.get(type);
      const holders = names?.byName.get(normalizeName(key));
      if (holders?.size === 1) return [...holders][0] as string;
      if (names && holders && holders.size > 1) {
        const exact = [...holders].filter((id) => names.titles.get(id) === key);
        return exact.length === 1 ? (exact[0] as string) : null;
      }
    }
    if (ids.get(type)?.has(key)) return key;
    const address = addressIn(key);
    return address === null ? null : (addresses.get(type)?.get(address) ?? null);
  };

  return {
    async prepare(tx, type, match, keys) {
      if (!answers.has(type)) answers.set(type, await answersOf(tx, accountId, type));
      if (match === 'name') await readNames(tx, type);
      if (keys.some((key) => addressIn(key) !== null)) await readAddresses(tx, type);
      const known = idsOf(type);
      const answered = [...(answers.get(type)?.values() ?? [])].filter((id) => id !== null);
      const missing = [...new Set([...keys, ...answered])].filter((key) => !known.has(key));
      if (missing.length === 0) return;
      const found = await sql<{ id: string }>`
        select id from ${sql.raw(tableOf(type))} where account_id = ${accountId} and known_until = 'infinity' and id in ${anyOf(missing)}`.execute(
        tx,
      );
      for (const { id } of found.rows) known.add(id);
    },
    resolve(type, match, key) {
      const said = answers.get(type);
      const answer = said && said.size > 0 ? said.get(compared(key)) : undefined;
      if (answer === null) return { id: null, isAnswered: true };
      // A record that is gone answers no longer.
      if (answer !== undefined && ids.get(type)?.has(answer)) return { id: answer, isAnswered: true };
      return { id: exactOr(type, match, key), isAnswered: false };
    },
    learn(type, id, title) {
      idsOf(type).add(id);
      const names = named.get(type);
      if (!names) return null;
      const before = names.titles.get(id) ?? null;
      if (title === null) unname(names, id);
      else if (title !== before) name(names, id, title);
      return before === title ? null : before;
    },
    sharing(type, id) {
      const names = named.get(type);
      const title = names?.titles.get(id);
      if (!names || title === undefined) return [];
      const holders = names.byName.get(normalizeName(title));
      return holders && holders.size > 1 ? [...holders].filter((holder) => holder !== id) : [];
    },
    forget(type, id) {
      ids.get(type)?.delete(id);
      const names = named.get(type);
      if (names) unname(names, id);
    },
    forgetAddresses: () => addresses.clear(),
    has: (type, id) => ids.get(type)?.has(id) ?? false,
    titleOf: (type, id) => named.get(type)?.titles.get(id) ?? null,
  };
}
