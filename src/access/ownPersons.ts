import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { Caller } from './token.ts';

const isCaller = (caller: Caller): RawBuilder<boolean> => sql<boolean>`
  (lower(p.directory_id) = lower(nullif(${caller.directoryId}, '')) or lower(p.address) = lower(nullif(${caller.address ?? ''}, '')))`;

/**
 * The caller among an account's persons, by directory id or address: what hangs on it (answers of others, figures of one's
 * own) is not given by a name, which several people may have and anybody who edits a list can write.
 */
export async function ownPersonIds(tx: Tx, accountId: string, caller: Caller): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select p.id from person p where p.account_id = ${accountId} and ${isCaller(caller)}`.execute(tx);
  return new Set(found.rows.map((row) => row.id));
}

/**
 * Also by the name of the caller's own member record, where no other member has it: lists often name owners by name alone.
 * For what is asked of somebody, which the source's own rights guard again; never for what somebody may see.
 */
export async function probablyOwnPersonIds(tx: Tx, accountId: string, caller: Caller): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    with team as (
      select m.id, p.name from member m join person p on p.account_id = m.account_id and p.id = m.person_id
      where m.account_id = ${accountId} and m.known_until = 'infinity'
    ), own_name as (
      select t.name from team t where lower(t.id) = lower(${caller.directoryId})
        and not exists (select from team other where other.name = t.name and other.id <> t.id)
    )
    select p.id from person p
    where p.account_id = ${accountId} and (${isCaller(caller)} or p.name in (select name from own_name))`.execute(tx);
  return new Set(found.rows.map((row) => row.id));
}
