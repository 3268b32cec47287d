import type { Graph } from '../../graph/client.ts';
import { deltaRound } from '../../graph/delta.ts';
import { type RoundPage, SourceProblemError } from '../kind.ts';
import { type Cell, storable } from '../mapping/parse/cell.ts';
import type { SourceColumn, SourceRow } from '../mapping/types.ts';
import type { ListLocation } from './discover.ts';
import { hasUnknownPeople, lookupCells, type People, selectedNames, sitePeople } from './lookups.ts';

/** A list item as delta gives it: a row, a deletion (facet or annotation), or an error in its place (a fault of the service seen in 2024). */
interface DeltaItem {
  id?: string;
  /** '"{guid},{how often it was saved}"'. */
  eTag?: string | null;
  '@odata.etag'?: string | null;
  webUrl?: string | null;
  lastModifiedDateTime?: string | null;
  lastModifiedBy?: { user?: { email?: string | null; displayName?: string | null; id?: string | null } | null } | null;
  fields?: Readonly<Record<string, Cell>> | null;
  deleted?: { state?: string } | null;
  contentType?: { id?: string | null; name?: string | null } | null;
  '@removed'?: unknown;
  error?: unknown;
}

function toRow(item: DeltaItem & { id: string }, columns: readonly SourceColumn[], people: People): SourceRow {
  const user = item.lastModifiedBy?.user;
  return {
    id: storable(item.id),
    url: item.webUrl ? storable(item.webUrl) : null,
    modifiedAt: item.lastModifiedDateTime ?? null,
    modifiedBy: user?.email || user?.id || user?.displayName || null,
    isEdited: !(item.eTag ?? item['@odata.etag'] ?? '').endsWith(',1"'),
    cells: lookupCells(item.fields ?? {}, columns, people),
  };
}

/** Folders order a list, and are no rows of it: their content type is 0x0120 or made from it. */
const isFolder = ({ contentType }: DeltaItem): boolean =>
  contentType?.name === 'Folder' || (contentType?.id?.startsWith('0x0120') ?? false);

/** Graph gives so many columns of lookups and persons at a time, and leaves out the rest without a word. */
const mostLookups = 12;

/** Only the mapped columns cross the wire. */
export function firstPath({ siteId, listId }: ListLocation, columns: readonly SourceColumn[]): string {
  const lookups = new Set(columns.filter(({ lookup }) => lookup).map(({ name }) => name.replace(/LookupId$/, '')));
  if (lookups.size > mostLookups)
    throw new SourceProblemError(
      'tooManyLookups',
      `the mapping reads ${lookups.size} columns of lookups and persons, and Microsoft Graph gives ${mostLookups} at a time: leave out the least needed of ${[...lookups].join(', ')}`,
    );
  const names = selectedNames(columns).join(',');
  return `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}/items/delta?$expand=fields($select=${names})`;
}

export async function* listRound(
  graph: Graph,
  location: ListLocation,
  columns: readonly SourceColumn[],
  start: string | null,
): AsyncGenerator<RoundPage> {
  const pages = deltaRound<DeltaItem>(graph, start ?? firstPath(location, columns), { permission: 'Sites.Selected on the site' });
  let people: People = new Map();
  for await (const { items, nextLink, deltaLink } of pages) {
    const rows = new Map<string, SourceRow>();
    const deleted = new Set<string>();
    let unreadable = 0;
    if (hasUnknownPeople(items, columns, people)) people = await sitePeople(graph, location.siteId);
    for (const item of items) {
      const isRemoved = item.deleted || item['@removed'];
      if (isFolder(item) && !isRemoved) continue;
      if (item.error !== undefined || typeof item.id !== 'string' || !(isRemoved || item.fields)) unreadable += 1;
      else if (isRemoved) {
        rows.delete(item.id);
        deleted.add(item.id);
      } else {
        deleted.delete(item.id);
        rows.set(item.id, toRow(item as DeltaItem & { id: string }, columns, people));
      }
    }
    yield { rows: [...rows.values()], deleted: [...deleted], unreadable, next: nextLink, cursor: deltaLink };
  }
}
