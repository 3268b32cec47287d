import type { List, ListItem } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { collect, type Page } from '../../graph/paging.ts';
import { type Cell, isEmptyCell } from '../mapping/parse/cell.ts';
import type { ListSample, SampleColumn } from '../mapping/propose/types.ts';
import type { SourceRow } from '../mapping/types.ts';
import { listColumns } from './columns.ts';
import type { ListLocation } from './discover.ts';
import { lookupCells, selectedNames } from './lookups.ts';

/** Columns that every SharePoint list has, and that say nothing of the record. */
const systemColumns = new Set([
  'ContentType',
  'Attachments',
  'Edit',
  'LinkTitle',
  'LinkTitleNoMenu',
  'DocIcon',
  'ItemChildCount',
  'FolderChildCount',
  'Author',
  'Editor',
  'Created',
  'Modified',
  'AppAuthor',
  'AppEditor',
  'ID',
  'ComplianceAssetId',
]);
const isSystem = (name: string) => systemColumns.has(name) || name.startsWith('_');

/** Enough to tell what a list is, and few enough to wait for. */
const sampledRows = 200;

/** A list's columns and some of its rows, as far as this Graph may read them. */
export async function sampleList(graph: Graph, location: ListLocation, list: string): Promise<ListSample> {
  const columns = await listColumns(graph, location);
  const path = `/sites/${encodeURIComponent(location.siteId)}/lists/${encodeURIComponent(location.listId)}/items`;
  // What a lookup shows comes only where it is selected.
  const wanted = columns.filter((column) => !isSystem(column.name));
  const fields = columns.some(({ lookup }) => lookup) ? `fields($select=${selectedNames(wanted).join(',')})` : 'fields';
  const page = await graph.get<Page<ListItem & { fields?: Readonly<Record<string, Cell>> }>>(
    `${path}?$expand=${fields}&$top=${sampledRows}`,
  );
  const rows = page.value.map(
    (item): SourceRow => ({
      id: String(item.id),
      url: item.webUrl ?? null,
      modifiedAt: item.lastModifiedDateTime ?? null,
      modifiedBy: null,
      cells: lookupCells(item.fields ?? {}, wanted, new Map()),
    }),
  );
  // Every list has a Title; where nobody fills it, it is as good as not there.
  const isUnused = (name: string) => name === 'Title' && rows.every((row) => isEmptyCell(row.cells[name]));
  const marked = columns.map(
    (column): SampleColumn =>
      isSystem(column.name) || isUnused(column.name) || column.lookup?.gives === 'number' ? { ...column, isSystem: true } : column,
  );
  return { list, columns: marked, rows };
}

export interface OneList {
  id: string;
  name: string;
  webUrl: string | null;
  modifiedAt: string | null;
}

/** The lists of a site that hold records of people's making: no libraries, no hidden ones. */
export async function listsOf(graph: Graph, siteId: string): Promise<OneList[]> {
  const lists = await collect<List>(graph, `/sites/${encodeURIComponent(siteId)}/lists`);
  return lists
    .filter((list) => list.displayName && !list.list?.hidden && (list.list?.template ?? 'genericList') === 'genericList')
    .map((list) => ({
      id: list.id ?? '',
      name: list.displayName as string,
      webUrl: list.webUrl ?? null,
      modifiedAt: list.lastModifiedDateTime ?? null,
    }));
}
