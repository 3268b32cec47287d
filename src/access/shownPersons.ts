import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { ownPersonIds } from './ownPersons.ts';
import { canSeeEveryOwner, canSeeOwners, canSeePerson } from './policies/people.ts';
import type { Visit } from './visit.ts';

/**
 * Of which persons the caller may see figures, by person id, as the policy of each one's country says: the country of
 * their member record. Null stands for nobody: a row without an owner.
 */
export async function shownPersons(tx: Tx, accountId: string, visit: Visit): Promise<(personId: string | null) => boolean> {
  if (canSeeEveryOwner(visit)) return () => true;
  if (!canSeeOwners(visit)) return () => false;
  const own = visit.caller.directoryId === '' ? new Set<string>() : await ownPersonIds(tx, accountId, visit.caller);
  const countries = await countriesOf(tx, accountId, visit);
  return (id) => id !== null && id !== '' && canSeePerson(visit, countries.get(id) ?? null, own.has(id));
}

/** A person who stands in several records, in different countries, has none that is known. */
async function countriesOf(tx: Tx, accountId: string, { figuresByCountry }: Visit): Promise<ReadonlyMap<string, string>> {
  if (Object.keys(figuresByCountry).length === 0) return new Map();
  // One colleague may be kept under several keys: an address where they own something, an id or address as the key of the team's list.
  const found = await sql<{ id: string; country: string }>`
    with team as (
      select m.country, m.person_id, lower(coalesce(p.address, m.id)) as address, lower(coalesce(p.directory_id, m.id)) as directory_id
      from member m left join person p on p.account_id = m.account_id and p.id = m.person_id
      where m.account_id = ${accountId} and m.known_until = 'infinity' and m.country is not null
    ), known as (
      select person_id as id, country from team where person_id is not null
      union select p.id, t.country from team t join person p on p.account_id = ${accountId} and lower(p.address) = t.address
      union select p.id, t.country from team t join person p on p.account_id = ${accountId} and lower(p.directory_id) = t.directory_id
    )
    select id, min(country) as country from known group by id having min(country) = max(country)`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row.country]));
}
