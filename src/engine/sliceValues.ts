import { sql } from 'kysely';
import { fiscalYearSql } from '../kpis/fiscalYear.ts';
import { kpis } from '../kpis/index.ts';
import type { Tx } from '../store/database.ts';
import { labelsOf } from './breakdown.ts';
import { contextOf } from './context.ts';
import { countingRows } from './contributions.ts';
import { dimensionKey } from './slices.ts';
import type { Dimension, Question } from './types.ts';

/** A value by which readings can be sliced. */
export interface SliceValue {
  key: string;
  label: string | null;
}

/**
 * The values of a dimension that any KPI's contributions of now carry, the most frequent first; of organizations all
 * that are known, by name, since one without a record of its own has those below it.
 */
export async function sliceValues(tx: Tx, question: Question, by: Dimension): Promise<SliceValue[]> {
  const context = await contextOf(tx, { ...question, knownAt: null, slice: {} });
  if (by === 'organization') {
    const { nodes } = await context.organizations();
    return [...nodes.values()]
      .map(({ id, name }) => ({ key: id, label: name ?? id }))
      .sort((a, b) => a.label.localeCompare(b.label) || (a.key < b.key ? -1 : 1));
  }
  const rows = countingRows(context.accountId, { kind: 'now' }, kpis, fiscalYearSql(context.settings.fiscalYearStart), 'each');
  const found = await sql<{ key: string }>`
    with ${rows.with}
    select ${dimensionKey(by)} as key from ${rows.from} c left join organization o on o.id = c.organization_id
    where ${dimensionKey(by)} is not null
    group by 1 order by count(*) desc, 1`.execute(tx);
  const keys = found.rows.map((row) => row.key);
  const labels = await labelsOf(context, by, keys);
  return keys.map((key) => ({ key, label: labels(key) }));
}
