import { type RawBuilder, sql } from 'kysely';
import type { Kpi } from '../kpis/kpi.ts';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf, knownKpi } from './context.ts';
import { countingRows } from './contributions.ts';
import { recordFacts } from './labels.ts';
import { type ResolvedPeriod, resolvePeriod, windowBefore, yearBefore } from './period.ts';
import { conversion, nothing, recordCounts, type Sums, visible } from './readings.ts';
import { shareOut } from './rounding.ts';
import { sliceCondition } from './slices.ts';
import { storedPeriod } from './storedReadings.ts';
import type { CivilDate, Driver, Drivers, Instant, Question, Reading } from './types.ts';
import { asText, type Exact, exact, readingOf } from './value.ts';

export interface Span {
  since: CivilDate;
  until: CivilDate;
  sinceKnownAt: Instant | null;
  untilKnownAt: Instant | null;
}

/** What one record adds at one end: by currency, before conversion. For growth, last year's sum stands as denominator. */
interface Contribution {
  record_type: RecordType;
  record_id: string;
  currency: string;
  numerator: string;
  denominator: string;
}
interface End {
  context: Context;
  rows: Contribution[];
  /** Plan rates as this end's state knows them, of the fiscal year of the later end. */
  rates: ReadonlyMap<string, Exact>;
}
type Totals = { numerator: Exact; denominator: Exact };

/**
 * Exactly why a reading moved between two points (a day and a moment of knowledge each). With r0 = n0 ÷ d0, a record's
 * share of the change is (Δn − r0·Δd) ÷ d1: exact, as Σ(Δn·d0 − n0·Δd) = n1·d0 − n0·d1. Corrected plan rates are a
 * driver of their own, per currency; so is a changed definition, where the earlier reading was stored under another one.
 * The shares add up to the change.
 */
export async function drivers(tx: Tx, question: Question, id: string, span: Span, limit = 50): Promise<Drivers> {
  const kpi = knownKpi(id);
  const ask = (asOf: CivilDate, knownAt: Instant | null) => contextOf(tx, { ...question, asOf, knownAt });
  const [from, to] = [await ask(span.since, span.sinceKnownAt), await ask(span.until, span.untilKnownAt)];
  const start = await endOf(kpi, from, to);
  const end = await endOf(kpi, to, to);
  const before = totals(start.rows, start.rates);
  const beforeAtNewRates = totals(start.rows, end.rates);
  const after = totals(end.rows, end.rates);
  const values = [before, beforeAtNewRates, after].map((total) => valueOfTotals(kpi, total)) as [Exact | null, Exact | null, Exact | null];
  const [v0, v0AtNewRates, v1] = values;
  const acrossPeriods =
    kpi.shape === 'flow' && (from.period.start !== to.period.start || from.period.end !== to.period.end) && to.period.key !== 'ttm';
  const isShared = v0 !== null && v0AtNewRates !== null && v1 !== null && !acrossPeriods;
  const change = isShared ? v1.minus(v0) : null;

  const moved = [
    ...recordDrivers(kpi, start, end, beforeAtNewRates, after, isShared),
    ...(isShared ? rateDrivers(kpi, start, end, before, v0) : []),
  ];
  const definition = isShared ? await definitionDriver(tx, kpi, question, span, from.period, v0) : null;
  const all = [...moved, ...(definition ? [definition.driver] : [])].sort((a, b) =>
    Number(
      exact(b.share ?? b.numeratorChange)
        .abs()
        .comparedTo(exact(a.share ?? a.numeratorChange).abs()),
    ),
  );
  const total = change === null ? null : change.plus(definition?.difference ?? 0);
  const rounded = total === null ? all : withRoundedShares(kpi, all, total);
  const facts = await recordFacts(
    to,
    rounded
      .slice(0, limit)
      .flatMap((driver) => (driver.recordType && driver.recordId ? [{ recordType: driver.recordType, recordId: driver.recordId }] : [])),
  );
  const rest = rounded.slice(limit);
  return {
    since: { date: span.since, knownAt: span.sinceKnownAt, reading: await readingOfTotals(kpi, start, before) },
    until: { date: span.until, knownAt: span.untilKnownAt, reading: await readingOfTotals(kpi, end, after) },
    change: total === null ? null : roundedChange(kpi, total),
    acrossPeriods,
    drivers: rounded
      .slice(0, limit)
      .map((driver) => ({ ...driver, ...(driver.recordType && driver.recordId ? facts(driver.recordType, driver.recordId) : {}) })),
    rest:
      rest.length === 0
        ? null
        : {
            count: rest.length,
            share: total === null ? null : rest.reduce((sum, driver) => sum.plus(driver.share ?? 0), exact(0)).toFixed(),
          },
  };
}

