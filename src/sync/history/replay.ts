import { sql } from 'kysely';
import { markTouched } from '../../engine/changes.ts';
import { inBackground } from '../../graph/urgency.ts';
import { type RecordType, recordTypes } from '../../model/index.ts';
import type { RowHistory } from '../../sources/kind.ts';
import type { CompiledEntry } from '../../sources/mapping/compile.ts';
import type { MappingEntry, SourceColumn } from '../../sources/mapping/types.ts';
import type { Tx } from '../../store/database.ts';
import { takeMoment } from '../../store/moment.ts';
import { knownSpans, type Replayed, reachBack, rememberEarlier, settingsHeldAllAlong, writeReplayed } from '../../store/replay.ts';
import { problemOf } from '../problem.ts';
import { prepare } from '../round.ts';
import { readSource } from '../sourceState.ts';
import type { SyncContext } from '../types.ts';
import { meantThen } from './meantThen.ts';
import { type Past, timelineOf, without } from './timeline.ts';

/** So many rows are asked for in one batch. */
const rowsAtOnce = 20;
const recordsAtOnce = 2_000;

/**
 * Replays what lists remember from before they were first read, with its own times, so that "as known then" reaches back
 * before the installation. Goes on where it was stopped; what Graph refuses is tried again after the next sync.
 * @returns how many versions were written
 */
export const replayHistory = (context: SyncContext, accountId: string): Promise<number> =>
  inBackground(() => replayAll(context, accountId));

async function replayAll(context: SyncContext, accountId: string): Promise<number> {
  const { db } = context;
  const waiting = await db.transaction([accountId], async (tx) => {
    const found = await sql<{ id: string; mapping: MappingEntry[] }>`
      select s.id, s.mapping from source s join source_history h on h.account_id = s.account_id and h.source_id = s.id
      where s.account_id = ${accountId} and h.done_at is null and s.last_success_at is not null and s.state in ('fresh', 'asking')`.execute(
      tx,
    );
    return found.rows;
  });
  const first = (mapping: readonly MappingEntry[]) => Math.min(...mapping.map((entry) => recordTypes.indexOf(entry.recordType)));
  let written = 0;
  // Those first whose records others refer to: their names of then are needed.
  for (const { id } of waiting.toSorted((a, b) => first(a.mapping) - first(b.mapping)))
    written += await replaySource(context, accountId, id);
  return written;
}

async function replaySource(context: SyncContext, accountId: string, sourceId: string): Promise<number> {
  const { db, now } = context;
  const at = () => new Date(now()).toISOString();
  const source = await db.transaction([accountId], (tx) => readSource(tx, accountId, sourceId));
  const kind = source && context.kinds[source.kind];
  if (!source || !kind?.earlier) return finish(context, accountId, sourceId);
  try {
    const { location, entries } = await prepare(context, accountId, source, at());
    const columns = [...new Map(entries.flatMap((entry) => entry.columns).map((column) => [column.name, column])).values()];
    await reachBackAll(context, accountId, sourceId, entries);
    let written = 0;
    for (;;) {
      const rowIds = await db.transaction([accountId], (tx) => nextRows(tx, accountId, sourceId));
      if (rowIds.length === 0) break;
      const histories = await kind.earlier(context.graph, location, columns as SourceColumn[], rowIds);
      written += await db.transaction([accountId], (tx) => writeRows(tx, context, { accountId, sourceId, entries, rowIds, histories }));
    }
    await finish(context, accountId, sourceId);
    return written;
  } catch (error) {
    // Throttled, or gone for now: the rows that are left wait.
    if (!problemOf(error, source.name, at())) throw error;
    return 0;
  }
}

async function reachBackAll({ db }: SyncContext, accountId: string, sourceId: string, entries: readonly CompiledEntry[]): Promise<void> {
  await db.transaction([accountId], (tx) => settingsHeldAllAlong(tx, accountId));
  for (const type of new Set(entries.map((entry) => entry.recordType)))
    for (let after: string | null = ''; after !== null; ) {
      const from: string = after;
      after = await db.transaction([accountId], (tx) => reachBack(tx, accountId, sourceId, type, from, recordsAtOnce));
    }
}

