import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { GoneError, NotFoundError } from '../graph/errors.ts';
import { recordTypes, tableOf } from '../model/index.ts';
import type { RoundPage } from '../sources/kind.ts';
import { type CompiledEntry, compileEntry } from '../sources/mapping/compile.ts';
import { commonKey } from '../sources/mapping/rowKey.ts';
import type { SourceColumn } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { followColumns, type KnownColumn } from './drift.ts';
import { finishRound } from './finish.ts';
import { readPage, writePage } from './page.ts';
import { problemOf } from './problem.ts';
import { openReferences } from './references.ts';
import { matchesOf } from './settle.ts';
import { failSource, forgetLocation, keepColumns, noteProblem, readSource, startRound } from './sourceState.ts';
import {
  type ReadPage,
  type RoundReport,
  type RoundState,
  type Run,
  type SourceProblem,
  type SourceRecord,
  SupersededError,
  type SyncContext,
} from './types.ts';
import { writeWhileFetching } from './writing.ts';

export interface RoundOptions {
  /** Reads everything and compares, instead of what changed since the last round. */
  full?: boolean;
}

/**
 * One round of one source: from where the last one ended, or from where an unfinished one stopped. What goes wrong at
 * the source is kept as the source's problem and reported, not thrown.
 */
export async function runRound(
  context: SyncContext,
  accountId: string,
  sourceId: string,
  options: RoundOptions = {},
): Promise<RoundReport> {
  const { db } = context;
  const at = () => new Date(context.now()).toISOString();
  const source = await db.transaction([accountId], (tx) => readSource(tx, accountId, sourceId));
  if (!source) throw new Error(`there is no source ${sourceId}`);
  let run: Run | null = null;
  const report = (state: RoundReport['state'], deleted: number, problem: RoundReport['problem']): RoundReport => ({
    sourceId,
    state,
    full: run?.state.full ?? false,
    rows: (run?.met.size ?? 0) + deleted,
    written: run?.state.written ?? 0,
    deleted,
    problem,
  });
  try {
    const { location, entries, notice } = await prepare(context, accountId, source, at());
    const columns = [...new Map(entries.flatMap((entry) => entry.columns).map((column) => [column.name, column])).values()];
    run = await begin(context, accountId, source, entries, options.full ?? false, at());
    await followPages(context, run, location, columns, source, at);
    const done = run;
    const finished = await db.transaction([accountId], async (tx) => {
      const ended = await finishRound(tx, done, at());
      const said = notice ?? (done.notice ? { ...done.notice, at: at() } : null);
      if (ended.problem || !said) return ended;
      await noteProblem(tx, accountId, sourceId, said);
      return { ...ended, problem: said };
    });
    return report(finished.state, finished.deleted, finished.problem);
  } catch (error) {
    if (error instanceof SupersededError) return report('superseded', 0, null);
    const problem = problemOf(error, source.name, at());
    if (!problem) throw error;
    // One that was never read has nothing that could be old.
    const state = problem.isPassing || (problem.isAway && source.lastSuccessAt !== null) ? 'stale' : 'failed';
    if (error instanceof NotFoundError) await db.transaction([accountId], (tx) => forgetLocation(tx, accountId, sourceId));
    const kept = { code: problem.code, message: problem.message, at: problem.at };
    await db.transaction([accountId], (tx) => failSource(tx, accountId, sourceId, state, kept));
    return report(state, 0, kept);
  }
}

/** Finds the source, and turns its mapping into functions over the columns that it has. */
export async function prepare(
  context: SyncContext,
  accountId: string,
  source: SourceRecord,
  at: string,
): Promise<{ location: unknown; entries: CompiledEntry[]; notice: SourceProblem | null }> {
  const kind = context.kinds[source.kind];
  if (!kind) throw new Error(`there is no kind of source ${source.kind}`);
  const known = source.location as { site: never; found: unknown; columns?: readonly KnownColumn[] };
  let location = known.found;
  if (!location) {
    const discovered = await kind.discover(context.graph, known.site, source.name, source.mapping[0]?.place ?? null);
    location = discovered.location;
    await context.db.transaction([accountId], (tx) =>
      sql`update source set location = ${JSON.stringify({ ...known, found: location })}::jsonb, web_url = ${discovered.webUrl}
        where account_id = ${accountId} and id = ${source.id}`.execute(tx),
    );
  }
  const columns: SourceColumn[] = await kind.columns(context.graph, location, source.cursor);
  const before = known.columns ?? [];
  const drift = followColumns(source.name, source.mapping, columns, before);
  const settings = await context.db.transaction([accountId], async (tx) => {
    if (JSON.stringify(drift.known) !== JSON.stringify(before)) await keepColumns(tx, accountId, source.id, drift.known);
    return readSettings(tx, accountId);
  });
  const entries = drift.entries.map((entry) => compileEntry(entry, { source: source.name, columns, ...settings }));
  const said = drift.notices.map(({ message }) => message).join('. ');
  const notice = drift.notices[0] ? { code: drift.notices[0].code, message: said, at } : null;
  return { location, entries, notice };
}

