import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { FieldValue } from '../model/index.ts';
import { answerable, answerMeeting } from '../sources/calendar/answers.ts';
import { accountZone } from '../sources/calendar/zone.ts';
import type { Tx } from '../store/database.ts';
import { lockAccount } from '../store/moment.ts';
import { recordInputs, type StoredRecord } from '../sync/recordInputs.ts';
import { NotWritableError } from './errors.ts';
import { isSame, labelOf } from './reading.ts';
import type { Values, Which } from './target.ts';

/** As what was written to a list is told. */
export interface Answered {
  sourceId: string;
  sourceUrl: string | null;
  cells: { before: Record<string, never>; after: Record<string, never> } | null;
  fields: { field: string; before: FieldValue; after: FieldValue }[];
}

/**
 * A calendar is nobody's to write to: what people say of a meeting that was read from one is kept here, beside it.
 * @returns null where the record is from elsewhere
 * @throws NotWritableError for what only the calendar says
 */
export async function answeredHere(tx: Tx, edit: Which & { wished: Values; by: string }, at: Date): Promise<Answered | null> {
  const { accountId, wished } = edit;
  if (!(await answerableMeeting(tx, edit))) return null;
  // Another answer, or a sync, may be writing this meeting: what it writes is read first, and not written over.
  await lockAccount(tx, accountId);
  const stored = await answerableMeeting(tx, edit);
  if (!stored) return null;
  const before = stored.input.fields;
  const fields = Object.keys(wished).map((field) => ({ field, before: before[field] ?? null, after: wished[field] ?? null }));
  const told = { sourceId: stored.sourceId, sourceUrl: stored.input.sourceUrl, fields };
  if (fields.every((one) => isSame(one.before, one.after, null))) return { ...told, cells: null };
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(await accountZone(tx, accountId));
  await answerMeeting(tx, accountId, stored, wished, { at: at.toISOString(), by: edit.by, today: today.toPlainDate().toString() });
  // There are no cells to put back: the values before are enough.
  return { ...told, cells: { before: {}, after: {} } };
}

/** The meeting, where it was read from a calendar. @throws NotWritableError as above */
export async function answerableMeeting(tx: Tx, edit: Which & { wished: Values }): Promise<StoredRecord | null> {
  const { accountId, recordType, recordId, wished } = edit;
  if (recordType !== 'meeting') return null;
  const [stored] = await recordInputs(tx, accountId, recordType, [recordId]);
  if (!stored) return null;
  const found = await sql<{ kind: string }>`select kind from source where account_id = ${accountId} and id = ${stored.sourceId}`.execute(
    tx,
  );
  if (found.rows[0]?.kind !== 'calendar') return null;
  for (const name of Object.keys(wished))
    if (!answerable.has(name))
      throw new NotWritableError(
        name,
        `the ${labelOf({ recordType }, name)} is as the calendar says: change it there`,
        stored.input.sourceUrl,
      );
  return stored;
}
