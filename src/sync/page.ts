import { sql } from 'kysely';
import { applyChanges } from '../engine/changes.ts';
import { type RecordInput, type RecordType, recordTypes } from '../model/index.ts';
import type { RoundPage } from '../sources/kind.ts';
import type { CompiledEntry } from '../sources/mapping/compile.ts';
import type { Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { recordsOfRows } from '../store/records.ts';
import { claimKey, dropHeld, holdClaims, holdDeletions, type Obsolete } from './held.ts';
import { queueHistory } from './history/queue.ts';
import { learnNames, stillRenamed, unlearnClaimed } from './names.ts';
import { type Quarantined, quarantine, release } from './quarantine.ts';
import { forgetUnresolved, resolveReferences, saveUnresolved } from './resolve.ts';
import { loseNames, namedTypes } from './settle.ts';
import { saveRound } from './sourceState.ts';
import { anyOf } from './sql.ts';
import type { ReadPage, Run } from './types.ts';
import { withheldPage } from './withheld.ts';

interface MappedPage {
  upserts: Map<RecordType, RecordInput[]>;
  /** The same records, by the entry that made them. */
  byEntry: Map<CompiledEntry, RecordInput[]>;
  quarantined: Quarantined[];
  /** Rows of ours, readable or not. */
  ours: string[];
}

function add<K>(to: Map<K, RecordInput[]>, key: K, record: RecordInput): void {
  const records = to.get(key);
  if (records) records.push(record);
  else to.set(key, [record]);
}

/** Reads a page's cells. Needs no database, so it is done while the pages before are being written. */
export const readPage = (run: Run, page: RoundPage): ReadPage => ({
  ...page,
  rows: page.rows.map((row) => ({
    id: row.id,
    url: row.url,
    isEdited: row.isEdited ?? false,
    mapped: run.entries.map((entry) => ({ entry, row: entry.mapRow(row) })),
  })),
});

function sortOut(page: ReadPage): MappedPage {
  const mapped: MappedPage = { upserts: new Map(), byEntry: new Map(), quarantined: [], ours: [] };
  for (const row of page.rows) {
    let isOurs = false;
    for (const { entry, row: result } of row.mapped) {
      if ('notOurs' in result) continue;
      isOurs = true;
      if ('record' in result) {
        add(mapped.upserts, entry.recordType, result.record);
        add(mapped.byEntry, entry, result.record);
      } else {
        mapped.quarantined.push({ rowId: row.id, recordType: entry.recordType, sourceUrl: row.url, ...result.quarantine });
      }
    }
    if (isOurs) mapped.ours.push(row.id);
  }
  return mapped;
}

/**
 * What these rows had made before and no longer make: their key was changed, or they became another customer's.
 * A row that cannot be read now keeps its last good records; the quarantine marks them.
 */
async function findObsolete(
  tx: Tx,
  run: Run,
  mapped: MappedPage,
  rowIds: readonly string[],
): Promise<{ obsolete: Obsolete[]; known: Set<string> }> {
  const types = [...new Set(run.entries.map((entry) => entry.recordType))];
  const before = await recordsOfRows(tx, run.accountId, run.sourceId, types, rowIds);
  const made = new Set(
    [...mapped.upserts].flatMap(([type, records]) => records.map((record) => claimKey(type, record.id, record.sourceRowId))),
  );
  const unreadable = new Set(mapped.quarantined.map((row) => `${row.recordType}\n${row.rowId}`));
  const obsolete = before.filter(
    (record) =>
      !made.has(claimKey(record.recordType, record.id, record.sourceRowId)) &&
      !unreadable.has(`${record.recordType}\n${record.sourceRowId}`),
  );
  return {
    obsolete: obsolete.map((record) => ({ rowId: record.sourceRowId, recordType: record.recordType, recordId: record.id })),
    known: new Set(before.map((record) => record.sourceRowId)),
  };
}

/** One page (or several as one), whole or not at all: records, quarantine, what is held back, and where the round goes on. */
export async function writePage(tx: Tx, run: Run, read: ReadPage): Promise<void> {
  const { accountId, sourceId } = run;
  const moment = await takeMoment(tx, accountId);
  // Under the account's lock: somebody may have been erased since the page was read.
  const withheld = (await run.withhold?.(tx, accountId)) ?? null;
  const page = withheld ? withheldPage(read, withheld) : read;
  const mapped = sortOut(page);
  const rowIds = page.rows.map((row) => row.id);
  const again = run.hadRows ? rowIds : rowIds.filter((id) => run.met.has(id));
  let known = new Set<string>();
  if (again.length > 0) {
    const found = await findObsolete(tx, run, mapped, again);
    known = found.known;
    const held = await sql<{ row_id: string }>`
      select row_id from quarantine where account_id = ${accountId} and source_id = ${sourceId} and row_id in ${anyOf(again)}`.execute(tx);
    for (const row of held.rows) known.add(row.row_id);
    await dropHeld(tx, accountId, sourceId, again);
    await release(tx, accountId, sourceId, again);
    await holdDeletions(tx, accountId, sourceId, [], found.obsolete, moment);
  }
  await holdDeletions(tx, accountId, sourceId, page.deleted, [], moment);

  for (const type of namedTypes(run.matches)) if (mapped.upserts.has(type)) await run.references.prepare(tx, type, 'name', []);
  // References to records of this very page must be found: learn names first, look up then.
  const renamed = learnNames(run.references, mapped.upserts);
  for (const entry of run.entries) {
    const records = mapped.byEntry.get(entry) ?? [];
    if (entry.references.length === 0 || records.length === 0) continue;
    const unresolved = await resolveReferences(tx, run.references, entry.recordType, entry.references, records);
    if (again.length > 0)
      await forgetUnresolved(
        tx,
        accountId,
        entry.recordType,
        records.map((record) => record.id),
      );
    await saveUnresolved(tx, accountId, sourceId, unresolved);
  }

  const ordered = recordTypes.flatMap((recordType) => {
    const records = mapped.upserts.get(recordType);
    return records ? [{ recordType, records }] : [];
  });
  const applied = await applyChanges(tx, { accountId, sourceId, moment, upserts: ordered, deletions: [] });
  if (applied.claimed.length > 0) {
    const records = new Map(
      ordered.flatMap(({ recordType, records: all }) =>
        all.map((record) => [claimKey(recordType, record.id, record.sourceRowId), record] as const),
      ),
    );
    await holdClaims(tx, accountId, sourceId, applied.claimed, records);
    await unlearnClaimed(tx, run, applied.claimed);
  }
  if (applied.written > 0) for (const { recordType } of ordered) run.changed.add(recordType);
  const said = new Map([...mapped.upserts].map(([type, records]) => [type, new Set(records.map(({ id }) => id))] as const));
  await loseNames(tx, run, stillRenamed(run.references, renamed), moment, said);
  await quarantine(tx, accountId, sourceId, mapped.quarantined, moment);
  if (run.state.sweep && mapped.ours.length > 0) {
    await sql`
      insert into seen_row (account_id, source_id, row_id)
      select ${accountId}, ${sourceId}, id from jsonb_array_elements_text(${JSON.stringify(mapped.ours)}::jsonb) as id on conflict do nothing`.execute(
      tx,
    );
  }

  // Nothing to sweep: the source is read for the first time, and what it remembers is asked for later.
  if (run.state.full && !run.state.sweep) await queueHistory(tx, run, page.rows, mapped.ours, moment);
  const isNew = (id: string) => !run.met.has(id) && (run.state.full || !known.has(id));
  const state = run.state;
  await saveRound(tx, run, {
    ...state,
    next: page.next,
    cursor: page.cursor,
    complete: page.next === null,
    partial: state.partial || page.unreadable > 0,
    rows: state.rows + mapped.ours.filter(isNew).length,
    written: state.written + applied.written,
  });
  for (const id of rowIds) run.met.add(id);
}
