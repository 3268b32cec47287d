import { sql } from 'kysely';
import type { FieldValue } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import type { Belonging, RoundPage } from '../kind.ts';
import type { Cell } from '../mapping/parse/cell.ts';
import type { SourceRow } from '../mapping/types.ts';
import { answersOf, laidOver } from './answers.ts';
import { copiesOf, forgetSubjects } from './copies.ts';
import { alreadyListed, type Listed, mayBeListed } from './listed.ts';
import { type MergedMeeting, mergeCopies } from './merge.ts';

type Rows = Pick<RoundPage, 'rows' | 'deleted'>;
const contactsIn = ({ fields }: MergedMeeting): readonly string[] => (fields.contacts as readonly string[] | undefined) ?? [];
const isPrivate = (meeting: MergedMeeting) => contactsIn(meeting).length === 0;

/** These meetings as rows: as all calendars together have them now, or gone. What a list seems to have is left for `settleListed`. */
export async function emit(tx: Tx, belonging: Belonging, meetingIds: readonly string[], listed: Listed): Promise<Rows> {
  const copies = await copiesOf(tx, belonging, meetingIds);
  const merged = new Map(meetingIds.map((id) => [id, mergeCopies(copies.get(id) ?? [])]));
  const silent = meetingIds.filter((id) => {
    const meeting = merged.get(id);
    return !meeting || isPrivate(meeting);
  });
  await forgetSubjects(tx, belonging.accountId, silent);
  const here: [string, MergedMeeting][] = [];
  const deleted: string[] = [];
  for (const [id, meeting] of merged) {
    if (!meeting) deleted.push(id);
    else if (!mayBeListed(listed, String(meeting.fields.heldOn), contactsIn(meeting))) here.push([id, meeting]);
  }
  return { rows: await rowsOf(tx, belonging.accountId, here), deleted };
}

/** The last step of a round: meetings that a list has are the list's, and come back here when it has them no longer. */
export async function settleListed(tx: Tx, belonging: Belonging, listed: Listed): Promise<Rows> {
  const { accountId, sourceId } = belonging;
  const held = await sql<{ id: string }>`
    select id from meeting where account_id = ${accountId} and source_id = ${sourceId} and known_until = 'infinity'`.execute(tx);
  const known = new Set(held.rows.map((row) => row.id));
  const copies = await copiesOf(tx, belonging, null);
  const meetings = new Map<string, MergedMeeting>();
  for (const [id, kept] of copies) {
    const meeting = mergeCopies(kept);
    if (meeting) meetings.set(id, meeting);
  }
  const taken = alreadyListed(
    listed,
    [...meetings].map(([id, meeting]) => ({ id, heldOn: String(meeting.fields.heldOn), contacts: contactsIn(meeting) })),
  );
  const missing = [...meetings].filter(([id]) => !known.has(id) && !taken.has(id));
  // What seemed to be a list's and is not has waited for this moment.
  const waiting = [...meetings].filter(
    ([id, meeting]) => known.has(id) && !taken.has(id) && mayBeListed(listed, String(meeting.fields.heldOn), contactsIn(meeting)),
  );
  return { rows: await rowsOf(tx, accountId, [...missing, ...waiting]), deleted: [...taken].filter((id) => known.has(id)) };
}

async function rowsOf(tx: Tx, accountId: string, meetings: readonly (readonly [string, MergedMeeting])[]): Promise<SourceRow[]> {
  const ids = meetings.map(([id]) => id);
  const answers = await answersOf(tx, accountId, ids);
  return meetings.map(([id, meeting]) => {
    const fields = laidOver(meeting.fields, answers.get(id));
    const cells: Record<string, Cell> = { id };
    for (const [name, value] of Object.entries(fields)) cells[name] = cellOf(value);
    return { id, url: meeting.url, modifiedAt: meeting.modifiedAt, modifiedBy: null, cells };
  });
}

const cellOf = (value: FieldValue): Cell => value as Cell;
