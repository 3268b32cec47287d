import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { contextOf, knownKpi } from './context.ts';
import { countingRows } from './contributions.ts';
import { recordFacts } from './labels.ts';
import { conversion, visible } from './readings.ts';
import { sliceCondition } from './slices.ts';
import type { DrillDown, Question } from './types.ts';

export interface Page {
  offset: number;
  limit: number;
  /** newest: where some rows are withheld, so that nothing is told by the place of one among the others. */
  order?: 'largest' | 'newest';
}
interface Row {
  record_type: RecordType;
  record_id: string;
  part: string;
  subject: string;
  numerator: string;
  denominator: string;
  currency: string | null;
  occurred_on: string | null;
  counts_from: string;
  counts_until: string;
  organization_id: string | null;
  owner_id: string | null;
  total: number;
}

/** The rows behind a reading, the largest first unless asked otherwise; a row without a plan rate is not among them (see missingRates). */
export async function drillDown(tx: Tx, question: Question, id: string, page: Page): Promise<DrillDown> {
  const kpi = knownKpi(id);
  const context = await contextOf(tx, question);
  const rows = countingRows(context.accountId, context.state, [kpi], context.fiscalYear, context.answers);
  const order = page.order === 'newest' ? sql`` : sql`abs(c.numerator * r.rate) desc, abs(c.denominator * r.rate) desc, `;
  const found = await sql<Row>`
    with ${rows.with}, ${conversion(context)}
    select c.record_type, c.record_id, c.part, c.subject, c.numerator * r.rate as numerator, c.denominator * r.rate as denominator,
      c.currency, c.occurred_on, c.counts_from, c.counts_until, c.organization_id, c.owner_id, count(*) over () as total
    from ${rows.from} c
    left join organization o on o.id = c.organization_id
    join conversion r on r.currency = coalesce(c.currency, ${context.settings.currency})
    where ${visible(context)} and ${await sliceCondition(context)}
    order by ${order}c.occurred_on desc, c.counts_from desc, c.record_id, c.part
    limit ${page.limit} offset ${page.offset}`.execute(tx);
  const facts = await recordFacts(
    context,
    found.rows.map((row) => ({ recordType: row.record_type, recordId: row.record_id })),
  );
  return {
    total: found.rows[0]?.total ?? 0,
    rows: found.rows.map((row) => ({
      recordType: row.record_type,
      recordId: row.record_id,
      part: row.part,
      subject: row.subject,
      numerator: row.numerator,
      denominator: row.denominator,
      currency: row.currency,
      occurredOn: row.occurred_on,
      countsFrom: row.counts_from,
      countsUntil: row.counts_until,
      organizationId: row.organization_id,
      ownerId: row.owner_id,
      ...facts(row.record_type, row.record_id),
    })),
  };
}
