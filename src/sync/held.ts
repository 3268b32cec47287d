import { sql } from 'kysely';
import { type RecordInput, type RecordType, recordTypes, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { Claim } from '../store/records.ts';
import { anyOf, rowsOf } from './sql.ts';

/** A record that its row no longer yields. */
export interface Obsolete {
  rowId: string;
  recordType: RecordType;
  recordId: string;
}
export interface HeldClaim extends Obsolete {
  record: RecordInput;
  heldBySource: string;
  heldByRow: string;
}

/** These rows came again: what was held about them no longer stands. */
export async function dropHeld(tx: Tx, accountId: string, sourceId: string, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length === 0) return;
  await sql`delete from pending_deletion where account_id = ${accountId} and source_id = ${sourceId} and row_id in ${anyOf(rowIds)}`.execute(
    tx,
  );
  await sql`delete from pending_claim where account_id = ${accountId} and source_id = ${sourceId} and row_id in ${anyOf(rowIds)}`.execute(
    tx,
  );
}

/** Holds deletions until the end of the round: of whole rows, and of single records. */
export async function holdDeletions(
  tx: Tx,
  accountId: string,
  sourceId: string,
  rows: readonly string[],
  records: readonly Obsolete[],
  at: string,
): Promise<void> {
  const held = [...rows.map((rowId) => ({ rowId, recordType: '', recordId: '' })), ...records];
  if (held.length === 0) return;
  await sql`
    insert into pending_deletion (account_id, source_id, row_id, record_type, record_id, held_at)
    select ${accountId}, ${sourceId}, "rowId", "recordType", "recordId", ${at} from ${rowsOf(held, '"rowId" text, "recordType" text, "recordId" text')}
    on conflict do nothing`.execute(tx);
}

export async function holdClaims(
  tx: Tx,
  accountId: string,
  sourceId: string,
  claims: readonly Claim[],
  records: ReadonlyMap<string, RecordInput>,
): Promise<void> {
  if (claims.length === 0) return;
  const held = claims.map((claim) => ({ ...claim, record: records.get(claimKey(claim.recordType, claim.id, claim.sourceRowId)) }));
  await sql`
    insert into pending_claim (account_id, source_id, row_id, record_type, record_id, record, held_by_source, held_by_row)
    select ${accountId}, ${sourceId}, "sourceRowId", "recordType", id, record, "heldBy" ->> 'sourceId', "heldBy" ->> 'sourceRowId'
    from ${rowsOf(held, '"sourceRowId" text, "recordType" text, id text, record jsonb, "heldBy" jsonb')}
    on conflict (account_id, source_id, row_id, record_type, record_id) do update set record = excluded.record`.execute(tx);
}
export const claimKey = (type: RecordType, id: string, rowId: string): string => `${type}\n${id}\n${rowId}`;

export async function heldClaims(tx: Tx, accountId: string, sourceId: string): Promise<HeldClaim[]> {
  const found = await sql<{
    row_id: string;
    record_type: RecordType;
    record_id: string;
    record: RecordInput;
    held_by_source: string;
    held_by_row: string;
  }>`
    select row_id, record_type, record_id, record, held_by_source, held_by_row from pending_claim
    where account_id = ${accountId} and source_id = ${sourceId} order by length(row_id), row_id`.execute(tx);
  return found.rows.map((row) => ({
    rowId: row.row_id,
    recordType: row.record_type,
    recordId: row.record_id,
    record: row.record,
    heldBySource: row.held_by_source,
    heldByRow: row.held_by_row,
  }));
}

/** Reviews that the engine keeps of what a source overwrites are no rows of the source: their row ids name the reviewed record. */
const isOwnRow = (type: RecordType) => (type === 'review' ? sql`and r.source_row_id !~ '^(condition|planItem):'` : sql``);

/**
 * SQL: was not met in this round. (Not `not exists`: the rows met were written a moment ago, the planner takes them for a
 * few, and would go through all of them for each record.)
 */
export const notSeen = (accountId: string, sourceId: string) =>
  sql`not in (select s.row_id from seen_row s where s.account_id = ${accountId} and s.source_id = ${sourceId})`;

/** After a full round: holds the deletion of everything that it did not meet, and of types that the mapping no longer makes. */
export async function holdUnseen(tx: Tx, accountId: string, sourceId: string, mapped: ReadonlySet<RecordType>, at: string): Promise<void> {
  for (const type of recordTypes) {
    const unseen = mapped.has(type) ? sql`r.source_row_id ${notSeen(accountId, sourceId)}` : sql`true`;
    await sql`
      insert into pending_deletion (account_id, source_id, row_id, record_type, record_id, held_at)
      select r.account_id, r.source_id, r.source_row_id, ${type}, r.id, ${at} from ${sql.raw(tableOf(type))} r
      where r.account_id = ${accountId} and r.source_id = ${sourceId} and r.known_until = 'infinity' ${isOwnRow(type)} and ${unseen}
      on conflict do nothing`.execute(tx);
  }
}

/** The records whose deletion is held and that their row still has. */
export async function heldForDeletion(tx: Tx, accountId: string, sourceId: string): Promise<Obsolete[]> {
  const any = await sql`select from pending_deletion where account_id = ${accountId} and source_id = ${sourceId} limit 1`.execute(tx);
  if (any.rows.length === 0) return [];
  const found: Obsolete[] = [];
  for (const type of recordTypes) {
    const rows = await sql<{ row_id: string; id: string }>`
      select distinct r.source_row_id as row_id, r.id from pending_deletion p
      -- offset 0: each is looked up in the index, however few the planner believes there are
      cross join lateral (
        select r.id, r.source_row_id from ${sql.raw(tableOf(type))} r
        where r.account_id = ${accountId} and r.source_id = ${sourceId} and r.source_row_id = p.row_id and r.known_until = 'infinity' ${isOwnRow(type)}
        offset 0
      ) r
      where p.account_id = ${accountId} and p.source_id = ${sourceId}
        and (p.record_type = '' or (p.record_type = ${type} and p.record_id = r.id))`.execute(tx);
    found.push(...rows.rows.map((row) => ({ rowId: row.row_id, recordType: type, recordId: row.id })));
  }
  return found;
}

export async function countRecords(tx: Tx, accountId: string, sourceId: string): Promise<number> {
  let count = 0;
  for (const type of recordTypes) {
    const found = await sql<{ count: number }>`
      select count(*) as count from ${sql.raw(tableOf(type))} r
      where r.account_id = ${accountId} and r.source_id = ${sourceId} and r.known_until = 'infinity' ${isOwnRow(type)}`.execute(tx);
    count += found.rows[0]?.count ?? 0;
  }
  return count;
}

/** Other rows of the source now hold these records: only where they come from changes, they are no new versions. */
export async function moveToRows(tx: Tx, accountId: string, sourceId: string, moves: readonly HeldClaim[]): Promise<void> {
  const types = [...new Set(moves.map((move) => move.recordType))];
  for (const type of types) {
    const rows = moves
      .filter((move) => move.recordType === type)
      .map((move) => ({ id: move.recordId, row: move.rowId, url: move.record.sourceUrl }));
    await sql`
      update ${sql.raw(tableOf(type))} r set source_row_id = given.row, source_url = given.url
      from ${rowsOf(rows, 'id text, row text, url text')}
      where r.account_id = ${accountId} and r.source_id = ${sourceId} and r.known_until = 'infinity' and r.id = given.id`.execute(tx);
  }
}
