import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { contextOf, knownKpi } from './context.ts';
import { kpiRows } from './contributions.ts';
import type { Page } from './drillDown.ts';
import { recordFacts } from './labels.ts';
import { conversion } from './readings.ts';
import { sliceCondition } from './slices.ts';
import { relations } from './state.ts';
import type { Question, WhyNotReason } from './types.ts';
import { reason } from './whyNot.ts';

/** One record (and part) that a KPI knows and does not count. */
export interface LeftOutRow {
  recordType: RecordType;
  recordId: string;
  part: string;
  label: string | null;
  organizationId: string | null;
  ownerId: string | null;
  reason: WhyNotReason;
  sourceUrl: string | null;
}
export interface LeftOut {
  /** The KPI's own reasons before those of time and money; each with how many records it leaves out. */
  reasons: (WhyNotReason & { records: number })[];
  rows: LeftOutRow[];
  /** Of the reason asked, or of all. */
  total: number;
}

interface Found {
  reasons: { why: string; is_own: boolean; records: number; rows: number }[];
  rows: {
    record_type: RecordType;
    record_id: string;
    part: string;
    organization_id: string | null;
    owner_id: string | null;
    why: string;
    is_own: boolean;
  }[];
}

/**
 * What a KPI leaves out, with the reason: the KPI's own select in the question's state, less the rows that count. Of
 * several reasons of time the first is told, as why-not orders them. The largest come first.
 * @param only the key of one reason; null: all of them.
 */
export async function leftOut(tx: Tx, question: Question, id: string, only: string | null, page: Page): Promise<LeftOut> {
  const kpi = knownKpi(id);
  const context = await contextOf(tx, question);
  const { asOf, period, settings } = context;
  const answer = await sql<Found>`
    with ${relations(context.accountId, context.state)}, ${conversion(context)},
    judged as (
      select c.record_type, c.record_id, c.part, c.organization_id, c.owner_id, c.occurred_on, c.excluded is not null as is_own,
        -- where an answer stands among the others must not tell what it was
        case when c.record_type = 'score' then 0 else c.numerator * r.rate end as numerator, c.denominator * r.rate as denominator,
        case
          when c.excluded is not null then c.excluded
          when coalesce(c.counts_from >= c.counts_until, true) then 'neverCounts'
          when ${asOf}::date < c.counts_from then 'notYet'
          when ${asOf}::date >= c.counts_until then 'noLonger'
          when c.occurred_on > ${asOf}::date then 'afterTheDay'
          when c.occurred_on not between ${period.start}::date and ${period.end}::date then 'outsidePeriod'
          when r.rate is null then 'noRate'
        end as why
      from (${kpiRows(kpi, context.fiscalYear)}) c
      left join organization o on o.id = c.organization_id
      left join conversion r on r.currency = coalesce(c.currency, ${settings.currency})
      where ${await sliceCondition(context)}
    ),
    left_out as materialized (select * from judged where why is not null),
    counted as (
      select why, is_own, count(distinct (record_type, record_id)) as records, count(*) as rows from left_out group by why, is_own
    ),
    shown as (
      select * from left_out ${only === null ? sql`` : sql`where why = ${only}`}
      order by is_own desc, abs(numerator) desc nulls last, abs(denominator) desc nulls last, occurred_on desc nulls last, record_type, record_id, part
      limit ${page.limit} offset ${page.offset}
    )
    select
      (select coalesce(jsonb_agg(to_jsonb(counted) order by is_own desc, records desc, why), '[]') from counted) as reasons,
      (select coalesce(jsonb_agg(jsonb_build_object('record_type', record_type, 'record_id', record_id, 'part', part,
        'organization_id', organization_id, 'owner_id', owner_id, 'why', why, 'is_own', is_own)
        order by is_own desc, abs(numerator) desc nulls last, abs(denominator) desc nulls last, occurred_on desc nulls last, record_type, record_id, part), '[]')
        from shown) as rows`.execute(tx);
  const { reasons, rows } = answer.rows[0] ?? { reasons: [], rows: [] };
  const told = (why: string, isOwn: boolean) => (isOwn ? reason(why, kpi.reasons) : reason(why));
  const facts = await recordFacts(
    context,
    rows.map((row) => ({ recordType: row.record_type, recordId: row.record_id })),
  );
  return {
    reasons: reasons.map(({ why, is_own: isOwn, records }) => ({ ...told(why, isOwn), records })),
    total: reasons.filter(({ why }) => only === null || why === only).reduce((sum, one) => sum + one.rows, 0),
    rows: rows.map((row) => ({
      recordType: row.record_type,
      recordId: row.record_id,
      part: row.part,
      organizationId: row.organization_id,
      ownerId: row.owner_id,
      reason: told(row.why, row.is_own),
      ...facts(row.record_type, row.record_id),
    })),
  };
}
