import { sql } from 'kysely';
import { applyChanges } from '../engine/changes.ts';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { countRecords, type HeldClaim, heldClaims, heldForDeletion, holdUnseen, moveToRows, notSeen, type Obsolete } from './held.ts';
import { learnNames } from './names.ts';
import { quarantine } from './quarantine.ts';
import { forgetUnresolved } from './resolve.ts';
import { loseNames, loseRecords, namedTypes, settleUnresolved } from './settle.ts';
import { anyOf } from './sql.ts';
import type { Run, SourceProblem } from './types.ts';

export interface Finished {
  state: 'fresh' | 'asking' | 'stale';
  deleted: number;
  problem: SourceProblem | null;
}

/** More than this share of a source's records, and more than this many, do not go without being asked. */
const askedShare = 0.3;
const askedNumber = 20;
const mostAtOnce = 1000;

/** The last transaction of a round: what was held back becomes certain. */
export async function finishRound(tx: Tx, run: Run, at: string): Promise<Finished> {
  const { accountId, sourceId, state } = run;
  const moment = await takeMoment(tx, accountId);
  if (state.partial) return finishPartial(tx, run, moment, at);
  if (state.sweep) {
    await holdUnseen(tx, accountId, sourceId, new Set(run.entries.map((entry) => entry.recordType)), moment);
    await sql`
      delete from quarantine q where q.account_id = ${accountId} and q.source_id = ${sourceId} and q.row_id ${notSeen(accountId, sourceId)}`.execute(
      tx,
    );
  }
  const going = await takeOver(tx, run, await heldForDeletion(tx, accountId, sourceId), moment);
  const isMany = going.length > askedNumber && going.length > askedShare * (await countRecords(tx, accountId, sourceId));
  const deletedRows = await forgetDeletedRows(tx, accountId, sourceId);
  const problem = isMany ? askToDelete(going.length, run.sourceName, at) : null;
  const isFreed = !isMany && (await deleteHeld(tx, run, going, moment));
  await settleUnresolved(tx, run, moment);
  await sql`delete from seen_row where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  await sql`
    update source set cursor = ${isFreed ? null : state.cursor}, round = null, state = ${isMany ? 'asking' : 'fresh'}, last_success_at = ${at}, last_attempt_at = ${at},
      problem = ${problem ? JSON.stringify(problem) : null}::jsonb,
      rows_seen = ${state.full ? sql`${state.rows}` : sql`greatest(0, rows_seen + ${state.rows} - ${deletedRows})`}
    where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
  return { state: isMany ? 'asking' : 'fresh', deleted: isMany ? 0 : going.length, problem };
}

const askToDelete = (count: number, name: string, at: string): SourceProblem => ({
  code: 'askingToDelete',
  message: `${count} records are no longer in ${name}: confirm that they shall go, or keep them`,
  at,
});

