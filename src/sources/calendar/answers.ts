import { sql } from 'kysely';
import { applyChanges } from '../../engine/changes.ts';
import type { FieldValue } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { takeMoment } from '../../store/moment.ts';

/** What people may say of a meeting that was read from a calendar: it stands here, since a calendar is not written to. */
export const answerable: ReadonlySet<string> = new Set([
  'businessValueDiscussed',
  'answeredOn',
  'opportunity',
  'value',
  'kind',
  'withSponsor',
  'numberOfPeople',
  'contacts',
]);
type Fields = Readonly<Record<string, FieldValue>>;

/** The calendar's fields with people's answers laid over them; an answer that empties a field is one too. */
export function laidOver(fields: Fields, answer: Fields | undefined): Fields {
  if (!answer) return fields;
  const { contacts, ...others } = answer;
  return {
    ...fields,
    ...others,
    ...(Array.isArray(contacts) ? { contacts: confirmed(fields.contacts, contacts as readonly string[]) } : {}),
  };
}

/** Of attendance only what somebody has confirmed outlasts the calendar: who else is invited, and what they answer, is its own to say. */
function confirmed(invited: FieldValue | undefined, said: readonly string[]): readonly string[] {
  const present = new Set(said.filter((entry) => entry.endsWith(':confirmed')).map((entry) => entry.slice(0, -':confirmed'.length)));
  const known = ((invited as readonly string[] | null | undefined) ?? []).map((entry) => {
    const id = entry.slice(0, entry.lastIndexOf(':'));
    return present.delete(id) ? `${id}:confirmed` : entry;
  });
  return [...known, ...[...present].map((id) => `${id}:confirmed`)];
}

export async function answersOf(tx: Tx, accountId: string, meetingIds: readonly string[]): Promise<Map<string, Fields>> {
  const found = await sql<{ meeting_id: string; fields: Fields }>`
    select meeting_id, fields from meeting_answer
    where account_id = ${accountId} and meeting_id in (select jsonb_array_elements_text(${JSON.stringify(meetingIds)}::jsonb))`.execute(tx);
  return new Map(found.rows.map((row) => [row.meeting_id, row.fields]));
}

/**
 * Keeps what somebody says of a meeting, and makes it known at once: no calendar is asked.
 * @param stored the record as it is now
 */
export async function answerMeeting(
  tx: Tx,
  accountId: string,
  stored: { sourceId: string; input: Parameters<typeof applyChanges>[1]['upserts'][number]['records'][number] },
  set: Fields,
  { at, by, today }: { at: string; by: string; today: string },
): Promise<void> {
  const isAnswer = set.businessValueDiscussed !== undefined && set.answeredOn === undefined;
  const said: Fields = { ...set, ...(isAnswer ? { answeredOn: set.businessValueDiscussed === null ? null : today } : {}) };
  await sql`
    insert into meeting_answer as a (account_id, meeting_id, fields, answered_at, answered_by)
    values (${accountId}, ${stored.input.id}, ${JSON.stringify(said)}::jsonb, ${at}, ${by})
    on conflict (account_id, meeting_id) do update
      set fields = a.fields || excluded.fields, answered_at = excluded.answered_at, answered_by = excluded.answered_by`.execute(tx);
  const record = { ...stored.input, fields: laidOver(stored.input.fields, said) };
  const moment = await takeMoment(tx, accountId);
  await applyChanges(tx, {
    accountId,
    sourceId: stored.sourceId,
    moment,
    upserts: [{ recordType: 'meeting', records: [record] }],
    deletions: [],
  });
}
