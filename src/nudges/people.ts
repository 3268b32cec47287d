import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';

export interface TeamMember {
  /** A key into person. */
  personId: string;
  name: string;
}

/** The account team, to whom something can be given. */
export async function teamOf(tx: Tx, accountId: string): Promise<TeamMember[]> {
  const found = await sql<TeamMember>`
    select p.id as "personId", coalesce(p.name, p.address) as name
    from member m join person p on p.account_id = m.account_id and p.id = m.person_id
    where m.account_id = ${accountId} and m.known_until = 'infinity' and m.is_guest is not true and coalesce(p.name, p.address) is not null
    order by name, p.id`.execute(tx);
  return found.rows;
}

/** What a team member says of their day, as their record has it. */
export interface OwnHours {
  workingHours: string | null;
  timeZone: string | null;
}

/** The person's own member record in any of these accounts; each field from the first that states it. */
export async function ownHours(tx: Tx, accountIds: readonly string[], directoryId: string, address: string | null): Promise<OwnHours> {
  const found = await sql<{ working_hours: string | null; time_zone: string | null }>`
    select m.working_hours, m.time_zone from member m left join person p on p.account_id = m.account_id and p.id = m.person_id
    where m.account_id in (select jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb)) and m.known_until = 'infinity'
      and (lower(m.id) in (lower(${directoryId}), lower(${address ?? directoryId})) or lower(p.directory_id) = lower(${directoryId}) or lower(p.address) = lower(${address ?? ''}))
    order by m.account_id, m.id`.execute(tx);
  const first = (pick: (row: (typeof found.rows)[number]) => string | null) => found.rows.map(pick).find((value) => value !== null) ?? null;
  return { workingHours: first((row) => row.working_hours), timeZone: first((row) => row.time_zone) };
}
