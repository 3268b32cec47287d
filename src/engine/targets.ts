import { sql } from 'kysely';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import type { Context } from './context.ts';
import { fiscalYearOf, quarterOf } from './period.ts';
import { conversion } from './readings.ts';
import { relations, type State } from './state.ts';
import type { CivilDate, Decimal, Instant, TargetInfo } from './types.ts';
import { exact, plainText } from './value.ts';

/** Targets that were set in the app stand before those of a source: their ids begin so. */
export const appTargetPrefix = 'app:';
export const appTargetId = (kpi: string, period: string, organizationId: string | null): string =>
  `${appTargetPrefix}${kpi}:${period}:${organizationId ?? ''}`;

/** Every target that is known, the app's and the sources'. */
export async function targets(tx: Tx, accountId: string, knownAt: Instant | null): Promise<TargetInfo[]> {
  const known =
    knownAt === null ? sql`known_until = 'infinity'` : sql`known_from <= ${knownAt}::timestamptz and ${knownAt}::timestamptz < known_until`;
  const found = await sql<TargetInfo>`
    select kpi, period, value, value_currency as currency, organization_id as "organizationId", source_id as "sourceId"
    from target where account_id = ${accountId} and kpi is not null and period is not null and value is not null and ${known}
    order by kpi, period, organization_id, (id like ${`${appTargetPrefix}%`}) desc, id`.execute(tx);
  return found.rows;
}

interface TargetRow {
  kpi: string;
  period: string;
  value: Decimal;
  organizationId: string | null;
}

/** The targets of a state, in the reporting currency; one for each KPI, period and organization: the app's before a source's. */
async function standing(context: Context, state: State): Promise<TargetRow[]> {
  const found = await sql<TargetRow>`
    with ${relations(context.accountId, state, ['target', 'rate'])}, ${conversion(context)}
    select distinct on (t.kpi, upper(t.period), t.organization_id)
      t.kpi, upper(t.period) as period, t.value * coalesce(r.rate, 1) as value, t.organization_id as "organizationId"
    from target t
    left join conversion r on r.currency = t.value_currency
    where t.kpi is not null and t.period is not null and t.value is not null and (t.value_currency is null or r.rate is not null)
    order by t.kpi, upper(t.period), t.organization_id, (t.id like ${`${appTargetPrefix}%`}) desc, t.id collate "C"`.execute(context.tx);
  return found.rows;
}

/** What a KPI aims at in the context's period and slice; null where nothing was set for them. */
export type TargetOf = (kpi: Kpi) => Decimal | null;

/**
 * A target has a fiscal year or a quarter. Fiscal year to date, a fiscal year, trailing twelve months and every level
 * ask for the year's; a quarter asks for its own, and, for what is not added up, for the year's where it has none. The
 * year is the sum of its quarters where it has none of its own.
 * A slice has a target only by organization, and only one of its own.
 */
export async function targetsInForce(context: Context): Promise<TargetOf> {
  const asked = periodOfTargets(context);
  const dimensions = Object.keys(context.slice);
  if (!asked || dimensions.some((dimension) => dimension !== 'organization')) return () => null;
  const organizationId = context.slice.organization || null;
  const index = new Map(
    (await standing(context, context.state))
      .filter((row) => row.organizationId === organizationId)
      .map((row) => [`${row.kpi}|${row.period}`, row.value]),
  );
  return (kpi) => {
    const own = (period: string) => index.get(`${kpi.id}|${period}`) ?? null;
    const isAdded = kpi.shape === 'flow' && kpi.value === 'sum';
    const quarters = [1, 2, 3, 4].flatMap((quarter) => own(`FY${asked.year}-Q${quarter}`) ?? []);
    const summed = isAdded && quarters.length > 0 ? quarters.reduce((sum, value) => sum.plus(value), exact(0)).toFixed() : null;
    const year = own(`FY${asked.year}`) ?? summed;
    const current = own(`FY${asked.year}-Q${asked.currentQuarter}`);
    if (asked.quarter !== null && kpi.shape === 'flow') {
      const quarter = own(`FY${asked.year}-Q${asked.quarter}`);
      const target = quarter ?? (isAdded ? null : own(`FY${asked.year}`));
      return target === null ? null : plainText(target);
    }
    const target = year ?? (isAdded ? null : current);
    return target === null ? null : plainText(target);
  };
}

/** The fiscal year, and the quarter where the period is one; null where no target fits the period (a month, a range of days). */
function periodOfTargets({ period, asOf, settings }: Context): { year: number; quarter: number | null; currentQuarter: number } | null {
  const start = settings.fiscalYearStart;
  const facts = (day: CivilDate, quarter: number | null) => ({
    year: fiscalYearOf(day, start),
    quarter,
    currentQuarter: quarterOf(day, start),
  });
  if (period.key === 'fytd' || period.key === 'ttm') return facts(asOf, null);
  if (period.key === 'qtd') return facts(asOf, quarterOf(asOf, start));
  if (/^fy\d+$/.test(period.key)) return facts(period.end, null);
  if (/^fy\d+-q\d$/.test(period.key)) return facts(period.end, quarterOf(period.end, start));
  return null;
}
