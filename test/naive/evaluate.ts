import { fiscalYearEnd, fiscalYearOf, fiscalYearStart } from './days.ts';
import { type Entry, type Period, type Question, rateOf, settingsOf, textOf } from './entry.ts';
import { Fraction, sum } from './fraction.ts';
import { type NaiveKpi, naiveKpis } from './kpis/index.ts';
import { lastYearOf } from './targets.ts';
import type { World } from './world.ts';

export type Dimension = 'organization' | 'country' | 'product' | 'motion' | 'partner' | 'owner' | 'segment';
/** Only what carries these values; '' asks for what has none. An organization includes those below it. */
export type Slice = Partial<Record<Dimension, string>>;
export interface Asked {
  asOf: string;
  /** null: the fiscal year that holds the day. */
  period: Period | null;
  slice?: Slice;
  /** The day whose fiscal year's plan rates convert money, where it is not `asOf`. */
  ratesAt?: string;
}
export interface Evaluation {
  value: number | null;
  /** Exact where a decimal can be, else to 20 places. In the reporting currency. */
  numerator: string;
  denominator: string;
  missingRates: string[];
  exact: { value: Fraction | null; numerator: Fraction; denominator: Fraction };
}

export function evaluate(world: World, kpiId: string, { asOf, period, slice = {}, ratesAt = asOf }: Asked): Evaluation {
  const kpi = kpiOf(kpiId);
  const question: Question = { asOf, period: period ?? fiscalYearPeriod(world, asOf) };
  const entries = sliced(world, kpi.count(world, question), slice);
  const before = kpi.value === 'growth' ? sliced(world, kpi.count(world, lastYearOf(question)), slice) : [];
  const { fiscalYearStart: startsOn } = settingsOf(world);
  const missing = new Set<string>();
  const inReportingCurrency = (amount: Fraction, currency: string | null): Fraction => {
    const rate = rateOf(world, currency, fiscalYearOf(ratesAt, startsOn));
    if (rate === null) missing.add(currency as string);
    return rate === null ? Fraction.zero : amount.times(rate);
  };
  const numerator = sum(entries.map((entry) => inReportingCurrency(entry.numerator, entry.currency)));
  const denominator = sum(
    kpi.value === 'growth'
      ? before.map((entry) => inReportingCurrency(entry.numerator, entry.currency))
      : entries.map((entry) => inReportingCurrency(entry.denominator, entry.currency)),
  );
  const value = quotientOf(kpiId, kpi, numerator, denominator);
  return {
    value: value?.toNumber() ?? null,
    numerator: numerator.toDecimal(),
    denominator: denominator.toDecimal(),
    missingRates: [...missing].sort(),
    exact: { value, numerator, denominator },
  };
}

function kpiOf(kpiId: string): NaiveKpi {
  const kpi = naiveKpis[kpiId];
  if (!kpi) throw new RangeError(`there is no KPI '${kpiId}'`);
  return kpi;
}

function quotientOf(kpiId: string, kpi: NaiveKpi, numerator: Fraction, denominator: Fraction): Fraction | null {
  if (kpi.value === 'sum') return numerator;
  const isTargetMet = kpiId === 'pipeline-coverage' && denominator.sign < 0;
  if (denominator.sign === 0 || isTargetMet) return null;
  const quotient = numerator.over(denominator);
  return kpi.value === 'growth' ? quotient.minus(Fraction.one) : quotient;
}

export function fiscalYearPeriod(world: World, day: string): Period {
  const { fiscalYearStart: startsOn } = settingsOf(world);
  const year = fiscalYearOf(day, startsOn);
  return { start: fiscalYearStart(year, startsOn), end: fiscalYearEnd(year, startsOn) };
}

/** The same KPI at the same day of the fiscal year before, by the same plan rates. */
export const evaluatePreviousYear = (world: World, kpiId: string, asked: Asked): Evaluation => {
  const lastYear = lastYearOf({ asOf: asked.asOf, period: asked.period ?? fiscalYearPeriod(world, asked.asOf) });
  return evaluate(world, kpiId, { ...asked, ...lastYear, ratesAt: asked.ratesAt ?? asked.asOf });
};

/** The entries of a slice. By partner, an entry is shared in equal parts among its partners. */
export function sliced(world: World, entries: readonly Entry[], slice: Slice): Entry[] {
  const { partner, organization, country, ...plain } = slice;
  const countryOf = (entry: Entry) => entry.country ?? textOf(world.organization.get(entry.organization ?? ''), 'country') ?? '';
  return entries
    .filter((entry) => organization === undefined || isWithin(world, entry.organization, organization))
    .filter((entry) => country === undefined || countryOf(entry) === country)
    .filter((entry) => Object.entries(plain).every(([dimension, value]) => (entry[dimension as keyof typeof plain] ?? '') === value))
    .flatMap((entry) => {
      if (partner === undefined || (partner === '' && entry.partners.length === 0)) return [entry];
      if (!entry.partners.includes(partner)) return [];
      const share = Fraction.one.over(Fraction.of(entry.partners.length));
      return [{ ...entry, numerator: entry.numerator.times(share), denominator: entry.denominator.times(share) }];
    });
}

/** Whether an organization is another, or stands below it. A tree that runs in a circle is walked once. */
export function isWithin(world: World, organization: string | null, ancestor: string): boolean {
  if (ancestor === '') return organization === null;
  const seen = new Set<string>();
  for (let at = organization; at !== null && !seen.has(at); at = textOf(world.organization.get(at), 'parent')) {
    if (at === ancestor) return true;
    seen.add(at);
  }
  return false;
}