async function nextRows(tx: Tx, accountId: string, sourceId: string): Promise<string[]> {
  const found = await sql<{ row_id: string }>`
    select row_id from history_row where account_id = ${accountId} and source_id = ${sourceId} order by length(row_id), row_id limit ${rowsAtOnce}`.execute(
    tx,
  );
  return found.rows.map((row) => row.row_id);
}

interface Rows {
  accountId: string;
  sourceId: string;
  entries: readonly CompiledEntry[];
  rowIds: readonly string[];
  histories: readonly RowHistory[];
}
/** The versions of some rows, whole or not at all; rows that another process has replayed meanwhile are left out. */
async function writeRows(tx: Tx, { withhold }: SyncContext, { accountId, sourceId, entries, rowIds, histories }: Rows): Promise<number> {
  await takeMoment(tx, accountId);
  const taken = await sql<{ row_id: string }>`
    delete from history_row where account_id = ${accountId} and source_id = ${sourceId}
      and row_id in (select jsonb_array_elements_text(${JSON.stringify(rowIds)}::jsonb)) returning row_id`.execute(tx);
  const ours = new Set(taken.rows.map((row) => row.row_id));
  const mine = histories.filter(({ rowId }) => ours.has(rowId));
  const connected = await sql<{ at: string }>`
    select connected_at as at from source_history where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  const connectedAt = connected.rows[0]?.at ?? new Date(0).toISOString();
  const withheld = (await withhold?.(tx, accountId)) ?? null;
  const pasts = mine.flatMap((history) => timelineOf(entries, history, null));
  const meant = await meantThen(tx, accountId, new Set(entries.flatMap((entry) => entry.references.map(({ refersTo }) => refersTo))));
  let written = 0;
  for (const type of new Set(pasts.map((past) => past.type))) {
    const resolved: Past[] = [];
    for (const past of pasts.filter((one) => one.type === type)) {
      const record = withheld ? withheld.record(type, past.record) : past.record;
      resolved.push({ ...past, record: await meant(record, past.entry.references, past.from) });
    }
    written += await writePasts(tx, accountId, sourceId, type, resolved, connectedAt);
  }
  const oldest = mine.flatMap(({ versions }) => versions[0]?.at ?? []).toSorted()[0] ?? null;
  const cut =
    mine
      .flatMap(({ isWhole, versions }) => (isWhole ? [] : (versions[0]?.at ?? [])))
      .toSorted()
      .at(-1) ?? null;
  await sql`
    update source_history set from_at = least(from_at, ${oldest}::timestamptz), whole_from = greatest(whole_from, ${cut}::timestamptz), rows_replayed = rows_replayed + ${ours.size}
    where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
  await sql`update workspace set revision = revision + 1 where account_id = ${accountId}`.execute(tx);
  return written;
}

/** Each record's past, where nothing else is known of that time. */
async function writePasts(
  tx: Tx,
  accountId: string,
  sourceId: string,
  type: RecordType,
  pasts: readonly Past[],
  connectedAt: string,
): Promise<number> {
  const ids = [...new Set(pasts.map(({ record }) => record.id))];
  const known = await knownSpans(tx, accountId, type, ids);
  const versions: Replayed[] = [];
  const spans = new Map<string, { from: string; until: string }[]>();
  for (const { id, ...span } of known) spans.set(id, [...(spans.get(id) ?? []), span]);
  for (const { record, from, until } of pasts) {
    const of = spans.get(record.id) ?? [];
    const end = until ?? connectedAt;
    const free = from < end ? without({ from, until: end < connectedAt ? end : connectedAt }, of) : [];
    for (const span of free.filter((one) => one.from < one.until)) versions.push({ record, ...span });
    spans.set(record.id, [...of, ...free]);
  }
  const written = await writeReplayed(tx, accountId, sourceId, type, versions);
  await rememberEarlier(tx, accountId, type, ids);
  await markTouched(tx, accountId, type, ids);
  return written;
}

async function finish({ db, now }: SyncContext, accountId: string, sourceId: string): Promise<number> {
  await db.transaction([accountId], (tx) =>
    sql`update source_history set done_at = ${new Date(now()).toISOString()} where account_id = ${accountId} and source_id = ${sourceId}`.execute(
      tx,
    ),
  );
  return 0;
}
