import { sql } from 'kysely';
import { type Context, type Move, type ProposeMoves, relations } from '../engine/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { moveKinds } from './index.ts';
import type { MoveCandidate, MoveKind } from './move.ts';

/** The moves that are open for a KPI, of every kind that can move it. */
export const proposeMoves: ProposeMoves = async (context, kpi: Kpi, horizon) => {
  const moves: Move[] = [];
  for (const kind of moveKinds.filter((one) => one.kpis.includes(kpi.id))) moves.push(...(await movesOfKind(context, kind, horizon)));
  return moves;
};

export async function movesOfKind(context: Context, kind: MoveKind, horizon: string): Promise<Move[]> {
  const literal = (date: string) => `'${date}'::date`;
  const select = kind.candidates({ asOf: literal(context.asOf), horizon: literal(horizon), fiscalYear: context.fiscalYear });
  const found = await sql<MoveCandidate>`
    with ${relations(context.accountId, { kind: 'now' })} select * from (${sql.raw(select)}) candidate`.execute(context.tx);
  return found.rows.map((candidate) => ({
    kind: kind.kind,
    text: kind.text,
    recordType: kind.recordType,
    recordId: candidate.record_id,
    changes: kind.changes(candidate, { asOf: context.asOf, horizon }),
    dueOn: candidate.due_on,
    ownerId: candidate.owner_id,
  }));
}
