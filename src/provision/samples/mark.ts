import type { ListItem } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { collect } from '../../graph/paging.ts';
import { markName } from '../listPlan.ts';
import { listPath } from '../makeList.ts';
import type { MadeOnSite } from '../siteLists.ts';

/** What stands in the mark of a sample row, before its key. */
const prefix = 'example-';
export const markOf = (key: string): string => prefix + key;

export interface MarkedRow {
  id: string;
  key: string;
  eTag: string;
  /** Somebody has edited it since it was made. */
  isChanged: boolean;
}

/** The list's own clock writes both; what is made in two steps differs by a moment. */
const momentMs = 5_000;

/**
 * The sample rows that a list holds: known by their mark, so that they are found after a restart and with another database.
 * A mark that came twice was copied by a person with the row: the first is the sample, the copy is theirs.
 */
export async function markedRows(graph: Graph, siteId: string, list: MadeOnSite): Promise<MarkedRow[]> {
  const column = markName(list.recordType);
  const query = `$filter=startswith(fields/${column},'${prefix}')&$expand=fields($select=${column})`;
  const items = await collect<ListItem>(graph, `${listPath(siteId, list.listId)}/items?${query}`);
  const rows = new Map<string, MarkedRow>();
  for (const item of items.toSorted((a, b) => Number(a.id) - Number(b.id))) {
    const mark = (item.fields as Record<string, unknown> | undefined)?.[column];
    if (typeof mark !== 'string' || !mark.startsWith(prefix) || !item.id) continue;
    const key = mark.slice(prefix.length);
    const madeAt = Date.parse(item.createdDateTime ?? '');
    const isChanged = Date.parse(item.lastModifiedDateTime ?? '') - madeAt > momentMs;
    if (!rows.has(key)) rows.set(key, { id: item.id, key, eTag: item.eTag ?? '*', isChanged });
  }
  return [...rows.values()];
}
