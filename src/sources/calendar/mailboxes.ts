import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import { personFromKey, savePersons } from '../../store/personal.ts';
import type { Belonging } from '../kind.ts';

/** A calendar that a source reads, and how far it was read. */
export interface Mailbox {
  directoryId: string;
  /** Read with the installation's own permission; else as the person who has opted in. */
  isScoped: boolean;
  personId: string | null;
  link: string | null;
  windowFrom: string | null;
  windowUntil: string | null;
  isEnumerating: boolean;
  enumeration: number;
}
export interface MailboxProblem {
  code: 'notConnected' | 'forbidden' | 'noMailbox' | 'unreachable';
}

export async function mailboxesOf(tx: Tx, { accountId, sourceId }: Belonging): Promise<Mailbox[]> {
  const found = await sql<Mailbox>`
    select directory_id as "directoryId", is_scoped as "isScoped", person_id as "personId", link, window_from as "windowFrom",
      window_until as "windowUntil", is_enumerating as "isEnumerating", enumeration
    from calendar_mailbox where account_id = ${accountId} and source_id = ${sourceId} order by directory_id`.execute(tx);
  return found.rows;
}

export interface MailboxWish {
  directoryId: string;
  isScoped: boolean;
  /** Instant. */
  at: string;
  by: string | null;
}
/** Adds a calendar, or says by which right it is read from now on. */
export async function addMailbox(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  { directoryId, isScoped, at, by }: MailboxWish,
): Promise<void> {
  await sql`
    insert into calendar_mailbox as m (account_id, source_id, directory_id, is_scoped, added_at, added_by)
    values (${accountId}, ${sourceId}, ${directoryId.toLowerCase()}, ${isScoped}, ${at}, ${by})
    on conflict (account_id, source_id, directory_id) do update
      set is_scoped = excluded.is_scoped, problem = null, link = null, is_enumerating = true, enumeration = m.enumeration + 1
      where m.is_scoped <> excluded.is_scoped`.execute(tx);
}

/** Takes a calendar out, with all that was kept of it; what only it held goes with the next round. @returns false: it was not there */
export async function removeMailbox(tx: Tx, belonging: Belonging, directoryId: string): Promise<boolean> {
  const { accountId, sourceId } = belonging;
  const held = await sql<{ meeting_id: string }>`
    select distinct meeting_id from calendar_copy
    where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${directoryId.toLowerCase()}`.execute(tx);
  await noteChanges(
    tx,
    belonging,
    held.rows.map((row) => row.meeting_id),
  );
  const removed = await sql`
    delete from calendar_mailbox where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${directoryId.toLowerCase()}
    returning 1`.execute(tx);
  return removed.rows.length > 0;
}

/** Whose it is, as the store names persons. */
export async function nameOwner(tx: Tx, { accountId, sourceId }: Belonging, mailbox: Mailbox, key: string): Promise<string> {
  const person = personFromKey(accountId, key);
  if (person.id === mailbox.personId) return person.id;
  await savePersons(tx, accountId, [person]);
  await sql`
    update calendar_mailbox set person_id = ${person.id}
    where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${mailbox.directoryId}`.execute(tx);
  return person.id;
}

/** Everything is read anew, in this window; what is not met in it is then gone. */
export async function startEnumeration(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  { directoryId }: Pick<Mailbox, 'directoryId'>,
  window: { from: string; until: string },
): Promise<void> {
  await sql`
    update calendar_mailbox set link = null, is_enumerating = true, enumeration = enumeration + 1, window_from = ${window.from}, window_until = ${window.until}
    where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${directoryId}`.execute(tx);
}

export async function saveLink(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  { directoryId }: Pick<Mailbox, 'directoryId'>,
  { link, isDone, at }: { link: string; isDone: boolean; at: string },
): Promise<void> {
  await sql`
    update calendar_mailbox set link = ${link}, is_enumerating = is_enumerating and not ${isDone}, problem = null,
      read_at = case when ${isDone} then ${at}::timestamptz else read_at end
    where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${directoryId}`.execute(tx);
}

export async function saveProblem(tx: Tx, { accountId, sourceId }: Belonging, directoryId: string, problem: MailboxProblem): Promise<void> {
  await sql`
    update calendar_mailbox set problem = ${JSON.stringify(problem)}::jsonb
    where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${directoryId}`.execute(tx);
}

/** These meetings are to be written again by a round. @returns the number of the change: rounds remember up to which they came */
export async function noteChanges(tx: Tx, { accountId, sourceId }: Belonging, meetingIds: readonly string[]): Promise<number> {
  // One after the other: a number that is given out later is never known earlier.
  await sql`select from source where account_id = ${accountId} and id = ${sourceId} for update`.execute(tx);
  const found = await sql<{ number: string | number }>`
    select greatest(coalesce(max(number), 0) + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint) as number
    from calendar_change where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  const number = Number(found.rows[0]?.number ?? 1);
  if (meetingIds.length > 0)
    await sql`
      insert into calendar_change (account_id, source_id, meeting_id, number)
      select ${accountId}, ${sourceId}, id, ${number} from jsonb_array_elements_text(${JSON.stringify([...new Set(meetingIds)])}::jsonb) as id
      on conflict (account_id, source_id, meeting_id) do update set number = excluded.number`.execute(tx);
  return number;
}

/** What a round has written is no longer waiting; what still is, and its highest number. */
export async function waitingChanges(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  writtenUpTo: number,
): Promise<{ meetingIds: string[]; number: number }> {
  await sql`delete from calendar_change where account_id = ${accountId} and source_id = ${sourceId} and number <= ${writtenUpTo}`.execute(
    tx,
  );
  return changesAfter(tx, { accountId, sourceId }, writtenUpTo);
}

/** What was noted after this number, by this run or another. */
export async function changesAfter(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  after: number,
): Promise<{ meetingIds: string[]; number: number }> {
  const found = await sql<{ meeting_id: string; number: string | number }>`
    select meeting_id, number from calendar_change
    where account_id = ${accountId} and source_id = ${sourceId} and number > ${after} order by number, meeting_id`.execute(tx);
  return { meetingIds: found.rows.map((row) => row.meeting_id), number: Number(found.rows.at(-1)?.number ?? after) };
}
