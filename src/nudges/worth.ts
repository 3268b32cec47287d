import { fiscalYearBounds, fiscalYearOf, type HypotheticalChange, knownKpi } from '../engine/index.ts';
import { quotient } from '../engine/pace.ts';
import { type Standing, standings } from '../engine/scorecard.ts';
import type { Reading } from '../engine/types.ts';
import { asText, type Exact, exact, valueOf } from '../engine/value.ts';
import type { Tx } from '../store/database.ts';
import { differences } from './differences.ts';
import type { Days, Measure, NudgeCandidate, NudgeRule } from './rule.ts';

/** What an answer to a nudge would do, at a day. */
export interface Weighed {
  kpi: string;
  horizon: string;
  /** The change of the reading in the KPI's own unit; null where one side has no reading. */
  worth: string | null;
  /** Weight × change in attainment, capped at the target: comparable over all KPIs. 0 without a target. */
  rank: string;
  /** The reading if nothing happens. */
  before: string | null;
}
export type Weights = Readonly<Record<string, number>>;

/** Weighs the candidates of many rules; what several rules ask of one KPI on one day is read once. */
export function scales(tx: Tx, accountId: string, asOf: string, fiscalYearStart: string, weights: Weights) {
  const yearEndOf = (day: string) => fiscalYearBounds(fiscalYearOf(day, fiscalYearStart), fiscalYearStart).end;
  const days: Days = { asOf, yearEnd: yearEndOf(asOf) };
  const read = new Map<string, Promise<Standing>>();
  const known = differences(tx, accountId, asOf);
  const question = (day: string) => ({ accountId, asOf: day, knownAt: null, period: 'fytd', slice: {} });

  const standingAt = (kpi: string, day: string): Promise<Standing> => {
    const key = `${kpi} ${day}`;
    const asked = read.get(key) ?? standings(tx, question(day), [knownKpi(kpi)]).then(([one]) => one as Standing);
    read.set(key, asked);
    return asked;
  };

  const horizonOf = ({ at }: Measure, candidate: NudgeCandidate): string => {
    if (at === 'today') return asOf;
    return at === 'yearOfDue' && candidate.due_on !== null && candidate.due_on > asOf ? yearEndOf(candidate.due_on) : days.yearEnd;
  };

  /** One statement for each KPI and horizon of the rule, over all its candidates. @returns for each the first measure that it moves towards a target. */
  async function weigh(rule: NudgeRule, candidates: readonly NudgeCandidate[]): Promise<Weighed[]> {
    const best: (Weighed | undefined)[] = candidates.map(() => undefined);
    const hypotheses = candidates.map((candidate) => rule.hypotheses(candidate, days));
    for (const measure of rule.measures) {
      const asked = candidates.map((candidate, index) => (isRanked(best[index]) ? null : horizonOf(measure, candidate)));
      for (const [horizon, indexes] of groups(asked)) {
        const standing = await standingAt(measure.kpi, horizon);
        const changes = indexes.flatMap((index) => [hypotheses[index]?.done ?? [], hypotheses[index]?.instead ?? []]);
        const values = await readingsWith(known, horizon, standing, changes);
        for (const [place, index] of indexes.entries()) {
          const found = weighed(standing, horizon, values[2 * place] ?? null, values[2 * place + 1] ?? null, weights);
          const other = best[index];
          if (!other || isBetter(found, other)) best[index] = found;
        }
      }
    }
    return best as Weighed[];
  }
  return { days, weigh, standingAt, forgetOthers: known.forgetOthers };
}

/** By rank; where neither ranks, one that moves its KPI stands before one that does not. */
const isBetter = (one: Weighed, other: Weighed): boolean =>
  exact(one.rank).gt(other.rank) || (exact(one.rank).eq(other.rank) && !moves(other) && moves(one));
const moves = ({ worth }: Weighed): boolean => worth !== null && !exact(worth).isZero();

const isRanked = (weighed: Weighed | undefined): boolean => weighed !== undefined && exact(weighed.rank).gt(0);

function groups(keys: readonly (string | null)[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, key] of keys.entries()) {
    if (key === null) continue;
    const group = found.get(key) ?? [];
    group.push(index);
    found.set(key, group);
  }
  return found;
}

/** The value of a KPI under each of many hypotheses, none of which knows of another. */
async function readingsWith(
  { of }: ReturnType<typeof differences>,
  horizon: string,
  { kpi, reading }: Standing,
  changes: readonly (readonly HypotheticalChange[])[],
): Promise<(string | null)[]> {
  const asked = changes.flatMap((one, index) => (one.length > 0 ? [{ index, changes: one }] : []));
  const found = await of(
    kpi,
    horizon,
    asked.map((one) => one.changes),
  );
  const values: (string | null)[] = changes.map(() => reading.value);
  for (const [place, { index }] of asked.entries()) {
    const { numerator, denominator } = found[place] ?? { numerator: '0', denominator: '0' };
    values[index] = valueWith(kpi, reading, exact(numerator), exact(denominator));
  }
  return values;
}

function valueWith(kpi: Standing['kpi'], reading: Reading, numerator: Exact, denominator: Exact): string | null {
  const sums = (top: Exact, bottom: Exact) => ({
    numerator: top.toFixed(),
    denominator: bottom.toFixed(),
    positiveDenominator: '0',
    missingRates: [],
  });
  // of growth the denominator is the year before, which nothing that happens now changes
  const before = sums(exact(reading.denominator), exact(0));
  const isGrowth = kpi.value === 'growth';
  return valueOf(kpi, sums(exact(reading.numerator).plus(numerator), exact(isGrowth ? 0 : reading.denominator).plus(denominator)), before);
}

function weighed(standing: Standing, horizon: string, done: string | null, instead: string | null, weights: Weights): Weighed {
  const { kpi, target, reading } = standing;
  const attainment = (value: string | null): Exact => {
    if (target === null || reading.note === 'targetMet') return exact(0);
    const reached = value === null ? exact(0) : (quotient(kpi, exact(value), exact(target)) ?? exact(0));
    return reached.gt(1) ? exact(1) : reached;
  };
  return {
    kpi: kpi.id,
    horizon,
    worth: done === null || instead === null ? null : plain(exact(done).minus(instead)),
    rank: plain(
      attainment(done)
        .minus(attainment(instead))
        .times(weights[kpi.id] ?? 1),
    ),
    before: reading.value,
  };
}

/** As the database gives it back: zero has no sign. */
const plain = (value: Exact): string => (value.isZero() ? '0' : asText(value));
