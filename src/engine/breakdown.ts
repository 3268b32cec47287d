import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf, knownKpi } from './context.ts';
import type { OrganizationTree } from './organizations.ts';
import { yearBefore } from './period.ts';
import { recordCounts, sums } from './readings.ts';
import { grouping } from './slices.ts';
import { relations } from './state.ts';
import type { Breakdown, Dimension, Question } from './types.ts';
import { exact, readingOf } from './value.ts';

/**
 * A KPI by one dimension. The slices of a sum add up to the whole, and so do the numerators and denominators of a
 * ratio's. By organization one level of the tree is returned: each child with all below it, plus the parent's own part.
 */
export async function breakdown(tx: Tx, question: Question, id: string, by: Dimension): Promise<Breakdown> {
  const kpi = knownKpi(id);
  const context = await contextOf(tx, question);
  const before = yearBefore(context.asOf);
  const { key, parent } = await grouping(context, by);
  const dates = [context.asOf, before];
  const [grouped, whole] = [await sums(context, { kpis: [kpi], dates, group: key }), await sums(context, { kpis: [kpi], dates })];
  const counted = await recordCounts(context, { kpis: [kpi], group: key });
  const total = await recordCounts(context, { kpis: [kpi] });
  const labels = await labelsOf(context, by, grouped.groups);
  const tree = by === 'organization' ? await context.organizations() : null;
  const slices = grouped.groups.map((group) => ({
    key: group,
    label: labels(group),
    hasChildren: tree !== null && group !== parent && tree.childrenOf(group).length > 0,
    ...readingOf(kpi, grouped.of(kpi.id, context.asOf, 0, group), grouped.of(kpi.id, before, 1, group), counted(kpi.id, group)),
  }));
  const isEmpty = (slice: (typeof slices)[number]) =>
    slice.records === 0 && exact(slice.numerator).isZero() && exact(slice.denominator).isZero();
  return {
    by,
    parent,
    path: parent === null || tree === null ? [] : pathTo(tree, parent),
    slices: slices
      .filter((slice) => !isEmpty(slice))
      .sort(
        (a, b) => exact(b.numerator).comparedTo(a.numerator) || exact(b.denominator).comparedTo(a.denominator) || (a.key < b.key ? -1 : 1),
      ),
    total: readingOf(kpi, whole.of(kpi.id, context.asOf), whole.of(kpi.id, before, 1), total(kpi.id)),
  };
}

/** The organizations from the root down to one; a circle ends where it would begin again. */
function pathTo({ nodes }: OrganizationTree, id: string): Breakdown['path'] {
  const path = new Map<string, string | null>();
  for (let node = nodes.get(id); node && !path.has(node.id); node = nodes.get(node.parentId ?? '')) path.set(node.id, node.name);
  return [...path].map(([key, label]) => ({ key, label })).reverse();
}

/** What the keys of a dimension are called; for product, motion and segment the key is its own name. */
export async function labelsOf(context: Context, by: Dimension, keys: readonly string[]): Promise<(key: string) => string | null> {
  if (by === 'organization') {
    const { nodes } = await context.organizations();
    return (key) => nodes.get(key)?.name ?? (key || null);
  }
  if (by === 'owner') {
    const names = await personNames(context, keys);
    return (key) => names.get(key) ?? null;
  }
  if (by === 'partner') {
    const found = await sql<{
      id: string;
      name: string | null;
    }>`with ${relations(context.accountId, context.state, ['partner'])} select id, name from partner`.execute(context.tx);
    const names = new Map(found.rows.map((row) => [row.id, row.name]));
    return (key) => names.get(key) ?? (key || null);
  }
  return (key) => key || null;
}

/** The names of persons, put in when something is read: records hold ids only. */
export async function personNames(context: Pick<Context, 'tx' | 'accountId'>, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select p.id, coalesce(p.name, own.name, p.address, p.directory_id) as name
    from person p
    left join person own on own.account_id = p.account_id and own.id <> p.id and own.name is not null
      and ((p.address is not null and lower(own.address) = lower(p.address)) or (p.directory_id is not null and own.directory_id = p.directory_id))
    where p.account_id = ${context.accountId} and p.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      and coalesce(p.name, own.name, p.address, p.directory_id) is not null`.execute(context.tx);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}
