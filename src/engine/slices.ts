import { type RawBuilder, sql } from 'kysely';
import type { Context } from './context.ts';
import { sqlArray } from './state.ts';
import type { Dimension } from './types.ts';

/** Where a dimension stands on a contribution `c` joined with its organization `o`. Country is the organization's unless the record has its own. */
const expressions: Readonly<Record<Exclude<Dimension, 'organization'>, RawBuilder<unknown>>> = {
  country: sql`coalesce(c.country, o.country)`,
  product: sql`c.product`,
  motion: sql`c.motion`,
  partner: sql`c.partner_id`,
  owner: sql`c.owner_id`,
  segment: sql`c.segment`,
};

/** SQL: what a contribution `c`, joined with its organization `o`, carries of a dimension. */
export const dimensionKey = (by: Exclude<Dimension, 'organization'>): RawBuilder<unknown> => expressions[by];

/** SQL conditions for the context's slice, over `c` and `o`; 'true' without one. */
export async function sliceCondition(context: Context): Promise<RawBuilder<unknown>> {
  const conditions: RawBuilder<unknown>[] = [];
  for (const [dimension, value] of Object.entries(context.slice) as [Dimension, string][]) {
    if (dimension === 'organization') {
      if (value === '') conditions.push(sql`o.id is null`);
      else conditions.push(sql`o.id = any (${sqlArray((await context.organizations()).below(value))})`);
    } else conditions.push(value === '' ? sql`${expressions[dimension]} is null` : sql`${expressions[dimension]} = ${value}`);
  }
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

export interface Grouping {
  /** SQL for the key, over `c` and `o`; '' for none. */
  key: RawBuilder<unknown>;
  /** organization: the level that is shown. */
  parent: string | null;
}

/**
 * By organization one level of the tree is shown: below the slice's organization, else the roots; each child with all
 * below it, and the parent's own records under the parent's own id.
 */
export async function grouping(context: Context, by: Dimension): Promise<Grouping> {
  if (by !== 'organization') return { key: sql`coalesce(${expressions[by]}, '')`, parent: null };
  const tree = await context.organizations();
  const parent = context.slice.organization || null;
  const level = parent === null ? tree.roots : tree.childrenOf(parent);
  const shownUnder: Record<string, string> = {};
  for (const child of level) for (const id of tree.below(child)) shownUnder[id] ??= child;
  if (parent !== null) shownUnder[parent] = parent;
  return { key: sql`coalesce(${JSON.stringify(shownUnder)}::jsonb ->> o.id, '')`, parent };
}
