import { sql } from 'kysely';
import { kpis as allKpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf, knownKpi } from './context.ts';
import { dividedBy, type ShareOf, sharesAsked, statusOf, type Thresholds, usualThresholds } from './pace.ts';
import { trendDates, yearBefore } from './period.ts';
import { recordCounts, type SumsOf, sums } from './readings.ts';
import { sinceDigest } from './sinceDigest.ts';
import { type State, stateOf } from './state.ts';
import { type KnownThen, knownThen } from './storedReadings.ts';
import { type TargetOf, targetsInForce } from './targets.ts';
import type { CivilDate, Decimal, KpiDetail, KpiReading, Question, Reading, Scorecard, Status, TrendPoint } from './types.ts';
import { asText, exact, plainText, readingOf, valueOf } from './value.ts';

/** Every KPI's reading with its target, pace, status, year before and trend. */
export async function scorecard(tx: Tx, question: Question): Promise<Scorecard> {
  const context = await contextOf(tx, question);
  const kpis = await kpiReadings(context, allKpis, question.knownAt);
  return { asOf: context.asOf, knownAt: question.knownAt, period: periodFacts(context), currency: context.settings.currency, kpis };
}

/** @throws UnknownKpiError */
export async function kpiDetail(tx: Tx, question: Question, id: string): Promise<KpiDetail> {
  const context = await contextOf(tx, question);
  const kpi = knownKpi(id);
  const [reading] = await kpiReadings(context, [kpi], question.knownAt);
  if (!reading) throw new Error(`no reading was made for ${id}`);
  const dates = reading.trend.map((point) => point.date);
  const read = await sums(context, {
    kpis: [kpi],
    dates: [...dates.map(yearBefore), ...dates.map((date) => yearBefore(yearBefore(date)))],
  });
  const trendPreviousYear = dates.map((date) => ({
    date,
    value: valueOf(kpi, read.of(kpi.id, yearBefore(date), 1), read.of(kpi.id, yearBefore(yearBefore(date)), 2)),
    asKnownThen: null,
  }));
  return { ...reading, formula: kpi.formula, period: periodFacts(context), trendPreviousYear, definition: kpi.version };
}

const periodFacts = ({ period }: Context) => ({ key: period.key, start: period.start, end: period.end });

async function kpiReadings(context: Context, kpis: readonly Kpi[], knownAt: string | null): Promise<KpiReading[]> {
  const { asOf } = context;
  const dates = trendDates(context.period, asOf);
  const before = yearBefore(asOf);
  const read = await sums(context, { kpis, dates: [...dates, ...dates.map(yearBefore), yearBefore(before)] });
  const counted = await recordCounts(context, { kpis });
  const target = await targetsInForce(context);
  const share = await sharesAsked(
    context,
    kpis.filter((kpi) => target(kpi) !== null),
  );
  const thresholds = await thresholdsOf(context);
  const isWhole = Object.keys(context.slice).length === 0;
  const then = isWhole
    ? await knownThen(context.tx, context.accountId, kpis, dates, context.settings.timeZone, context.answers)
    : () => null;
  const since = await sinceDigest(context, knownAt);
  return kpis.map((kpi) => {
    const reading = readingOf(kpi, read.of(kpi.id, asOf), read.of(kpi.id, before, 1), counted(kpi.id));
    const previousYear = valueOf(kpi, read.of(kpi.id, before, 1), read.of(kpi.id, yearBefore(before), 2));
    return {
      ...factsOf(kpi, context),
      ...reading,
      ...measured(kpi, reading, previousYear, target, share, thresholds),
      sinceLastDigest: since(kpi.id, reading.value),
      trend: trendOf(kpi, dates, read.of, then),
    };
  });
}

const factsOf = (kpi: Kpi, { settings }: Context) => ({
  id: kpi.id,
  title: kpi.title,
  group: kpi.group,
  unit: kpi.unit,
  better: kpi.better,
  shape: kpi.shape,
  headline: kpi.headline ?? null,
  currency: settings.currency,
});

function measured(kpi: Kpi, reading: Reading, previousYear: Decimal | null, targetOf: TargetOf, share: ShareOf, thresholds: Thresholds) {
  const target = targetOf(kpi);
  const asked = target === null ? null : asText(exact(target).times(share(kpi)));
  const hasNothing =
    kpi.value === 'sum' && target === null && reading.records === 0 && (previousYear === null || exact(previousYear).isZero());
  const status: Status | null = hasNothing ? 'noData' : statusOf(kpi, reading.value, asked, previousYear, thresholds);
  return {
    target,
    attainment: dividedBy(reading.value, target),
    asked: asked === null ? null : plainText(asked),
    pace: dividedBy(reading.value, asked),
    status: reading.note === 'targetMet' ? ('onTrack' as const) : status,
    previousYear,
    changeOnYear: changeOnYear(kpi, reading.value, previousYear),
  };
}

/** For ratios the difference; for the rest the quotient minus one, where the year before is positive. */
function changeOnYear(kpi: Kpi, value: Decimal | null, previousYear: Decimal | null): Decimal | null {
  if (value === null || previousYear === null) return null;
  if (kpi.unit === 'ratio') return asText(exact(value).minus(previousYear));
  return exact(previousYear).gt(0) ? asText(exact(value).div(previousYear).minus(1)) : null;
}

const trendOf = (kpi: Kpi, dates: readonly CivilDate[], of: SumsOf, then: KnownThen | (() => null)): TrendPoint[] =>
  dates.map((date) => ({ date, value: valueOf(kpi, of(kpi.id, date), of(kpi.id, yearBefore(date), 1)), asKnownThen: then(kpi.id, date) }));

/** The manager's thresholds of "on track" and "at risk", else the usual ones. */
export async function thresholdsOf(context: Pick<Context, 'tx' | 'accountId'>): Promise<Thresholds> {
  const found = await sql<{
    thresholds: Partial<Thresholds> | null;
  }>`select settings -> 'thresholds' as thresholds from workspace where account_id = ${context.accountId}`.execute(context.tx);
  return { ...usualThresholds, ...found.rows[0]?.thresholds };
}

/** The reading of some KPIs on a day in a state, with what they aim at: what what-if and goal-seek compare. */
export interface Standing {
  kpi: Kpi;
  reading: Reading;
  target: Decimal | null;
  status: Status | null;
}
export async function standings(
  tx: Tx,
  question: Question,
  kpis: readonly Kpi[],
  state: State = stateOf(question.knownAt),
): Promise<Standing[]> {
  const context = await contextOf(tx, question, state);
  const before = yearBefore(context.asOf);
  const read = await sums(context, { kpis, dates: [context.asOf, before, yearBefore(before)] });
  const counted = await recordCounts(context, { kpis });
  const target = await targetsInForce(context);
  const share = await sharesAsked(
    context,
    kpis.filter((kpi) => target(kpi) !== null),
  );
  const thresholds = await thresholdsOf(context);
  return kpis.map((kpi) => {
    const reading = readingOf(kpi, read.of(kpi.id, context.asOf), read.of(kpi.id, before, 1), counted(kpi.id));
    const previousYear = valueOf(kpi, read.of(kpi.id, before, 1), read.of(kpi.id, yearBefore(before), 2));
    const { target: aim, status } = measured(kpi, reading, previousYear, target, share, thresholds);
    return { kpi, reading, target: aim, status };
  });
}
