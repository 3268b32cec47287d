import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { KpiReading, Question } from '../engine/index.ts';
import { goalSeek } from '../moves/goalSeek.ts';
import type { Tx } from '../store/database.ts';
import type { MoveFacts } from './facts.ts';

export const mostMoves = 5;

/** The five moves worth most: what nudges already ask for; where nothing is asked, what would bring the headlines back on track. */
export async function movesWorthMost(tx: Tx, question: Question, headlines: readonly KpiReading[]): Promise<MoveFacts[]> {
  const nudged = await openNudges(tx, question.accountId);
  return nudged.length > 0 ? nudged : sought(tx, question, headlines);
}

/** One per record: two rules that ask about the same are one thing to do. */
async function openNudges(tx: Tx, accountId: string): Promise<MoveFacts[]> {
  const found = await sql<{
    rule: string;
    facts: Record<string, unknown>;
    record_type: MoveFacts['recordType'];
    record_id: string;
    kpi: string | null;
    worth: string | null;
    horizon: string | null;
    due_on: string | null;
    person_id: string | null;
  }>`
    select * from (
      select distinct on (record_type, record_id) rule, facts, record_type, record_id, kpi, worth, horizon, due_on, person_id, rank
      from nudge where account_id = ${accountId} and state = 'open'
      order by record_type, record_id, rank desc, rule
    ) best
    order by rank desc, due_on nulls last, record_id limit ${mostMoves}`.execute(tx);
  return found.rows.map((row) => ({
    kind: { nudge: row.rule, facts: row.facts },
    recordType: row.record_type,
    recordId: row.record_id,
    kpi: row.kpi,
    worth: row.worth,
    horizon: row.horizon,
    dueOn: row.due_on,
    personId: row.person_id,
  }));
}

async function sought(tx: Tx, question: Question, headlines: readonly KpiReading[]): Promise<MoveFacts[]> {
  const withTarget = headlines.filter((kpi) => kpi.target !== null && !new Decimal(kpi.target).isZero());
  const off = withTarget.filter((kpi) => kpi.status === 'offTrack');
  const found: (MoveFacts & { rank: Decimal })[] = [];
  for (const kpi of off.length > 0 ? off : withTarget.filter((one) => one.status === 'atRisk')) {
    const goal = await goalSeek(tx, question, kpi.id, { target: null, horizon: null });
    for (const move of goal.moves.slice(0, mostMoves)) {
      found.push({
        kind: { move: move.kind },
        recordType: move.recordType,
        recordId: move.recordId,
        kpi: kpi.id,
        worth: move.adds,
        horizon: goal.horizon,
        dueOn: move.dueOn,
        personId: move.ownerId,
        rank: new Decimal(move.adds ?? 0).div(kpi.target ?? 1).abs(),
      });
    }
  }
  const seen = new Set<string>();
  return found
    .sort((a, b) => b.rank.comparedTo(a.rank) || (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
    .filter(({ recordType, recordId }) => !seen.has(`${recordType} ${recordId}`) && seen.add(`${recordType} ${recordId}`))
    .slice(0, mostMoves)
    .map(({ rank: _, ...move }) => move);
}
