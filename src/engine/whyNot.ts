import { sql } from 'kysely';
import { kpis as allKpis } from '../kpis/index.ts';
import type { Kpi, Reason } from '../kpis/kpi.ts';
import { type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf, knownKpi } from './context.ts';
import { kpiRows } from './contributions.ts';
import { conversion } from './readings.ts';
import { relations } from './state.ts';
import type { Question, WhyNot, WhyNotPart, WhyNotReason } from './types.ts';

/** Reasons that hold for every KPI: those of time, of money, and of what became of the record. */
const generic: Readonly<Record<string, Reason>> = {
  notYet: { text: { en: 'It does not count yet on this day', 'zh-CN': '在该日尚未计入' } },
  noLonger: { text: { en: 'It no longer counts on this day', 'zh-CN': '在该日已不再计入' } },
  neverCounts: { text: { en: 'It ends before it begins', 'zh-CN': '结束早于开始' } },
  outsidePeriod: { text: { en: 'Its day lies outside the period', 'zh-CN': '日期不在期间内' } },
  afterTheDay: { text: { en: 'Its day lies after the day that is asked', 'zh-CN': '日期晚于所询问的日子' } },
  noRate: { text: { en: 'The fiscal year has no plan rate for its currency', 'zh-CN': '该财年没有此货币的计划汇率' } },
  deleted: { text: { en: 'The record was deleted', 'zh-CN': '该记录已删除' } },
  learntLater: { text: { en: 'It was not known yet', 'zh-CN': '当时尚不知道该记录' } },
  quarantined: { text: { en: 'Its source row could not be understood', 'zh-CN': '无法理解其来源行' } },
  unknown: { text: { en: 'There is no such record', 'zh-CN': '没有该记录' } },
  touchesNothing: { text: { en: 'No KPI reads this record', 'zh-CN': '没有指标读取该记录' } },
};
export const reason = (key: string, of: Readonly<Record<string, Reason>> = generic, field?: string): WhyNotReason => ({
  key,
  ...(of[key] ?? { text: { en: key, 'zh-CN': key } }),
  ...(field ? { field } : {}),
});

interface Row {
  kpi: string;
  subject: string;
  record_type: RecordType;
  record_id: string;
  part: string;
  excluded: string | null;
  numerator: string;
  denominator: string;
  not_yet: boolean;
  no_longer: boolean;
  never: boolean;
  outside: boolean;
  after_day: boolean;
  no_rate: boolean;
}

/**
 * For a record: every part of every subject that it touches, whether it counts, and if not why: asked of the KPI's own
 * select, so the explanation cannot differ from the rule. @param id null: every KPI that reads the record's type.
 */
export async function whyNot(tx: Tx, question: Question, id: string | null, recordType: RecordType, recordId: string): Promise<WhyNot> {
  const context = await contextOf(tx, question);
  const asked = (id === null ? allKpis : [knownKpi(id)]).filter((kpi) => kpi.reads.includes(recordType));
  const { record, reasons } = await whatBecameOf(context, recordType, recordId);
  if (asked.length === 0) return { record, reasons: [...reasons, reason('touchesNothing')], parts: [] };
  const parts: WhyNotPart[] = [];
  for (const kpi of asked) parts.push(...(await partsOf(context, kpi, recordType, recordId)));
  return { record, reasons, parts };
}

async function whatBecameOf({ tx, accountId, state }: Context, type: RecordType, id: string): Promise<Pick<WhyNot, 'record' | 'reasons'>> {
  const quarantined = await sql<{ reasons: { column: string; field: string; value: string; expected: string }[] }>`
    select reasons from quarantine where account_id = ${accountId} and record_type = ${type} and record_id = ${id}`.execute(tx);
  const reasons = quarantined.rows.flatMap((row) => row.reasons.map((why) => reason('quarantined', generic, why.field)));
  const at = state.kind === 'asKnown' ? state.at : null;
  const versions = await sql<{ known: boolean; later: boolean; closed: boolean }>`
    select
      bool_or(case when ${at}::timestamptz is null then known_until = 'infinity' else known_from <= ${at}::timestamptz and ${at}::timestamptz < known_until end) as known,
      bool_and(known_from > ${at}::timestamptz) as later, count(*) > 0 as closed
    from ${sql.raw(tableOf(type))} where account_id = ${accountId} and id = ${id}`.execute(tx);
  const found = versions.rows[0];
  if (found?.known) return { record: 'known', reasons };
  if (quarantined.rows.length > 0) return { record: 'quarantined', reasons };
  if (!found?.closed) return { record: 'unknown', reasons: [reason('unknown')] };
  return found.later ? { record: 'learntLater', reasons: [reason('learntLater')] } : { record: 'deleted', reasons: [reason('deleted')] };
}

async function partsOf(context: Context, kpi: Kpi, type: RecordType, id: string): Promise<WhyNotPart[]> {
  const { accountId, state, asOf, period } = context;
  const touched = kpi.touches[type];
  const subjects = touched ? sql`(select array_agg(subject) from (${sql.raw(touched)}) touched)::text[]` : undefined;
  const found = await sql<Row>`
    with ${relations(accountId, state)}, ${conversion(context)},
    changed as (select ${id}::text as id)
    select c.kpi, c.subject, c.record_type, c.record_id, c.part, c.excluded, c.numerator, c.denominator,
      coalesce(c.counts_from >= c.counts_until, true) as never,
      coalesce(${asOf}::date < c.counts_from, false) as not_yet,
      coalesce(${asOf}::date >= c.counts_until, false) as no_longer,
      coalesce(c.occurred_on not between ${period.start}::date and ${period.end}::date, false) as outside,
      coalesce(c.occurred_on > ${asOf}::date, false) as after_day,
      not exists (select from conversion r where r.currency = coalesce(c.currency, ${context.settings.currency})) as no_rate
    from (${kpiRows(kpi, context.fiscalYear, subjects)}) c
    ${touched ? sql`` : sql`where c.record_type = ${type} and c.record_id = ${id}`}
    order by c.subject, c.record_type, c.record_id, c.part
    limit 500`.execute(context.tx);
  return found.rows.map((row) => {
    const reasons = whyNotCounted(kpi, row);
    return {
      kpi: row.kpi,
      subject: row.subject,
      part: row.part,
      recordType: row.record_type,
      recordId: row.record_id,
      counts: reasons.length === 0,
      numerator: row.numerator,
      denominator: row.denominator,
      reasons,
    };
  });
}

function whyNotCounted(kpi: Kpi, row: Row): WhyNotReason[] {
  if (row.excluded !== null) return [reason(row.excluded, kpi.reasons)];
  if (row.never) return [reason('neverCounts')];
  return [
    ...(row.not_yet ? [reason('notYet')] : []),
    ...(row.no_longer ? [reason('noLonger')] : []),
    ...(row.after_day ? [reason('afterTheDay')] : row.outside ? [reason('outsidePeriod')] : []),
    ...(row.no_rate ? [reason('noRate')] : []),
  ];
}
