import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { type RoundState, type Run, type SourceProblem, type SourceRecord, SupersededError } from './types.ts';

/** @returns null where there is no such source. */
export async function readSource(tx: Tx, accountId: string, sourceId: string): Promise<SourceRecord | null> {
  const found = await sql<SourceRecord>`
    select id, kind, name, location, mapping, state, cursor, round, last_success_at as "lastSuccessAt" from source where account_id = ${accountId} and id = ${sourceId} for update`.execute(
    tx,
  );
  return found.rows[0] ?? null;
}

/** Keeps how far a round is, in the page's own transaction. @throws SupersededError where another run has taken the source over */
export async function saveRound(tx: Tx, run: Run, state: RoundState): Promise<void> {
  const saved = await sql`
    update source set round = ${JSON.stringify(state)}::jsonb
    where account_id = ${run.accountId} and id = ${run.sourceId} and round ->> 'runId' = ${state.runId} returning id`.execute(tx);
  if (saved.rows.length === 0) throw new SupersededError(`another run works on source ${run.sourceId}`);
  run.state = state;
}

export async function startRound(tx: Tx, accountId: string, sourceId: string, state: RoundState, at: string): Promise<void> {
  await sql`
    update source set round = ${JSON.stringify(state)}::jsonb, last_attempt_at = ${at},
      state = case when state in ('fresh', 'asking') then state else 'syncing' end
    where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
}

export async function failSource(
  tx: Tx,
  accountId: string,
  sourceId: string,
  state: 'failed' | 'stale',
  problem: SourceProblem,
): Promise<void> {
  await sql`
    update source set state = ${state}, problem = ${JSON.stringify(problem)}::jsonb, last_attempt_at = ${problem.at}
    where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
}

/** The source is no longer where it was found: it is looked for anew, and read whole. */
export async function forgetLocation(tx: Tx, accountId: string, sourceId: string): Promise<void> {
  await sql`
    update source set location = location - 'found', cursor = null, round = null where account_id = ${accountId} and id = ${sourceId}`.execute(
    tx,
  );
}

/** The columns as they are named and typed now: by these a renamed one is recognized later. */
export async function keepColumns(tx: Tx, accountId: string, sourceId: string, columns: readonly object[]): Promise<void> {
  await sql`
    update source set location = jsonb_set(location, '{columns}', ${JSON.stringify(columns)}::jsonb)
    where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
}

/** A source that is read well, and of which something is to be said. */
export async function noteProblem(tx: Tx, accountId: string, sourceId: string, problem: SourceProblem): Promise<void> {
  await sql`update source set problem = ${JSON.stringify(problem)}::jsonb where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
}
