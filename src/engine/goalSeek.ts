import type { Kpi } from '../kpis/kpi.ts';
import type { Text } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf, knownKpi } from './context.ts';
import { InvalidTargetError } from './errors.ts';
import { hypothesis } from './hypothesis.ts';
import { recordFacts } from './labels.ts';
import { standings } from './scorecard.ts';
import type { CivilDate, Decimal, GoalMove, GoalSeek, HypotheticalChange, Question, Reading } from './types.ts';
import { asText, type Exact, exact } from './value.ts';
import { horizonOf } from './whatIf.ts';
import { type Worth, worths } from './worth.ts';

/** A change that someone could bring about, as src/moves proposes it. */
export interface Move {
  kind: string;
  text: Text;
  recordType: GoalMove['recordType'];
  recordId: string;
  changes: HypotheticalChange[];
  dueOn: CivilDate | null;
  ownerId: string | null;
}
/** Proposes the moves that are open for a KPI on the question's day, to count by the horizon. */
export type ProposeMoves = (context: Context, kpi: Kpi, horizon: CivilDate) => Promise<Move[]>;

interface Candidate {
  move: Move;
  subjects: Set<string>;
  gain: Exact;
  fills: Exact;
}

/**
 * The smallest set of moves that reaches the target, largest first. For a ratio with target T a move is worth
 * Δn − T·Δd towards the gap Σ(n − T·d), for a sum its amount, for growth with 1 + T; where lower is better the sign
 * turns. Per subject only its best move; an empty denominator is filled first. The set is then applied together as a
 * what-if, and that reading is shown. "Smallest" only where the moves are independent: no two touch one subject.
 * @throws InvalidTargetError without any target.
 */
export async function goalSeek(
  tx: Tx,
  question: Question,
  id: string,
  ask: { target: Decimal | null; horizon: CivilDate | null },
  propose: ProposeMoves,
): Promise<GoalSeek> {
  const kpi = knownKpi(id);
  const context = await contextOf(tx, { ...question, knownAt: null });
  const horizon = ask.horizon ?? horizonOf(kpi, context);
  const atHorizon = { ...question, asOf: horizon, knownAt: null };
  const [start] = await standings(tx, atHorizon, [kpi]);
  if (!start) throw new Error(`no reading was made for ${id}`);
  const target = ask.target ?? start.target;
  if (target === null) throw new InvalidTargetError(`${id} has no target for this period: ask with ?target=`);
  const isReached = (reading: Reading) =>
    reading.note === 'targetMet' ||
    (reading.value !== null && (kpi.better === 'lower' ? exact(reading.value).lte(target) : exact(reading.value).gte(target)));
  const nothingToDo = {
    target,
    horizon,
    before: start.reading,
    after: start.reading,
    moves: [],
    reached: isReached(start.reading),
    smallest: true,
  };
  if (nothingToDo.reached) return nothingToDo;

  const moves = await propose(context, kpi, horizon);
  const horizonContext = await contextOf(tx, atHorizon);
  const worth = await worths(
    horizonContext,
    kpi,
    // records that different moves add are different subjects
    moves.map((move, number) => hypothesis(named(move, number))),
  );
  const weigh = weighing(kpi, exact(target));
  const candidates = moves.map((move, index) => candidateOf(move, worth[index] ?? [], weigh));
  const { chosen, independent } = choose(candidates, start.reading, kpi);
  const applied = await apply(tx, atHorizon, kpi, chosen, isReached);
  const facts = await recordFacts(
    context,
    applied.map(({ move }) => move),
  );
  let previous = start.reading;
  const shown = applied.map(({ move, reading }): GoalMove => {
    const adds = reading.value === null || previous.value === null ? null : asText(exact(reading.value).minus(previous.value));
    previous = reading;
    return { ...move, adds, readingAfter: reading, ...facts(move.recordType, move.recordId) };
  });
  const after = applied.at(-1)?.reading ?? start.reading;
  return {
    target,
    horizon,
    before: start.reading,
    after,
    moves: shown,
    reached: isReached(after),
    smallest: independent && isReached(after),
  };
}

type Weigh = (numerator: Exact, denominator: Exact) => Exact;
function weighing(kpi: Kpi, target: Exact): Weigh {
  const sign = kpi.better === 'lower' ? -1 : 1;
  if (kpi.value === 'sum') return (numerator) => numerator.times(sign);
  if (kpi.value === 'growth') return (numerator, denominator) => numerator.minus(target.plus(1).times(denominator)).times(sign);
  return (numerator, denominator) => numerator.minus(target.times(denominator)).times(sign);
}

const candidateOf = (move: Move, worth: readonly Worth[], weigh: Weigh): Candidate => ({
  move,
  subjects: new Set(worth.map((one) => one.subject)),
  gain: worth.reduce((sum, one) => sum.plus(weigh(exact(one.numerator), exact(one.denominator))), exact(0)),
  fills: worth.reduce((sum, one) => sum.plus(one.denominator), exact(0)),
});

/** The moves in the order in which they are to be made, until the gap is closed by their own worth. */
function choose(candidates: readonly Candidate[], start: Reading, kpi: Kpi): { chosen: Candidate[]; independent: boolean } {
  const needsDenominator = kpi.value !== 'sum' && exact(start.denominator).isZero();
  const order = (a: Candidate, b: Candidate) =>
    b.gain.comparedTo(a.gain) ||
    (a.move.dueOn ?? '9999').localeCompare(b.move.dueOn ?? '9999') ||
    a.move.recordId.localeCompare(b.move.recordId);
  const useful = candidates.filter((one) => one.gain.gt(0) || (needsDenominator && one.gain.gte(0) && one.fills.gt(0))).sort(order);
  const taken = new Set<string>();
  const best = useful.filter((one) => {
    if ([...one.subjects].some((subject) => taken.has(subject))) return false;
    for (const subject of one.subjects) taken.add(subject);
    return true;
  });
  if (needsDenominator) best.sort((a, b) => Number(b.fills.gt(0)) - Number(a.fills.gt(0)) || order(a, b));
  // an empty denominator is filled by a rule of its own, so that order is not by gain alone
  return { chosen: best, independent: !needsDenominator && best.every((one) => one.subjects.size === 1) };
}

/** Moves are tried together, one more at a time, each as a what-if of the whole; at most this many are named. */
const mostMoves = 50;

async function apply(
  tx: Tx,
  question: Question,
  kpi: Kpi,
  chosen: readonly Candidate[],
  isReached: (reading: Reading) => boolean,
): Promise<{ move: Move; reading: Reading }[]> {
  const applied: { move: Move; reading: Reading }[] = [];
  const changes: HypotheticalChange[] = [];
  for (const { move } of chosen.slice(0, mostMoves)) {
    changes.push(...named(move, applied.length));
    const [standing] = await standings(tx, question, [kpi], { kind: 'whatIf', changes: hypothesis(changes) });
    if (!standing) break;
    applied.push({ move, reading: standing.reading });
    if (isReached(standing.reading)) break;
  }
  return applied;
}

/** Added records of several moves keep apart. */
const named = (move: Move, number: number): HypotheticalChange[] =>
  move.changes.map((change, index) => ({ ...change, recordId: change.recordId ?? `hypothetical:${number + 1}.${index + 1}` }));
