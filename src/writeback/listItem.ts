import type { Graph } from '../graph/client.ts';
import { ForbiddenError, GraphError, NotFoundError, StaleError } from '../graph/errors.ts';
import { collect } from '../graph/paging.ts';
import type { ListLocation } from '../sources/list/discover.ts';
import type { Cell } from '../sources/mapping/parse/cell.ts';
import type { SourceColumn } from '../sources/mapping/types.ts';
import type { CellForm, Column } from './cellForm.ts';

export interface ListItem {
  /** The eTag. */
  version: string;
  cells: Readonly<Record<string, Cell>>;
  url: string | null;
  /** Who changed the row last, as the source names them. */
  modifiedBy: string | null;
  modifiedAt: string | null;
}

/** A version of the row that the source still has. */
export interface ItemVersion {
  cells: Readonly<Record<string, Cell>>;
  by: string | null;
  at: string | null;
}

/** One row of a list, with the rights of the person for whom `graph` acts. */
export interface ItemDoor {
  columns(): Promise<Column[]>;
  read(): Promise<ListItem>;
  /** The newest first; none where the list keeps no versions. */
  versions(): Promise<readonly ItemVersion[]>;
  /** @throws StaleError where the row has another version by now */
  write(cells: Readonly<Record<string, CellForm>>, version: string): Promise<void>;
}

interface ItemResource {
  eTag?: string;
  '@odata.etag'?: string;
  webUrl?: string;
  fields?: Record<string, Cell>;
  lastModifiedBy?: { user?: { displayName?: string | null } };
  lastModifiedDateTime?: string;
}

const permission = 'the person’s own right to edit the list (delegated Sites.ReadWrite.All)';
const pathOf = ({ siteId, listId }: ListLocation) => `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}`;

export function itemDoor(graph: Graph, location: ListLocation, rowId: string): ItemDoor {
  const item = `${pathOf(location)}/items/${encodeURIComponent(rowId)}`;
  return {
    columns: async () =>
      (await collect<Column>(graph, `${pathOf(location)}/columns`, { permission })).filter((column) => Boolean(column.name)),
    async read() {
      const found = await graph.get<ItemResource>(`${item}?$expand=fields`, { permission });
      return {
        version: found.eTag ?? found['@odata.etag'] ?? '',
        cells: found.fields ?? {},
        url: found.webUrl ?? null,
        modifiedBy: found.lastModifiedBy?.user?.displayName ?? null,
        modifiedAt: found.lastModifiedDateTime ?? null,
      };
    },
    async versions() {
      // One page: who changed a cell is looked for among the newest.
      const { value } = await graph.get<{ value?: ItemResource[] }>(`${item}/versions?$expand=fields`, { permission });
      return (value ?? []).map((version) => ({
        cells: version.fields ?? {},
        by: version.lastModifiedBy?.user?.displayName ?? null,
        at: version.lastModifiedDateTime ?? null,
      }));
    },
    async write(cells, version) {
      await graph.request('PATCH', `${item}/fields`, cells, { permission, headers: { 'If-Match': version } });
    },
  };
}

/** As sync sees the columns. */
export const sourceColumns = (columns: readonly Column[]): SourceColumn[] =>
  columns.map((column) => ({
    name: column.name,
    displayName: column.displayName ?? column.name,
    ...(column.dateTime ? { kind: column.dateTime.format === 'dateTime' ? ('instant' as const) : ('date' as const) } : {}),
  }));

/** The person may not: by the list's rights, or because to them the row is not there. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ForbiddenError || error instanceof NotFoundError || (error instanceof GraphError && error.status === 401);
export const isStale = (error: unknown): boolean => error instanceof StaleError || (error instanceof GraphError && error.status === 412);
