import { type RawBuilder, sql } from 'kysely';
import type { FiscalYear } from '../kpis/fiscalYear.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { type Answers, together } from './answersTogether.ts';
import { relations, type State } from './state.ts';

/** The columns of a contribution, in one order everywhere, with what stands for one that a select leaves out. */
export const contributionColumns = {
  subject: 'null::text',
  record_type: 'null::text',
  record_id: 'null::text',
  part: "''::text",
  excluded: 'null::text',
  occurred_on: 'null::date',
  counts_from: 'null::date',
  counts_until: 'null::date',
  numerator: '0::numeric',
  denominator: '0::numeric',
  currency: 'null::text',
  organization_id: 'null::text',
  country: 'null::text',
  product: 'null::text',
  motion: 'null::text',
  partner_id: 'null::text',
  owner_id: 'null::text',
  segment: 'null::text',
} as const;
const names = Object.keys(contributionColumns);
/** What the table of contributions keeps: only rows that count, so not why one is excluded. */
export const storedColumns = names.filter((name) => name !== 'excluded');

const defaults = Object.entries(contributionColumns)
  .map(([name, value]) => `${value} as ${name}`)
  .join(', ');
const typed: Record<string, string> = {
  part: "coalesce(part, '') as part",
  numerator: 'coalesce(numerator, 0)::numeric as numerator',
  denominator: 'coalesce(denominator, 0)::numeric as denominator',
};
const listed = names.map((name) => typed[name] ?? name).join(', ');

/**
 * One KPI's rows, with all columns. A column that the select leaves out resolves to the default of the same name
 * outside it. `onlySubjects` is SQL for a text array.
 */
export function kpiRows(kpi: Kpi, fiscalYear: FiscalYear, onlySubjects?: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select ${sql.lit(kpi.id)}::text as kpi, c.*
    from (select ${sql.raw(defaults)}) absent
    cross join lateral (
      select ${sql.raw(listed)} from (${sql.raw(kpi.select(fiscalYear))}) given
      ${onlySubjects ? sql`where given.subject = any (${onlySubjects})` : sql``}
    ) c`;
}

/** A row counts where nothing excludes it and its range is not empty. */
export const counts = sql.raw('excluded is null and counts_from < counts_until');

/**
 * The rows of several KPIs that count, in a state: `relations`, and a relation to select from. Every reading, breakdown and
 * driver is made of these rows, so that answers which stand together do so in all of them.
 */
export function countingRows(
  accountId: string,
  state: State,
  kpis: readonly Kpi[],
  fiscalYear: FiscalYear,
  answers: Answers,
): { with: RawBuilder<unknown>; from: RawBuilder<unknown> } {
  const rowsOf = (some: readonly Kpi[]) => eachCounting(accountId, state, some, fiscalYear);
  const guarded = answers === 'together' ? kpis.filter((kpi) => kpi.isOfAnswers) : [];
  const withState = relations(accountId, state);
  if (guarded.length === 0) return { with: withState, from: rowsOf(kpis) };
  const inGroups = together(accountId, state, rowsOf(guarded), storedColumns);
  const others = kpis.filter((kpi) => !guarded.includes(kpi));
  if (others.length === 0) return { with: withState, from: inGroups };
  const columns = sql.raw(['kpi', ...storedColumns].map((name) => `own.${name}`).join(', '));
  return { with: withState, from: sql`(select ${columns} from ${rowsOf(others)} own union all select * from ${inGroups} guarded)` };
}

function eachCounting(accountId: string, state: State, kpis: readonly Kpi[], fiscalYear: FiscalYear): RawBuilder<unknown> {
  if (state.kind === 'now') {
    const ids = sql.join(kpis.map((kpi) => sql.lit(kpi.id)));
    return sql`(select * from public.contribution where account_id = ${accountId} and kpi in (${ids}))`;
  }
  const all = sql.join(
    kpis.map((kpi) => kpiRows(kpi, fiscalYear)),
    sql` union all `,
  );
  return sql`(select * from (${all}) computed where ${counts})`;
}
