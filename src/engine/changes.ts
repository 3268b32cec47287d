import { type RawBuilder, sql } from 'kysely';
import { kpis } from '../kpis/index.ts';
import type { RecordInput, RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type Claim, deleteRecords, type Write, type Written, writeRecords } from '../store/records.ts';
import { relations, sqlArray } from './state.ts';

export interface Changes extends Write {
  upserts: readonly { recordType: RecordType; records: readonly RecordInput[] }[];
  deletions: readonly { recordType: RecordType; ids: readonly string[] }[];
}
export interface Applied {
  written: number;
  unchanged: number;
  deleted: number;
  /** Not written: another source row already holds the id. */
  claimed: Claim[];
}

/**
 * The one door by which records change: writes the new versions, and marks in the same transaction which subjects of
 * which KPIs must be brought up to date (asked before and after, as a record may leave one subject for another). What
 * comes as it was marks nothing: a whole list that is read again costs no computation.
 */
export async function applyChanges(tx: Tx, changes: Changes): Promise<Applied> {
  const result: Applied = { written: 0, unchanged: 0, deleted: 0, claimed: [] };
  const marks = !(await isWaitingForRebuild(tx, changes.accountId));
  const mark = async (type: RecordType, ids: readonly string[]) => {
    if (marks && ids.length > 0) await markTouched(tx, changes.accountId, type, ids);
  };
  const upsert = async (type: RecordType, records: readonly RecordInput[]): Promise<Written> => {
    const written = await writeRecords(tx, changes, type, records, (ids) => mark(type, ids));
    await mark(type, written.written);
    return written;
  };
  for (const { recordType, ids } of changes.deletions) {
    await mark(recordType, ids);
    const deleted = await deleteRecords(tx, changes, recordType, ids);
    await mark(recordType, deleted);
    result.deleted += deleted.length;
  }
  for (const { recordType, records } of changes.upserts) {
    const { written, unchanged, claimed } = await upsert(recordType, records);
    result.written += written.length;
    result.unchanged += unchanged;
    result.claimed.push(...claimed);
    await rememberReviews(tx, changes, recordType, records, upsert);
  }
  return result;
}

/** Sources overwrite "reviewed on": each new value is kept as a review of its own, else last month's coverage would sink. */
async function rememberReviews(
  tx: Tx,
  changes: Changes,
  type: RecordType,
  records: readonly RecordInput[],
  upsert: (type: RecordType, records: readonly RecordInput[]) => Promise<unknown>,
): Promise<void> {
  if (type !== 'condition' && type !== 'planItem') return;
  const reviews = records.flatMap((record) => {
    const reviewedOn = record.fields.reviewedOn;
    if (typeof reviewedOn !== 'string') return [];
    const id = `${type}:${record.id}:${reviewedOn}`;
    return [{ ...record, id, sourceRowId: id, fields: { recordType: type, record: record.id, reviewedOn, by: null } }];
  });
  if (reviews.length === 0) return;
  const kept = await sql<{ id: string }>`
    select id from review where account_id = ${changes.accountId} and known_until = 'infinity' and id = any (${sqlArray(reviews.map((review) => review.id))})`.execute(
    tx,
  );
  const known = new Set(kept.rows.map((row) => row.id));
  await upsert(
    'review',
    reviews.filter((review) => !known.has(review.id)),
  );
}

async function isWaitingForRebuild(tx: Tx, accountId: string): Promise<boolean> {
  const found = await sql<{ needs_rebuild: boolean }>`select needs_rebuild from workspace where account_id = ${accountId}`.execute(tx);
  return found.rows[0]?.needs_rebuild ?? true;
}

/** Marks the subjects that these records touch now, for every KPI that reads their type; a KPI that does not say which is marked whole. */
export async function markTouched(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]): Promise<void> {
  const readers = kpis.filter((kpi) => kpi.reads.includes(type));
  if (readers.length === 0 || ids.length === 0) return;
  const touched: RawBuilder<unknown>[] = readers.map((kpi) => {
    const subjects = kpi.touches[type];
    return subjects
      ? sql`select ${sql.lit(kpi.id)} as kpi, subject from (${sql.raw(subjects)}) touched`
      : sql`select ${sql.lit(kpi.id)} as kpi, '' as subject`;
  });
  await sql`
    with changed as (select value as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as value),
      ${relations(accountId, { kind: 'now' })}
    insert into public.dirty_subject (account_id, kpi, subject)
    select distinct ${accountId}, kpi, subject from (${sql.join(touched, sql` union all `)}) marks where subject is not null
    on conflict do nothing`.execute(tx);
}

/** Settings or definitions changed: everything of this account is computed anew. */
export async function markEverything(tx: Tx, accountId: string): Promise<void> {
  await sql`update workspace set needs_rebuild = true where account_id = ${accountId}`.execute(tx);
  await sql`delete from dirty_subject where account_id = ${accountId}`.execute(tx);
}
