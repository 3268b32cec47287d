import { type RawBuilder, sql } from 'kysely';
import { fiscalYearSql } from '../kpis/fiscalYear.ts';
import { kpiById, kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import { lockAccount } from '../store/moment.ts';
import { groupAnswers } from './answersTogether.ts';
import { counts, kpiRows, storedColumns } from './contributions.ts';
import { accountSettings } from './settings.ts';
import { relations } from './state.ts';

/** So many subjects of one KPI are always computed one by one; more only while they are a small part of it: each costs more than its share of the whole. */
const fewSubjects = 100;
const smallPart = 0.01;

/**
 * Brings the table of contributions up to date with the records: only the subjects that were marked, or a whole KPI
 * where its definition, the fiscal year or a setting changed. Writes only rows that differ.
 * @returns how many rows differed.
 */
export async function updateContributions(tx: Tx, accountId: string): Promise<number> {
  await lockAccount(tx, accountId);
  const { fiscalYearStart } = await accountSettings(tx, accountId, { kind: 'now' });
  const fiscalYear = fiscalYearSql(fiscalYearStart);
  const { whole, partly } = await whatIsDirty(tx, accountId, fiscalYearStart);
  if (whole.length === 0 && partly.length === 0) return 0;
  const subjectsOf = (kpi: Kpi) =>
    sql`(select array_agg(subject) from public.dirty_subject where account_id = ${accountId} and kpi = ${sql.lit(kpi.id)})::text[]`;
  let differing = 0;
  if (partly.length > 0) {
    const fresh = partly.map((kpi) => kpiRows(kpi, fiscalYear, subjectsOf(kpi)));
    const dirty = sql`exists (select from public.dirty_subject d where d.account_id = ${accountId} and d.kpi = c.kpi and d.subject = c.subject)`;
    differing += await replace(tx, accountId, partly, fresh, dirty);
  }
  for (const kpi of whole) differing += await replace(tx, accountId, [kpi], [kpiRows(kpi, fiscalYear)], sql`true`);
  await settle(tx, accountId, whole, fiscalYearStart);
  if ([...whole, ...partly].some((kpi) => kpi.isOfAnswers)) await groupAnswers(tx, accountId);
  return differing;
}

async function whatIsDirty(tx: Tx, accountId: string, fiscalYearStart: string): Promise<{ whole: Kpi[]; partly: Kpi[] }> {
  const computed = await sql<{ kpi: string; definition: number; fiscal_year_start: string }>`
    select kpi, definition, fiscal_year_start from computed_kpi where account_id = ${accountId}`.execute(tx);
  const marked = await sql<{ kpi: string; whole: boolean; subjects: number }>`
    select kpi, bool_or(subject = '') as whole, count(*) as subjects from dirty_subject where account_id = ${accountId} group by kpi`.execute(
    tx,
  );
  const workspace = await sql<{ needs_rebuild: boolean }>`select needs_rebuild from workspace where account_id = ${accountId}`.execute(tx);
  const everything = workspace.rows[0]?.needs_rebuild ?? true;
  const isCurrent = new Set(
    computed.rows
      .filter((row) => row.definition === kpiById(row.kpi)?.version && row.fiscal_year_start === fiscalYearStart)
      .map((row) => row.kpi),
  );
  const marks = new Map(marked.rows.map((row) => [row.kpi, row]));
  const many = marked.rows.filter((row) => row.subjects > fewSubjects).map((row) => row.kpi);
  const sizes = await sizesOf(tx, accountId, many);
  const isWhole = (kpi: Kpi) => {
    const mark = marks.get(kpi.id);
    if (everything || !isCurrent.has(kpi.id) || mark?.whole) return true;
    return mark !== undefined && mark.subjects > Math.max(fewSubjects, smallPart * (sizes.get(kpi.id) ?? 0));
  };
  return { whole: kpis.filter(isWhole), partly: kpis.filter((kpi) => !isWhole(kpi) && marks.has(kpi.id)) };
}

/** How many contributions these KPIs have. */
async function sizesOf(tx: Tx, accountId: string, of: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (of.length === 0) return new Map();
  const found = await sql<{ kpi: string; size: number }>`
    select kpi, count(*) as size from contribution where account_id = ${accountId} and kpi in (${sql.join(of)}) group by kpi`.execute(tx);
  return new Map(found.rows.map((row) => [row.kpi, row.size]));
}

/** Puts the fresh rows of these KPIs in the place of those that `dirty` selects; rows that are equal are not touched. */
async function replace(
  tx: Tx,
  accountId: string,
  of: readonly Kpi[],
  fresh: RawBuilder<unknown>[],
  dirty: RawBuilder<unknown>,
): Promise<number> {
  const ids = sql.join(of.map((kpi) => sql.lit(kpi.id)));
  const columns = ['kpi', ...storedColumns];
  const key = ['kpi', 'subject', 'record_type', 'record_id', 'part'];
  const values = columns.filter((name) => !key.includes(name));
  const all = (alias: string) => sql.raw(values.map((name) => `${alias}.${name}`).join(', '));
  const result = await sql<{ differing: number }>`
    with ${relations(accountId, { kind: 'now' })},
    fresh as materialized (select ${sql.raw(columns.join(', '))} from (${sql.join(fresh, sql` union all `)}) computed where ${counts}),
    gone as (
      delete from public.contribution c
      where c.account_id = ${accountId} and c.kpi in (${ids}) and ${dirty}
        and not exists (select from fresh f where ${sql.raw(key.map((name) => `f.${name} = c.${name}`).join(' and '))})
      returning 1
    ),
    written as (
      insert into public.contribution as c (account_id, ${sql.raw(columns.join(', '))})
      select ${accountId}, ${sql.raw(columns.join(', '))} from fresh
      on conflict (account_id, kpi, subject, record_type, record_id, part) do update
        set ${sql.raw(values.map((name) => `${name} = excluded.${name}`).join(', '))}
        where (${all('c')}) is distinct from (${all('excluded')})
      returning 1
    )
    select (select count(*) from gone) + (select count(*) from written) as differing`.execute(tx);
  return Number(result.rows[0]?.differing ?? 0);
}

async function settle(tx: Tx, accountId: string, rebuilt: readonly Kpi[], fiscalYearStart: string): Promise<void> {
  await sql`delete from dirty_subject where account_id = ${accountId}`.execute(tx);
  const rows = rebuilt.map((kpi) => ({ kpi: kpi.id, definition: kpi.version }));
  await sql`
    insert into computed_kpi (account_id, kpi, definition, fiscal_year_start)
    select ${accountId}, r.kpi, r.definition, ${fiscalYearStart} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kpi text, definition int)
    on conflict (account_id, kpi) do update set definition = excluded.definition, fiscal_year_start = excluded.fiscal_year_start`.execute(
    tx,
  );
  await sql`update workspace set needs_rebuild = false, revision = revision + 1 where account_id = ${accountId}`.execute(tx);
}
