import type { Graph } from '../graph/client.ts';
import { ForbiddenError, GraphError, NotFoundError, StaleError, ThrottledError, UnreachableError } from '../graph/errors.ts';
import { collect } from '../graph/paging.ts';
import { asSourceColumns } from '../sources/list/columns.ts';
import type { ListLocation } from '../sources/list/discover.ts';
import { lookupCells, type People, sitePeople } from '../sources/list/lookups.ts';
import type { Cell } from '../sources/mapping/parse/cell.ts';
import type { SourceColumn } from '../sources/mapping/types.ts';
import type { CellForm, Column } from './cellForm.ts';
import { NotWritableError } from './errors.ts';

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

/** @param mapped the columns that the mapping reads: only where it reads people are the site's people asked for */
export function itemDoor(graph: Graph, location: ListLocation, rowId: string, mapped: readonly string[]): ItemDoor {
  const item = `${pathOf(location)}/items/${encodeURIComponent(rowId)}`;
  let columns: Column[] = [];
  let source: SourceColumn[] = [];
  let people: People = new Map();
  const cellsOf = ({ fields }: ItemResource) => lookupCells(fields ?? {}, source, people) as Readonly<Record<string, Cell>>;
  return {
    async columns() {
      columns = (await collect<Column>(graph, `${pathOf(location)}/columns`, { permission })).filter((column) => Boolean(column.name));
      source = asSourceColumns(columns);
      const isOfPeople = source.some(
        ({ name, displayName, lookup }) => lookup?.isPerson && (mapped.includes(name) || mapped.includes(displayName)),
      );
      if (isOfPeople) people = await sitePeople(graph, location.siteId);
      return columns;
    },
    async read() {
      const found = await graph.get<ItemResource>(`${item}?$expand=fields`, { permission });
      return {
        version: found.eTag ?? found['@odata.etag'] ?? '',
        cells: cellsOf(found),
        url: found.webUrl ?? null,
        modifiedBy: found.lastModifiedBy?.user?.displayName ?? null,
        modifiedAt: found.lastModifiedDateTime ?? null,
      };
    },
    async versions() {
      // One page: who changed a cell is looked for among the newest.
      const { value } = await graph.get<{ value?: ItemResource[] }>(`${item}/versions?$expand=fields`, { permission });
      return (value ?? []).map((version) => ({
        cells: cellsOf(version),
        by: version.lastModifiedBy?.user?.displayName ?? null,
        at: version.lastModifiedDateTime ?? null,
      }));
    },
    async write(cells, version) {
      await graph.request('PATCH', `${item}/fields`, wireCells(cells, source, people), { permission, headers: { 'If-Match': version } });
    },
  };
}

/** Lookups are written by numbers, several of them with their type. */
function wireCells(cells: Readonly<Record<string, CellForm>>, columns: readonly SourceColumn[], people: People): Record<string, unknown> {
  const numberOf = (address: string): number => {
    const found = [...people].find(([, known]) => known.toLowerCase() === address.toLowerCase());
    if (!found) throw new NotWritableError(null, 'the site does not know this person yet: choose them there once');
    return Number(found[0]);
  };
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, value]): [string, unknown][] => {
      const lookup = columns.find((column) => column.name === name)?.lookup;
      if (!lookup) return [[name, value]];
      if (lookup.gives === 'value') return [[`${name}LookupId`, value === null ? null : numberOf(String(value))]];
      if (!lookup.isSeveral) return [[name, value === null ? null : Number(value)]];
      return [
        [`${name}@odata.type`, 'Collection(Edm.Int32)'],
        [name, (Array.isArray(value) ? value : []).map(Number)],
      ];
    }),
  );
}

/** The person may not: by the list's rights, or because to them the row is not there. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ForbiddenError || error instanceof NotFoundError || (error instanceof GraphError && error.status === 401);
/** The answer is lost, or came from something between us and the list: the write may be there all the same. */
export const mayHaveArrived = (error: unknown): boolean =>
  error instanceof UnreachableError || (error instanceof GraphError && error.status >= 500 && !(error instanceof ThrottledError));
export const isStale = (error: unknown): boolean => error instanceof StaleError || (error instanceof GraphError && error.status === 412);