async function readSettings(tx: Tx, accountId: string): Promise<{ accountCurrency: string | null; timeZone: string | null }> {
  const found = await sql<{ currency: string | null; time_zone: string | null }>`
    select currency, time_zone from account where account_id = ${accountId} and known_until = 'infinity'`.execute(tx);
  return { accountCurrency: found.rows[0]?.currency ?? null, timeZone: found.rows[0]?.time_zone ?? null };
}

/** Takes the source for this run: goes on with an unfinished round, or starts one. */
function begin(
  context: SyncContext,
  accountId: string,
  source: SourceRecord,
  entries: readonly CompiledEntry[],
  full: boolean,
  at: string,
): Promise<Run> {
  return context.db.transaction([accountId], async (tx) => {
    const current = await readSource(tx, accountId, source.id);
    const isHere = (link: string | null | undefined) =>
      link === null || link === undefined || new URL(link).origin === new URL(context.graph.root).origin;
    const unfinished = full || !isHere(current?.round?.next) ? null : (current?.round ?? null);
    const hadRows = await hasRows(tx, accountId, source.id);
    const sweeps = !context.kinds[source.kind]?.sweepsItself;
    // A link into another cloud, or to a local Graph on another port, is of no use here.
    const isFull = full || !current?.cursor || !isHere(current.cursor);
    const state: RoundState = unfinished ? { ...unfinished, runId: randomUUID() } : freshRound(isFull, hadRows && sweeps, at);
    if (!unfinished) await sql`delete from seen_row where account_id = ${accountId} and source_id = ${source.id}`.execute(tx);
    await startRound(tx, accountId, source.id, state, at);
    const matches = await matchesOf(tx, accountId);
    const references = openReferences(accountId);
    return {
      accountId,
      sourceId: source.id,
      sourceName: source.name,
      entries,
      state,
      references,
      matches,
      met: new Set(),
      hadRows,
      changed: new Set(),
      withhold: context.withhold,
    };
  });
}
const freshRound = (full: boolean, sweep: boolean, startedAt: string): RoundState => ({
  runId: randomUUID(),
  startedAt,
  full,
  sweep: full && sweep,
  next: null,
  cursor: null,
  complete: false,
  partial: false,
  rows: 0,
  written: 0,
});

async function hasRows(tx: Tx, accountId: string, sourceId: string): Promise<boolean> {
  const tables = ['quarantine', 'pending_deletion', 'pending_claim', ...recordTypes.map(tableOf)];
  const any = tables.map(
    (table) => sql`exists (select from ${sql.raw(table)} where account_id = ${accountId} and source_id = ${sourceId})`,
  );
  const found = await sql<{ any: boolean }>`select ${sql.join(any, sql` or `)} as any`.execute(tx);
  return found.rows[0]?.any ?? false;
}

/** Where Graph says to start over; a bare address would leave out the columns, so only one that carries the query is followed. */
const isWholeQuery = (location: string | null): location is string =>
  location !== null && /[?&](\$?expand|token|\$deltatoken|\$skiptoken)=/.test(location);

async function* read(run: Run, pages: AsyncIterable<RoundPage>): AsyncGenerator<ReadPage> {
  for await (const page of pages) {
    if (page.notice !== undefined) run.notice = page.notice;
    yield readPage(run, page);
  }
}

/** Writes page after page. A cursor that is no longer good starts a full round, once. */
async function followPages(
  context: SyncContext,
  run: Run,
  location: unknown,
  columns: readonly SourceColumn[],
  source: SourceRecord,
  at: () => string,
): Promise<void> {
  const { db } = context;
  const kind = context.kinds[source.kind];
  if (run.state.complete || !kind) return;
  let start = run.state.next ?? (run.state.full ? null : source.cursor);
  for (let restarts = 0; ; restarts += 1) {
    try {
      await writeWhileFetching(read(run, kind.round(context.graph, location, columns, start, commonKey(run.entries), run)), (page) =>
        db.transaction([run.accountId], (tx) => writePage(tx, run, page)),
      );
      if (!run.state.complete) throw new Error(`the round of ${run.sourceName} ended without a last page`);
      return;
    } catch (error) {
      if (!(error instanceof GoneError) || restarts > 0) throw error;
      start = isWholeQuery(error.location) ? error.location : null;
      run.state = await db.transaction([run.accountId], async (tx) => {
        await sql`delete from seen_row where account_id = ${run.accountId} and source_id = ${run.sourceId}`.execute(tx);
        run.hadRows = await hasRows(tx, run.accountId, run.sourceId);
        const state = freshRound(true, run.hadRows && !kind.sweepsItself, at());
        await startRound(tx, run.accountId, run.sourceId, state, at());
        return state;
      });
      run.met.clear();
    }
  }
}