/** The rows that count at one end, summed by record and currency; for growth the year before's stand as denominators. */
async function endOf(kpi: Kpi, context: Context, later: Context): Promise<End> {
  const rows = countingRows(context.accountId, context.state, [kpi], context.fiscalYear, context.answers);
  const condition = await sliceCondition(context);
  const select = (numerator: RawBuilder<unknown>, denominator: RawBuilder<unknown>, seen: RawBuilder<unknown>) => sql`
    select c.record_type, c.record_id, coalesce(c.currency, ${context.settings.currency}) as currency, sum(${numerator}) as numerator, sum(${denominator}) as denominator
    from ${rows.from} c left join organization o on o.id = c.organization_id
    where ${seen} and ${condition} group by 1, 2, 3`;
  const parts =
    kpi.value === 'growth'
      ? [select(sql`c.numerator`, sql`0`, visible(context)), select(sql`0`, sql`c.numerator`, visible(yearEarlier(context)))]
      : [select(sql`c.numerator`, sql`c.denominator`, visible(context))];
  const found = await sql<Contribution>`with ${rows.with} ${sql.join(parts, sql` union all `)}`.execute(context.tx);
  const atLaterYear = { ...context, asOf: later.asOf };
  const rates = await sql<{ currency: string; rate: string }>`
    with ${rows.with}, ${conversion(atLaterYear)} select currency, rate from conversion`.execute(context.tx);
  return { context, rows: found.rows, rates: new Map(rates.rows.map((row) => [row.currency, exact(row.rate)])) };
}

/** The same window and day, one year earlier. */
function yearEarlier(context: Context): Pick<Context, 'asOf' | 'period'> {
  const asOf = yearBefore(context.asOf);
  const { key, lapses } = context.period;
  const period =
    lapses === null ? { ...context.period, ...windowBefore(context.period) } : resolvePeriod(key, asOf, context.settings.fiscalYearStart);
  return { asOf, period };
}

/** An end's reading, at the rates by which the change is told. */
async function readingOfTotals(kpi: Kpi, end: End, total: Totals): Promise<Reading> {
  const counted = await recordCounts(end.context, { kpis: [kpi] });
  const missingRates = [...new Set(end.rows.map((row) => row.currency).filter((currency) => !end.rates.has(currency)))];
  const positive = total.denominator.isNegative() ? '0' : total.denominator.toFixed();
  const now: Sums = {
    ...nothing,
    numerator: total.numerator.toFixed(),
    denominator: total.denominator.toFixed(),
    positiveDenominator: positive,
    missingRates,
  };
  return readingOf(kpi, now, { ...nothing, numerator: total.denominator.toFixed() }, counted(kpi.id));
}

/** Decimals to which shares are shown: money to the cent, ratios to a hundredth of a percentage point's hundredth. */
const decimalsOf = (kpi: Kpi): number => (kpi.unit === 'money' ? 2 : 6);
const roundedChange = (kpi: Kpi, change: Exact): string => change.toDecimalPlaces(decimalsOf(kpi)).toFixed();

function withRoundedShares(kpi: Kpi, all: readonly Driver[], change: Exact): Driver[] {
  const shares = shareOut(
    all.map((driver) => exact(driver.share ?? 0)),
    change,
    decimalsOf(kpi),
  );
  return all.map((driver, index) => ({ ...driver, share: (shares[index] ?? exact(0)).toFixed() }));
}

const valueOfTotals = (kpi: Kpi, total: Totals): Exact | null => {
  if (kpi.value === 'sum') return total.numerator;
  if (total.denominator.isZero() || (kpi.usedUp && total.denominator.isNegative())) return null;
  return kpi.value === 'growth' ? total.numerator.div(total.denominator).minus(1) : total.numerator.div(total.denominator);
};

function totals(rows: readonly Contribution[], rates: ReadonlyMap<string, Exact>): Totals {
  const total = { numerator: exact(0), denominator: exact(0) };
  for (const row of rows) {
    const rate = rates.get(row.currency);
    if (!rate) continue;
    total.numerator = total.numerator.plus(exact(row.numerator).times(rate));
    total.denominator = total.denominator.plus(exact(row.denominator).times(rate));
  }
  return total;
}

/** A record's amount moves the value by this: exact for sum and growth, and for a ratio as above. */
function shareOfRecord(kpi: Kpi, delta: Totals, before: Totals, after: Totals): Exact {
  if (kpi.value === 'sum') return delta.numerator;
  const r0 = before.numerator.div(before.denominator);
  return delta.numerator.minus(r0.times(delta.denominator)).div(after.denominator);
}

