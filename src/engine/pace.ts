import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { Kpi } from '../kpis/kpi.ts';
import type { Context } from './context.ts';
import { countingRows } from './contributions.ts';
import { daysBetween, minDate, windowBefore, yearBefore } from './period.ts';
import { conversion } from './readings.ts';
import { sliceCondition } from './slices.ts';
import type { Decimal as DecimalText, Status } from './types.ts';
import { asText, exact } from './value.ts';

/** Fewer rows than this say nothing of a year's course. */
const rowsOfACourse = 12;
export interface Thresholds {
  onTrack: number;
  atRisk: number;
}
export const usualThresholds: Thresholds = { onTrack: 1, atRisk: 0.9 };

/** Which part of a period's target is asked by the context's day, for each flow sum; 1 for all else. */
export type ShareOf = (kpi: Kpi) => Decimal;

/**
 * A flow sum is asked for as last year went: last fiscal year's cumulated share at the same day, where that year has at
 * least 12 rows and a positive total; else by the days that have passed. Always within 0 and 1; trailing twelve months ask for all.
 */
export async function sharesAsked(context: Context, kpis: readonly Kpi[]): Promise<ShareOf> {
  const { asOf, period } = context;
  const flowSums = kpis.filter((kpi) => kpi.shape === 'flow' && kpi.value === 'sum');
  const all = exact(1);
  if (period.key === 'ttm' || flowSums.length === 0) return () => all;
  const before = windowBefore(period);
  const rows = countingRows(context.accountId, context.state, flowSums, context.fiscalYear, context.answers);
  const found = await sql<{ kpi: string; total: DecimalText | null; so_far: DecimalText | null; rows: number }>`
    with ${rows.with}, ${conversion(context)}
    select c.kpi, sum(c.numerator * r.rate) as total, count(*) as rows,
      sum(c.numerator * r.rate) filter (where c.occurred_on <= ${yearBefore(asOf)}::date) as so_far
    from ${rows.from} c
    left join organization o on o.id = c.organization_id
    join conversion r on r.currency = coalesce(c.currency, ${context.settings.currency})
    where c.occurred_on between ${before.start}::date and ${before.end}::date
      and c.counts_from <= ${asOf}::date and ${asOf}::date < c.counts_until and ${await sliceCondition(context)}
    group by c.kpi`.execute(context.tx);
  const courses = new Map(found.rows.map((row) => [row.kpi, row]));
  const elapsed = exact(daysBetween(period.start, minDate(asOf, period.end)) + 1).div(daysBetween(period.start, period.end) + 1);
  const clamp = (share: Decimal) => Decimal.min(1, Decimal.max(0, share));
  return (kpi) => {
    if (kpi.shape !== 'flow' || kpi.value !== 'sum') return all;
    const course = courses.get(kpi.id);
    if (course && course.rows >= rowsOfACourse && exact(course.total ?? 0).gt(0))
      return clamp(exact(course.so_far ?? 0).div(course.total ?? 1));
    return clamp(elapsed);
  };
}

/** Reading ÷ asked as KPIS.md measures it: 1 is what was asked, more is better, also where lower is better. Null where asked is 0. */
export function quotient(kpi: Pick<Kpi, 'better'>, reading: Decimal, asked: Decimal): Decimal | null {
  if (asked.isZero()) return null;
  const difference = reading.minus(asked).div(asked.abs());
  if (kpi.better === 'lower') return exact(1).minus(difference);
  return reading.gt(0) && asked.gt(0) ? reading.div(asked) : exact(1).plus(difference);
}

/** By the target; without one by the year before; with neither, none. */
export function statusOf(
  kpi: Pick<Kpi, 'better'>,
  value: DecimalText | null,
  asked: DecimalText | null,
  previousYear: DecimalText | null,
  thresholds: Thresholds = usualThresholds,
): Status | null {
  if (value === null) return 'noData';
  const measure = asked ?? previousYear;
  if (measure === null) return null;
  const q = quotient(kpi, exact(value), exact(measure));
  if (q === null) return (kpi.better === 'lower' ? exact(value).lte(0) : exact(value).gte(0)) ? 'onTrack' : 'offTrack';
  if (q.gte(thresholds.onTrack)) return 'onTrack';
  return q.gte(thresholds.atRisk) ? 'atRisk' : 'offTrack';
}

/** Value ÷ measure, for attainment and pace; null where the measure is 0 or nothing was read. */
export const dividedBy = (value: DecimalText | null, measure: DecimalText | null): DecimalText | null =>
  value === null || measure === null || exact(measure).isZero() ? null : asText(exact(value).div(measure));
