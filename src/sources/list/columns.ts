import type { ColumnDefinition } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { collect } from '../../graph/paging.ts';
import type { SourceColumn } from '../mapping/types.ts';
import type { ListLocation } from './discover.ts';
import { lookupColumns } from './lookups.ts';

const kindOf = (column: ColumnDefinition): SourceColumn['kind'] => {
  if (!column.dateTime) return undefined;
  return column.dateTime.format === 'dateTime' ? 'instant' : 'date';
};

/** The list's visible columns. */
export async function listColumns(graph: Graph, { siteId, listId }: ListLocation): Promise<SourceColumn[]> {
  const path = `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}/columns`;
  const columns = await collect<ColumnDefinition>(graph, path, { permission: 'Sites.Selected on the site' });
  return asSourceColumns(columns);
}

/** As a mapping sees them: a lookup is two columns. */
export const asSourceColumns = (columns: readonly ColumnDefinition[]): SourceColumn[] =>
  columns
    .filter((column) => column.name)
    .flatMap((column) => {
      const kind = kindOf(column);
      const plain = { name: column.name as string, displayName: column.displayName ?? (column.name as string), ...(kind ? { kind } : {}) };
      return lookupColumns(column, plain);
    });
