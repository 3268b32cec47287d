import type { ColumnDefinition, List } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../graph/client.ts';
import { collect } from '../graph/paging.ts';
import { type RecordType, recordTypes } from '../model/index.ts';
import { markedType } from './listPlan.ts';

/** A list of ours as it stands on the site. */
export interface MadeOnSite {
  recordType: RecordType;
  listId: string;
  /** As people call it now. */
  title: string;
  webUrl: string | null;
  /** By their internal names. */
  columns: ReadonlyMap<string, ColumnDefinition>;
}
export interface SiteLists {
  made: ReadonlyMap<RecordType, MadeOnSite>;
  /** In lower case. */
  titles: ReadonlySet<string>;
}

/**
 * The lists of a site, and which of them Account Pulse has made: known by a column that nobody can rename, so that they
 * are found again under any title, after a restart, and with another database. Of two (somebody copied one) the earlier is ours.
 */
export async function siteLists(graph: Graph, siteId: string): Promise<SiteLists> {
  const lists = await collect<List>(graph, `/sites/${encodeURIComponent(siteId)}/lists?$expand=columns`);
  const made = new Map<RecordType, MadeOnSite>();
  const earliest = lists.toSorted((a, b) => (a.createdDateTime ?? '').localeCompare(b.createdDateTime ?? ''));
  for (const list of earliest) {
    const columns = new Map((list.columns ?? []).flatMap((column) => (column.name ? [[column.name, column] as const] : [])));
    const type = [...columns.keys()].map(markedType).find((one) => one !== null) as RecordType | undefined;
    if (!list.id || !type || !recordTypes.includes(type) || made.has(type)) continue;
    made.set(type, { recordType: type, listId: list.id, title: list.displayName ?? '', webUrl: list.webUrl ?? null, columns });
  }
  return { made, titles: new Set(lists.map((list) => (list.displayName ?? '').toLowerCase())) };
}
