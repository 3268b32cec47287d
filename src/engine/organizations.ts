import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { relations, type State } from './state.ts';

export interface OrganizationNode {
  id: string;
  name: string | null;
  parentId: string | null;
}

/** The account's organizations in a state, as a tree. A missing parent makes a root; a circle is cut at its lowest id. */
export interface OrganizationTree {
  nodes: ReadonlyMap<string, OrganizationNode>;
  roots: readonly string[];
  childrenOf(id: string): readonly string[];
  /** The organization and all below it. */
  below(id: string): string[];
}

export async function organizationTree(tx: Tx, accountId: string, state: State): Promise<OrganizationTree> {
  const found = await sql<OrganizationNode>`
    with ${relations(accountId, state, ['organization'])}
    select id, name, parent_id as "parentId" from organization order by id collate "C"`.execute(tx);
  return treeOf(found.rows);
}

/** @param rows in ascending order of id. */
export function treeOf(rows: readonly OrganizationNode[]): OrganizationTree {
  const nodes = new Map(rows.map((row) => [row.id, row]));
  const children = new Map<string, string[]>();
  for (const row of rows) {
    if (row.parentId === null || row.parentId === row.id || !nodes.has(row.parentId)) continue;
    children.set(row.parentId, [...(children.get(row.parentId) ?? []), row.id]);
  }
  const childrenOf = (id: string) => children.get(id) ?? [];
  const below = (id: string): string[] => {
    const reached = new Set([id]);
    for (const next of reached) for (const child of childrenOf(next)) reached.add(child);
    return [...reached];
  };
  const hasParent = (row: OrganizationNode) => row.parentId !== null && row.parentId !== row.id && nodes.has(row.parentId);
  const roots = rows.filter((row) => !hasParent(row)).map((row) => row.id);
  const reached = new Set(roots.flatMap(below));
  for (const row of rows) {
    if (reached.has(row.id)) continue;
    roots.push(row.id);
    for (const id of below(row.id)) reached.add(id);
  }
  return { nodes, roots, childrenOf, below };
}