/** The source could not read some of its own entries: nothing is concluded from what is missing, and the next round reads everything. */
async function finishPartial(tx: Tx, run: Run, moment: string, at: string): Promise<Finished> {
  const { accountId, sourceId } = run;
  const message = `Microsoft Graph could not read some items of ${run.sourceName}: what it gave is kept, deletions wait, and the next sync reads the whole list`;
  const problem: SourceProblem = { code: 'partlyRead', message, at };
  await quarantineClaims(tx, run, await heldClaims(tx, accountId, sourceId), moment);
  await sql`delete from pending_deletion where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  await sql`delete from seen_row where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  await settleUnresolved(tx, run, moment);
  await sql`
    update source set cursor = null, round = null, state = 'stale', last_attempt_at = ${at}, problem = ${JSON.stringify(problem)}::jsonb
    where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
  return { state: 'stale', deleted: 0, problem };
}

const key = (record: { recordType: RecordType; recordId: string }) => `${record.recordType}\n${record.recordId}`;

/**
 * Rows that claimed the id of a row that goes take its place: a list that is cleared and loaded anew is no change at all.
 * Claims on ids that somebody keeps are quarantined. @returns the deletions that remain
 */
async function takeOver(tx: Tx, run: Run, going: readonly Obsolete[], moment: string): Promise<Obsolete[]> {
  const claims = await heldClaims(tx, run.accountId, run.sourceId);
  if (claims.length === 0) return [...going];
  const free = new Map(going.map((record) => [key(record), record]));
  const heirs: HeldClaim[] = [];
  const refused: HeldClaim[] = [];
  for (const claim of claims) {
    if (claim.heldBySource === run.sourceId && free.delete(key(claim))) heirs.push(claim);
    else refused.push(claim);
  }
  await moveToRows(tx, run.accountId, run.sourceId, heirs);
  for (let start = 0; start < heirs.length; start += mostAtOnce) await write(tx, run, heirs.slice(start, start + mostAtOnce), moment);
  await quarantineClaims(tx, run, refused, moment);
  return [...free.values()];
}

async function write(tx: Tx, run: Run, claims: readonly HeldClaim[], moment: string): Promise<void> {
  const types = [...new Set(claims.map((claim) => claim.recordType))];
  const upserts = types.map((recordType) => ({
    recordType,
    records: claims.filter((claim) => claim.recordType === recordType).map((claim) => claim.record),
  }));
  // What they were called before is read before it is written over.
  for (const type of namedTypes(run.matches)) if (types.includes(type)) await run.references.prepare(tx, type, 'name', []);
  const { written } = await applyChanges(tx, { accountId: run.accountId, sourceId: run.sourceId, moment, upserts, deletions: [] });
  if (written > 0) for (const type of types) run.changed.add(type);
  const renamed = learnNames(run.references, new Map(upserts.map(({ recordType, records }) => [recordType, records])));
  await loseNames(tx, run, renamed, moment, new Map());
  run.state = { ...run.state, written: run.state.written + written };
}

async function quarantineClaims(tx: Tx, run: Run, claims: readonly HeldClaim[], moment: string): Promise<void> {
  const names = await sql<{ id: string; name: string }>`select id, name from source where account_id = ${run.accountId}`.execute(tx);
  const nameOf = new Map(names.rows.map((row) => [row.id, row.name]));
  const rows = claims.map((claim) => ({
    rowId: claim.rowId,
    recordType: claim.recordType,
    recordId: claim.recordId,
    reasons: [
      {
        column: null,
        field: 'id',
        value: claim.recordId,
        expected: `a key of its own: the id ${claim.recordId} is already used by row ${claim.heldByRow} of ${nameOf.get(claim.heldBySource) ?? claim.heldBySource}`,
      },
    ],
    cells: {},
    sourceUrl: claim.record.sourceUrl,
  }));
  await quarantine(tx, run.accountId, run.sourceId, rows, moment);
  await sql`delete from pending_claim where account_id = ${run.accountId} and source_id = ${run.sourceId}`.execute(tx);
}

/** Rows that are gone leave no quarantine behind. @returns how many rows are gone */
async function forgetDeletedRows(tx: Tx, accountId: string, sourceId: string): Promise<number> {
  const rows = await sql<{ row_id: string }>`
    select distinct row_id from pending_deletion where account_id = ${accountId} and source_id = ${sourceId} and record_type = ''`.execute(
    tx,
  );
  if (rows.rows.length > 0) {
    await sql`
      delete from quarantine where account_id = ${accountId} and source_id = ${sourceId} and row_id in ${anyOf(rows.rows.map((row) => row.row_id))}`.execute(
      tx,
    );
  }
  return rows.rows.length;
}

/**
 * Deletes, asks those who referred to what is gone what they mean now, and frees the ids for rows that wait for them.
 * @returns whether a row of this very source waits for an id that is free now
 */
export async function deleteHeld(tx: Tx, run: Run, going: readonly Obsolete[], moment: string): Promise<boolean> {
  const { accountId, sourceId } = run;
  const types = [...new Set(going.map((record) => record.recordType))];
  const deletions = types.map((recordType) => ({
    recordType,
    ids: going.filter((record) => record.recordType === recordType).map((record) => record.recordId),
  }));
  let isFreed = false;
  for (const { recordType, ids } of deletions) {
    if (namedTypes(run.matches).has(recordType)) await run.references.prepare(tx, recordType, 'name', []);
    for (let start = 0; start < ids.length; start += mostAtOnce) {
      const part = ids.slice(start, start + mostAtOnce);
      const gone = part.map((id) => ({ type: recordType, id, title: run.references.titleOf(recordType, id) }));
      for (const id of part) run.references.forget(recordType, id);
      await applyChanges(tx, { accountId, sourceId, moment, upserts: [], deletions: [{ recordType, ids: part }] });
      await forgetUnresolved(tx, accountId, recordType, part);
      await loseRecords(tx, run, gone, moment);
    }
    run.changed.add(recordType);
    // A row that was refused because of one of these ids can have it now: its source reads everything again.
    const waiting = await sql<{ id: string }>`
      update source set cursor = null where account_id = ${accountId} and id in (
        select source_id from quarantine where account_id = ${accountId} and record_type = ${recordType} and record_id in ${anyOf(ids)})
      returning id`.execute(tx);
    isFreed ||= waiting.rows.some((row) => row.id === sourceId);
  }
  await sql`delete from pending_deletion where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  return isFreed;
}
