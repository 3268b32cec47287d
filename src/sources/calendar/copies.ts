import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import { noteId, type Person, personFromKey, personId, saveNotes, savePersons } from '../../store/personal.ts';
import type { Belonging } from '../kind.ts';
import type { Copy, Facts } from './copy.ts';
import type { Mailbox } from './mailboxes.ts';
import type { KeptCopy } from './merge.ts';

/** What one page of a calendar's delta says. */
export interface CopyChanges {
  copies: readonly Copy[];
  /** Events that are no meeting with the customer, or none any more. */
  others: readonly string[];
  /** Events, or whole series, that are gone or have left the window: what lies before the window stays. */
  removed: readonly string[];
  /** Series of which only these events are left in the window. */
  series: readonly { id: string; left: readonly string[] }[];
}
type Kept = Facts & { organizerId: string | null };
const idList = (ids: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
const subjectId = (accountId: string, meetingId: string) => noteId(accountId, 'meeting', meetingId, 'subject');
const copySubjectId = (accountId: string, { directoryId }: Mailbox, { eventId }: Copy) =>
  noteId(accountId, 'meeting', `copy ${directoryId} ${eventId}`, 'subject');

/** Keeps what a page says, in one transaction with where the next page is. @returns the meetings that may be other ones now */
export async function keepCopies(tx: Tx, belonging: Belonging, mailbox: Mailbox, changes: CopyChanges): Promise<string[]> {
  const { accountId, sourceId } = belonging;
  const mine = sql`account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${mailbox.directoryId}`;
  const touched = new Set<string>();
  const drop = async (which: ReturnType<typeof sql>) => {
    const gone = await sql<{ meeting_id: string }>`delete from calendar_copy where ${mine} and ${which} returning meeting_id`.execute(tx);
    for (const row of gone.rows) touched.add(row.meeting_id);
  };
  const inWindow = sql`starts_at >= ${`${mailbox.windowFrom}T00:00:00Z`}`;
  if (changes.removed.length > 0)
    await drop(sql`${inWindow} and (event_id in ${idList(changes.removed)} or series_id in ${idList(changes.removed)})`);
  if (changes.others.length > 0) await drop(sql`event_id in ${idList(changes.others)}`);
  for (const { id, left } of changes.series) await drop(sql`${inWindow} and series_id = ${id} and event_id not in ${idList(left)}`);

  const copies = [...new Map(changes.copies.map((copy) => [copy.eventId, copy])).values()];
  if (copies.length === 0) return [...touched];
  const organizers = copies.flatMap(({ organizer }) => (organizer ? [personFromKey(accountId, organizer)] : []));
  await savePersons(tx, accountId, organizers);
  for (const id of await keepSubjects(tx, accountId, mailbox, copies)) touched.add(id);
  const rows = copies.map((copy) => ({
    ...copy,
    subjectNoteId: copy.subject === null ? null : copySubjectId(accountId, mailbox, copy),
    facts: { ...copy.facts, organizerId: copy.organizer ? personId(accountId, copy.organizer) : null } satisfies Kept,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("eventId" text, "seriesId" text, "isException" boolean, "meetingId" text,
    "startsAt" timestamptz, "modifiedAt" timestamptz, "webLink" text, facts jsonb, "subjectNoteId" text)`;
  const before = await sql<{ meeting_id: string; next_id: string }>`
    select c.meeting_id, given."meetingId" as next_id from ${given} left join calendar_copy c
      on c.account_id = ${accountId} and c.source_id = ${sourceId} and c.directory_id = ${mailbox.directoryId} and c.event_id = given."eventId"
    where c.event_id is null or (c.meeting_id, c.facts, c.web_link, c.starts_at, c.modified_at)
      is distinct from (given."meetingId", given.facts, given."webLink", given."startsAt"::timestamptz(3), given."modifiedAt"::timestamptz(3))`.execute(
    tx,
  );
  for (const row of before.rows) for (const id of [row.meeting_id, row.next_id]) if (id) touched.add(id);
  await sql`
    insert into calendar_copy as c (account_id, source_id, directory_id, event_id, series_id, is_exception, meeting_id, starts_at, modified_at, web_link, facts, enumeration, subject_note_id)
    select ${accountId}, ${sourceId}, ${mailbox.directoryId}, "eventId", "seriesId", "isException", "meetingId", "startsAt", "modifiedAt", "webLink", facts, ${mailbox.enumeration}, "subjectNoteId"
    from ${given}
    on conflict (account_id, source_id, directory_id, event_id) do update set series_id = excluded.series_id, is_exception = excluded.is_exception,
      meeting_id = excluded.meeting_id, starts_at = excluded.starts_at, modified_at = excluded.modified_at, web_link = excluded.web_link,
      facts = excluded.facts, enumeration = excluded.enumeration, subject_note_id = excluded.subject_note_id`.execute(tx);
  return [...touched];
}

/** Subjects live among the notes, each copy's for itself. @returns the meetings of which a copy has another one now */
async function keepSubjects(tx: Tx, accountId: string, mailbox: Mailbox, copies: readonly Copy[]): Promise<string[]> {
  const told = copies.map((copy) => ({ ...copy, id: copySubjectId(accountId, mailbox, copy) }));
  const known = await sql<{ id: string; text: string }>`
    select id, text from note where account_id = ${accountId} and id in ${idList(told.map(({ id }) => id))}`.execute(tx);
  const textOf = new Map(known.rows.map((row) => [row.id, row.text]));
  const changed = told.filter(({ id, subject }) => (textOf.get(id) ?? null) !== subject);
  await saveNotes(
    tx,
    accountId,
    changed.flatMap(({ id, subject }) => (subject === null ? [] : [{ id, text: subject }])),
  );
  const silent = changed.filter(({ subject }) => subject === null).map(({ id }) => id);
  if (silent.length > 0) await sql`delete from note where account_id = ${accountId} and id in ${idList(silent)}`.execute(tx);
  return changed.map(({ meetingId }) => meetingId);
}

/** Everything of the window was enumerated: what was not met is gone. @returns the meetings that this touches */
export async function sweepCopies(tx: Tx, { accountId, sourceId }: Belonging, mailbox: Mailbox): Promise<string[]> {
  const gone = await sql<{ meeting_id: string }>`
    delete from calendar_copy where account_id = ${accountId} and source_id = ${sourceId} and directory_id = ${mailbox.directoryId}
      and enumeration < ${mailbox.enumeration} and starts_at >= ${`${mailbox.windowFrom}T00:00:00Z`} returning meeting_id`.execute(tx);
  return gone.rows.map((row) => row.meeting_id);
}

/** The copies of these meetings in all calendars; of all meetings, where none is named. */
export async function copiesOf(
  tx: Tx,
  { accountId, sourceId }: Belonging,
  meetingIds: readonly string[] | null,
): Promise<Map<string, KeptCopy[]>> {
  const found = await sql<{
    meeting_id: string;
    directory_id: string;
    modified_at: string | null;
    web_link: string | null;
    facts: Kept;
    owner_id: string | null;
    subject: string | null;
  }>`
    select c.meeting_id, c.directory_id, c.modified_at, c.web_link, c.facts, m.person_id as owner_id, n.text as subject
    from calendar_copy c join calendar_mailbox m on m.account_id = c.account_id and m.source_id = c.source_id and m.directory_id = c.directory_id
    left join note n on n.account_id = c.account_id and n.id = c.subject_note_id
    where c.account_id = ${accountId} and c.source_id = ${sourceId} ${meetingIds ? sql`and c.meeting_id in ${idList(meetingIds)}` : sql``}`.execute(
    tx,
  );
  const ids = new Set(found.rows.flatMap((row) => [row.owner_id, row.facts.organizerId].filter((id) => id !== null)));
  const persons = await sql<Person>`
    select id, name, address, title, directory_id from person where account_id = ${accountId} and id in ${idList([...ids])}`.execute(tx);
  const keys = new Map(persons.rows.map((person) => [person.id, keyOf(accountId, person)]));
  const copies = new Map<string, KeptCopy[]>();
  for (const row of found.rows) {
    const copy: KeptCopy = {
      directoryId: row.directory_id,
      organizer: keys.get(row.facts.organizerId ?? '') ?? null,
      owner: keys.get(row.owner_id ?? '') ?? null,
      modifiedAt: row.modified_at,
      webLink: row.web_link,
      facts: row.facts,
      subject: row.subject,
    };
    copies.set(row.meeting_id, [...(copies.get(row.meeting_id) ?? []), copy]);
  }
  return copies;
}

/** By what a person is named in a record: the key that gives their id. Whoever was erased has none. */
const keyOf = (accountId: string, person: Person): string | null =>
  [person.address, person.directory_id, person.name].find((key) => key && personId(accountId, key) === person.id) ?? null;

/** What is private by now, or no meeting any more, leaves no text behind. */
export async function forgetSubjects(tx: Tx, accountId: string, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await sql`delete from note where account_id = ${accountId} and id in ${idList(meetingIds.map((id) => subjectId(accountId, id)))}`.execute(
    tx,
  );
}

/** Every meeting of which some calendar has a copy, or a record was made. */
export async function allMeetings(tx: Tx, { accountId, sourceId }: Belonging): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select meeting_id as id from calendar_copy where account_id = ${accountId} and source_id = ${sourceId}
    union select source_row_id from meeting where account_id = ${accountId} and source_id = ${sourceId} and known_until = 'infinity' order by 1`.execute(
    tx,
  );
  return found.rows.map((row) => row.id);
}
