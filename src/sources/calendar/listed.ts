import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import type { Belonging } from '../kind.ts';

/** Meetings that another source has, by their day: what a list says of a meeting stands, and the calendar does not count it twice. */
export type Listed = ReadonlyMap<string, readonly { id: string; contacts: ReadonlySet<string> }[]>;

const contactOf = (entry: string): string => entry.replace(/:(accepted|declined|tentative|none|confirmed)$/, '');

export async function listedMeetings(tx: Tx, { accountId, sourceId }: Belonging): Promise<Listed> {
  const found = await sql<{ id: string; held_on: string; contacts: string[] }>`
    select id, held_on, contacts from meeting
    where account_id = ${accountId} and known_until = 'infinity' and source_id <> ${sourceId} and held_on is not null and contacts is not null
    order by id collate "C"`.execute(tx);
  const listed = new Map<string, { id: string; contacts: Set<string> }[]>();
  for (const row of found.rows) {
    const day = listed.get(row.held_on) ?? [];
    day.push({ id: row.id, contacts: new Set(row.contacts.map(contactOf)) });
    listed.set(row.held_on, day);
  }
  return listed;
}

/** Whether a list has a meeting on that day with one of these contacts. */
export const mayBeListed = (listed: Listed, day: string, contacts: readonly string[]): boolean =>
  (listed.get(day) ?? []).some((meeting) => contacts.some((entry) => meeting.contacts.has(contactOf(entry))));

/**
 * Which of the calendars' meetings a list has already: each of the list's stands for one at most, the one on its day with
 * which it shares the most contacts.
 */
export function alreadyListed(
  listed: Listed,
  meetings: readonly { id: string; heldOn: string; contacts: readonly string[] }[],
): ReadonlySet<string> {
  const taken = new Set<string>();
  const byDay = Map.groupBy(
    meetings.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ heldOn }) => heldOn,
  );
  for (const [day, ours] of byDay) {
    for (const theirs of listed.get(day) ?? []) {
      const shared = (meeting: (typeof ours)[number]) => meeting.contacts.filter((entry) => theirs.contacts.has(contactOf(entry))).length;
      const [best] = ours.filter(({ id }) => !taken.has(id)).toSorted((a, b) => shared(b) - shared(a));
      if (best && shared(best) > 0) taken.add(best.id);
    }
  }
  return taken;
}
