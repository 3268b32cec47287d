import { daysBetween, yearBefore } from './days.ts';
import { type Entry, moneyOf, type Question, recordsOf, textOf } from './entry.ts';
import { Fraction, sum } from './fraction.ts';
import type { World } from './world.ts';

export interface OrganizationTarget {
  id: string;
  /** null: the whole account. */
  organization: string | null;
  amount: Fraction;
  currency: string | null;
}

/** The targets of a KPI for a fiscal year: each organization's own and the account's. Quarters count where no year is set. */
export function organizationTargets(world: World, kpi: string, fiscalYear: number): OrganizationTarget[] {
  const all = recordsOf(world, 'target').flatMap(([id, target]) => {
    const value = moneyOf(target, 'value');
    return target.kpi === kpi && value ? [{ id, organization: textOf(target, 'organization'), period: target.period, ...value }] : [];
  });
  const years = all.filter(({ period }) => period === `FY${fiscalYear}`);
  const quarters = all.filter(
    ({ period, organization }) =>
      [1, 2, 3, 4].some((quarter) => period === `FY${fiscalYear}-Q${quarter}`) && !years.some((year) => year.organization === organization),
  );
  return [...years, ...quarters].map(({ id, organization, amount, currency }) => ({ id, organization, amount, currency }));
}

/** What a target asks by the day: of the sum of a flow its share so far, of all else the whole. `lastYear` are last year's entries of the same period. */
export function askedByNow(
  target: Fraction,
  { asOf, period }: Question,
  isFlowSum: boolean,
  lastYear: { wholePeriod: readonly Entry[]; untilTheSameDay: readonly Entry[] },
): Fraction {
  if (!isFlowSum) return target;
  const total = (entries: readonly Entry[]) => sum(entries.map(({ numerator }) => numerator));
  const share =
    lastYear.wholePeriod.length >= 12 && total(lastYear.wholePeriod).sign > 0
      ? total(lastYear.untilTheSameDay).over(total(lastYear.wholePeriod))
      : Fraction.of(daysBetween(period.start, asOf) + 1).over(Fraction.of(daysBetween(period.start, period.end) + 1));
  const atLeastNone = share.sign < 0 ? Fraction.zero : share;
  return target.times(atLeastNone.min(Fraction.one));
}

export const lastYearOf = ({ asOf, period }: Question): Question => ({
  asOf: yearBefore(asOf),
  period: { start: yearBefore(period.start), end: yearBefore(period.end) },
});

export type Status = 'onTrack' | 'atRisk' | 'offTrack' | 'noData';
const byQuotient = (quotient: Fraction): Status =>
  quotient.compare(Fraction.one) >= 0 ? 'onTrack' : quotient.compare(Fraction.of('0.9')) >= 0 ? 'atRisk' : 'offTrack';

/** @returns null where there is neither a target nor a last year. */
export function statusOf(
  reading: Fraction | null,
  asked: Fraction | null,
  lastYear: Fraction | null,
  better: 'higher' | 'lower',
): Status | null {
  if (reading === null) return 'noData';
  const reference = asked ?? lastYear;
  if (reference === null) return null;
  if (reference.sign === 0) return (better === 'lower' ? reading.sign <= 0 : reading.sign >= 0) ? 'onTrack' : 'offTrack';
  const change = reading.minus(reference).over(reference.absolute());
  if (better === 'lower') return byQuotient(Fraction.one.minus(change));
  return byQuotient(reading.sign > 0 && reference.sign > 0 ? reading.over(reference) : Fraction.one.plus(change));
}
