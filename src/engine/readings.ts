import { type RawBuilder, sql } from 'kysely';
import type { Kpi } from '../kpis/kpi.ts';
import type { Context } from './context.ts';
import { countingRows } from './contributions.ts';
import { fiscalYearOf, windowBefore } from './period.ts';
import { sliceCondition } from './slices.ts';
import type { CivilDate } from './types.ts';

/** Sums of one KPI (and one group) at one day of one window, converted with the plan rates of the context's day. */
export interface Sums {
  numerator: string;
  denominator: string;
  /** The positive part of the denominator: tells "used up" from "never set". */
  positiveDenominator: string;
  missingRates: string[];
}
/** `window` 0 is the period asked, 1 the same one year earlier, 2 two years earlier. A rolling period has only window 0: the day decides. */
export type SumsOf = (kpi: string, date: CivilDate, window?: 0 | 1 | 2, group?: string) => Sums;

export const nothing: Sums = { numerator: '0', denominator: '0', positiveDenominator: '0', missingRates: [] };

interface Asked {
  kpis: readonly Kpi[];
  dates: readonly CivilDate[];
  /** SQL over `c` and `o` for the group; one group without it. */
  group?: RawBuilder<unknown>;
}

/**
 * Readings at many days in one pass over the contributions. Under a period a flow row is a level that lapses: it is
 * seen from max(counts_from, occurred_on) until min(counts_until, the day its period ends), so each row adds to one
 * run of days, and the rest is a sum over few runs.
 */
export async function sums(context: Context, asked: Asked): Promise<{ of: SumsOf; groups: string[] }> {
  const { accountId, period } = context;
  const rows = countingRows(accountId, context.state, asked.kpis, context.fiscalYear, context.answers);
  const dates = [...new Set(asked.dates)].sort();
  const days = sql`array[${sql.join(dates.map((date) => sql.lit(date)))}]::date[]`;
  const lapses = sql.raw(period.lapses ?? 'null::date');
  const found = await sql<Sums & { kpi: string; window: number; day: number; group: string }>`
    with ${rows.with},
    ${conversion(context)},
    period_window (number, first_day, last_day) as (values ${windowValues(context)}),
    run as (
      select c.kpi, ${asked.group ?? sql`''`} as grouped, w.number, c.currency,
        width_bucket(greatest(c.counts_from, c.occurred_on) - 1, ${days}) + 1 as first_seen,
        width_bucket(least(c.counts_until, ${lapses}) - 1, ${days}) as last_seen,
        sum(c.numerator) as numerator, sum(c.denominator) as denominator, sum(greatest(c.denominator, 0)) as positive
      from ${rows.from} c
      left join organization o on o.id = c.organization_id
      join period_window w on c.occurred_on is null or c.occurred_on between w.first_day and w.last_day
      where ${withinReach(dates, period)} and ${await sliceCondition(context)}
      group by 1, 2, 3, 4, 5, 6
    )
    select kpi, grouped as "group", number as window, day,
      coalesce(sum(run.numerator * rate), 0) as numerator,
      coalesce(sum(run.denominator * rate), 0) as denominator,
      coalesce(sum(run.positive * rate), 0) as "positiveDenominator",
      coalesce(array_agg(distinct run.currency) filter (where rate is null), '{}') as "missingRates"
    from (
      select run.*, case when run.currency is null then 1 else conversion.rate end as rate
      from run left join conversion on conversion.currency = run.currency
    ) run
    cross join lateral generate_series(run.first_seen, run.last_seen) as day
    where run.first_seen <= run.last_seen
    group by kpi, grouped, number, day`.execute(context.tx);
  const index = new Map(found.rows.map((row) => [`${row.kpi}|${row.window}|${dates[row.day - 1]}|${row.group}`, row]));
  const isRolling = period.lapses !== null;
  return {
    of: (kpi, date, window = 0, group = '') => index.get(`${kpi}|${isRolling ? 0 : window}|${date}|${group}`) ?? nothing,
    groups: [...new Set(found.rows.map((row) => row.group))],
  };
}

/**
 * SQL: the contribution `c` can be seen on one of these days at all. Says nothing that the runs do not say too; it spares
 * the reckoning for all that is older. No rolling period is longer than a year.
 */
function withinReach(dates: readonly CivilDate[], period: Context['period']): RawBuilder<unknown> {
  const [first, last] = [dates[0] ?? 'infinity', dates.at(-1) ?? '-infinity'];
  const recent = period.lapses === null ? sql`true` : sql`c.occurred_on > ${first}::date - 367`;
  return sql`c.counts_from <= ${last}::date and c.counts_until > ${first}::date
    and (c.occurred_on is null or (c.occurred_on <= ${last}::date and ${recent}))`;
}

/** `conversion(currency, rate)`: the plan rates of the fiscal year that holds the context's day, in its state. One per currency: the record with the lowest id. */
export function conversion(context: Context): RawBuilder<unknown> {
  const year = fiscalYearOf(context.asOf, context.settings.fiscalYearStart);
  // Once: drawn into the query it would be asked for each of its rows.
  return sql`conversion as materialized (
      select ${context.settings.currency}::text as currency, 1::numeric as rate
      union all
      (select distinct on (r.currency) r.currency, r.plan_rate from rate r
       where r.fiscal_year = ${year} and r.plan_rate > 0 and r.currency <> ${context.settings.currency}
       order by r.currency, r.id collate "C")
    )`;
}

function windowValues({ period }: Context): RawBuilder<unknown> {
  if (period.lapses) return sql`(0, '-infinity'::date, 'infinity'::date)`;
  const before = windowBefore(period);
  const windows = [period, before, windowBefore(before)];
  return sql.join(windows.map((window, number) => sql`(${sql.lit(number)}, ${sql.lit(window.start)}::date, ${sql.lit(window.end)}::date)`));
}

/** How many records count on the context's day, by KPI and group. A record with several parts is one record. */
export async function recordCounts(
  context: Context,
  asked: Pick<Asked, 'kpis' | 'group'>,
): Promise<(kpi: string, group?: string) => number> {
  const rows = countingRows(context.accountId, context.state, asked.kpis, context.fiscalYear, context.answers);
  const found = await sql<{ kpi: string; group: string; records: number }>`
    with ${rows.with}
    select kpi, grouped as "group", count(*) as records from (
      select distinct c.kpi, ${asked.group ?? sql`''`} as grouped, c.record_type, c.record_id
      from ${rows.from} c left join organization o on o.id = c.organization_id
      where ${visible(context)} and ${await sliceCondition(context)}
    ) seen group by kpi, grouped`.execute(context.tx);
  const index = new Map(found.rows.map((row) => [`${row.kpi}|${row.group}`, row.records]));
  return (kpi, group = '') => index.get(`${kpi}|${group}`) ?? 0;
}

/** SQL: the contribution `c` counts on the context's day, in its period. */
export function visible({ asOf, period }: Pick<Context, 'asOf' | 'period'>): RawBuilder<unknown> {
  return sql`(c.counts_from <= ${asOf}::date and ${asOf}::date < c.counts_until
    and (c.occurred_on is null or (c.occurred_on between ${period.start}::date and ${period.end}::date and c.occurred_on <= ${asOf}::date)))`;
}