function byRecord(rows: readonly Contribution[], rates: ReadonlyMap<string, Exact>): Map<string, { first: Contribution; total: Totals }> {
  const records = new Map<string, { first: Contribution; total: Totals }>();
  for (const row of rows) {
    const rate = rates.get(row.currency);
    if (!rate) continue;
    const key = `${row.record_type}|${row.record_id}`;
    const record = records.get(key) ?? { first: row, total: { numerator: exact(0), denominator: exact(0) } };
    record.total.numerator = record.total.numerator.plus(exact(row.numerator).times(rate));
    record.total.denominator = record.total.denominator.plus(exact(row.denominator).times(rate));
    records.set(key, record);
  }
  return records;
}

function recordDrivers(kpi: Kpi, start: End, end: End, before: Totals, after: Totals, isShared: boolean): Driver[] {
  const [then, now] = [byRecord(start.rows, end.rates), byRecord(end.rows, end.rates)];
  const zero = { numerator: exact(0), denominator: exact(0) };
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [then.get(key), now.get(key)];
    const first = (is ?? was)?.first;
    if (!first) return [];
    const { record_type, record_id } = first;
    const delta = {
      numerator: (is?.total ?? zero).numerator.minus((was?.total ?? zero).numerator),
      denominator: (is?.total ?? zero).denominator.minus((was?.total ?? zero).denominator),
    };
    if (delta.numerator.isZero() && delta.denominator.isZero()) return [];
    return [
      {
        kind: 'record' as const,
        recordType: record_type,
        recordId: record_id,
        label: null,
        sourceUrl: null,
        share: isShared ? asText(shareOfRecord(kpi, delta, before, after)) : null,
        numeratorChange: asText(delta.numerator),
        denominatorChange: asText(delta.denominator),
        effect: was ? (is ? ('changed' as const) : ('left' as const)) : ('entered' as const),
      },
    ];
  });
}

/** What the correction of plan rates alone moved, shared among the currencies whose rate differs. */
function rateDrivers(kpi: Kpi, start: End, end: End, before: Totals, v0: Exact): Driver[] {
  const currencies = [...new Set(start.rows.map((row) => row.currency))].filter((currency) => {
    const [was, is] = [start.rates.get(currency), end.rates.get(currency)];
    return was && is ? !was.eq(is) : Boolean(was) !== Boolean(is);
  });
  const rates = new Map(start.rates);
  let [value, reached] = [v0, before];
  return currencies.flatMap((currency) => {
    const rate = end.rates.get(currency);
    if (rate) rates.set(currency, rate);
    else rates.delete(currency);
    const next = totals(start.rows, rates);
    const nextValue = valueOfTotals(kpi, next) ?? value;
    const driver: Driver = {
      kind: 'rate',
      recordType: 'rate',
      recordId: null,
      label: currency,
      sourceUrl: null,
      share: asText(nextValue.minus(value)),
      numeratorChange: asText(next.numerator.minus(reached.numerator)),
      denominatorChange: asText(next.denominator.minus(reached.denominator)),
      effect: 'changed',
    };
    [value, reached] = [nextValue, next];
    return [driver];
  });
}

/** The earlier reading as it was stored then, where the definition has changed since. */
async function definitionDriver(
  tx: Tx,
  kpi: Kpi,
  question: Question,
  span: Span,
  period: ResolvedPeriod,
  recomputed: Exact,
): Promise<{ driver: Driver; difference: Exact } | null> {
  // What was stored then counted each answer by itself.
  if (question.answers === 'together' && kpi.isOfAnswers) return null;
  if (span.sinceKnownAt === null || period.key !== storedPeriod || Object.keys(question.slice).length > 0) return null;
  const found = await sql<{ value: string | null; definition: number }>`
    select value, definition from reading
    where account_id = ${question.accountId} and kpi = ${kpi.id} and period = ${storedPeriod} and on_date = ${span.since}::date and known_at <= ${span.sinceKnownAt}::timestamptz
    order by known_at desc limit 1`.execute(tx);
  const stored = found.rows[0];
  if (!stored || stored.value === null || stored.definition === kpi.version) return null;
  const difference = recomputed.minus(stored.value);
  return {
    difference,
    driver: {
      kind: 'definition',
      recordType: null,
      recordId: null,
      label: null,
      sourceUrl: null,
      share: asText(difference),
      numeratorChange: '0',
      denominatorChange: '0',
      effect: 'changed',
    },
  };
}
