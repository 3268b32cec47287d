import { type RawBuilder, sql } from 'kysely';
import type { Kpi } from '../kpis/kpi.ts';
import { model, type RecordType, recordColumns, tableOf } from '../model/index.ts';
import type { Context } from './context.ts';
import { counts, kpiRows } from './contributions.ts';
import { conversion, visible } from './readings.ts';
import { sliceCondition } from './slices.ts';
import { asWished, cellsOf, relations } from './state.ts';
import type { Decimal, HypotheticalChange } from './types.ts';

/** What one hypothesis changes in a KPI at the context's day, by subject, in the reporting currency. */
export interface Worth {
  subject: string;
  numerator: Decimal;
  denominator: Decimal;
}

/**
 * What each of many hypotheses would change in one KPI, in one statement: the KPI's select runs once per hypothesis over
 * only the subjects that it touches (before and after), in a lateral join whose relations see that hypothesis alone.
 * Nothing is written.
 * @param hypotheses each checked by hypothesis(); the context's day is the horizon, its state is now.
 * @returns for each hypothesis the subjects whose contribution differs.
 */
export async function worths(context: Context, kpi: Kpi, hypotheses: readonly (readonly HypotheticalChange[])[]): Promise<Worth[][]> {
  const results: Worth[][] = hypotheses.map(() => []);
  const { accountId } = context;
  const types = [...new Set(hypotheses.flat().map((change) => change.recordType))].filter((type) => kpi.reads.includes(type));
  if (types.length === 0) return results;
  const given = hypotheses.map((changes, number) => ({
    number,
    ...Object.fromEntries(
      types.flatMap((type) => {
        const ofType = changes.filter((change) => change.recordType === type);
        const wished = ofType.map((change) => ({
          ...{ id: change.recordId, deleted: change.delete ?? false },
          cells: cellsOf(accountId, type, change.set),
        }));
        return [
          [tableOf(type), wished],
          [idsOf(type), ofType.map((change) => change.recordId)],
        ];
      }),
    ),
  }));
  const columns = sql.raw(types.map((type) => `${tableOf(type)} jsonb, ${idsOf(type)} text[]`).join(', '));
  const now = relations(accountId, { kind: 'now' });
  const overlaid = sql.join(types.map((type) => sql`${sql.raw(tableOf(type))} as not materialized (${overlaidRelation(accountId, type)})`));
  const others = relations(
    accountId,
    { kind: 'now' },
    kpi.reads.filter((type) => !types.includes(type)),
  );
  const hasOthers = kpi.reads.some((type) => !types.includes(type));
  const hypothetical = sql.join([...(hasOthers ? [others] : []), overlaid]);
  const touched = touchedSubjects(kpi, types);
  const rows = (withRelations: RawBuilder<unknown>, subjects: RawBuilder<unknown>) => sql`
    (with ${withRelations}
     select * from (${kpiRows(kpi, context.fiscalYear, subjects)}) computed where ${counts})`;
  const converted = (source: RawBuilder<unknown>, sign: 1 | -1, condition: RawBuilder<unknown>) => sql`
    select h.number, c.subject, ${sql.lit(sign)} * c.numerator * r.rate as numerator, ${sql.lit(sign)} * c.denominator * r.rate as denominator
    from hypothesis h
    cross join lateral ${source} c
    left join lateral (select * from public.organization o where o.account_id = ${accountId} and o.id = c.organization_id and o.known_until = 'infinity') o on true
    join conversion r on r.currency = coalesce(c.currency, ${context.settings.currency})
    where ${visible(context)} and ${condition}`;
  const condition = await sliceCondition(context);
  const found = await sql<Worth & { number: number }>`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as h(number int, ${columns})
    ),
    hypothesis as materialized (
      select h.*, (
        select array_agg(distinct subject) from (
          select subject from (with ${now}, changed as (${changedIds(types)}) ${touched}) before
          union all
          select subject from (with ${hypothetical}, changed as (${changedIds(types)}) ${touched}) after
        ) either where subject is not null
      )::text[] as subjects
      from given h
    ),
    rate as (select id, fiscal_year, currency, plan_rate from public.rate where account_id = ${accountId} and known_until = 'infinity'),
    ${conversion(context)},
    difference as (
      ${converted(rows(now, sql`h.subjects`), -1, condition)}
      union all
      ${converted(rows(hypothetical, sql`h.subjects`), 1, condition)}
    )
    select number, subject, sum(numerator) as numerator, sum(denominator) as denominator
    from difference group by number, subject
    having sum(numerator) <> 0 or sum(denominator) <> 0`.execute(context.tx);
  for (const { number, ...worth } of found.rows) results[number]?.push(worth);
  return results;
}

/** The column of a hypothesis with the ids of its wished records of a type: an array is looked through faster than JSON. */
const idsOf = (type: RecordType): string => `${tableOf(type)}_ids`;

/** The relation of a type as hypothesis `h` has it: h carries the wished records in a column named after the table. */
function overlaidRelation(accountId: string, type: RecordType): RawBuilder<unknown> {
  const table = tableOf(type);
  const columns = ['id', ...recordColumns(model[type]).map((column) => column.name)].map((name) => `t.${name}`).join(', ');
  return sql`
    select ${sql.raw(columns)} from public.${sql.raw(table)} t
    where t.account_id = ${accountId} and t.known_until = 'infinity'
      and not t.id = any (h.${sql.raw(idsOf(type))})
    union all ${asWished(accountId, type, sql.raw(`h.${table}`))}`;
}

const changedIds = (types: readonly RecordType[]): RawBuilder<unknown> =>
  sql.raw(types.map((type) => `select unnest(h.${idsOf(type)}) as id`).join(' union all '));

/** A type that the KPI does not trace to subjects (a rate, a setting) has no worth of its own here. */
function touchedSubjects(kpi: Kpi, types: readonly RecordType[]): RawBuilder<unknown> {
  const selects = types.flatMap((type) => kpi.touches[type] ?? []).map((select) => `select subject from (${select}) touched`);
  return sql.raw(selects.length > 0 ? selects.join(' union all ') : 'select null::text as subject');
}
