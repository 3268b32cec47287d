import type { ListItemVersion } from '@microsoft/microsoft-graph-types';
import { batchGet } from '../../graph/batch.ts';
import type { Graph } from '../../graph/client.ts';
import { systemClock } from '../../graph/clock.ts';
import { NotFoundError } from '../../graph/errors.ts';
import { collect, type Page } from '../../graph/paging.ts';
import type { RowHistory } from '../kind.ts';
import type { Cell } from '../mapping/parse/cell.ts';
import type { SourceColumn } from '../mapping/types.ts';
import type { ListLocation } from './discover.ts';
import { hasUnknownPeople, lookupCells, type People, sitePeople } from './lookups.ts';

type Version = ListItemVersion & { fields?: Readonly<Record<string, Cell>> | null };
const permission = 'Sites.Selected on the site';

/** The versions of these items that SharePoint still holds, oldest first; an item that is gone has none. */
export async function earlierVersions(
  graph: Graph,
  { siteId, listId }: ListLocation,
  columns: readonly SourceColumn[],
  rowIds: readonly string[],
): Promise<RowHistory[]> {
  const items = `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}/items`;
  const paths = rowIds.map((id) => `${items}/${encodeURIComponent(id)}/versions?$expand=fields`);
  const answers = await batchGet<Page<Version>>(graph, paths, systemClock.sleep, { permission });
  const histories: { rowId: string; versions: Version[] }[] = [];
  for (const [index, { body, error }] of answers.entries()) {
    if (error instanceof NotFoundError) continue;
    if (error || !body) throw error ?? new Error('a batch of versions came without one of its answers');
    const next = body['@odata.nextLink'];
    const rest = next ? await collect<Version>(graph, next, { permission }) : [];
    histories.push({ rowId: rowIds[index] as string, versions: [...body.value, ...rest] });
  }
  let people: People = new Map();
  const all = histories.flatMap(({ versions }) => versions) as { fields?: Readonly<Record<string, Cell>> | null }[];
  if (hasUnknownPeople(all, columns, people)) people = await sitePeople(graph, siteId);
  return histories.map(({ rowId, versions }) => ({ rowId, ...historyOf(versions, columns, people) }));
}

function historyOf(versions: readonly Version[], columns: readonly SourceColumn[], people: People): Omit<RowHistory, 'rowId'> {
  const told = versions
    .filter(({ lastModifiedDateTime, fields }) => lastModifiedDateTime && fields)
    .toSorted((a, b) => Date.parse(a.lastModifiedDateTime ?? '') - Date.parse(b.lastModifiedDateTime ?? ''));
  const user = (version: Version) =>
    version.lastModifiedBy?.user as { email?: string; id?: string | null; displayName?: string | null } | null;
  return {
    // SharePoint keeps so many versions and drops the oldest: the first is 1.0, a draft 0.1.
    isWhole: told.length === 0 || /^[01]\.[01]$/.test(told[0]?.id ?? ''),
    versions: told.map((version) => ({
      at: new Date(version.lastModifiedDateTime as string).toISOString(),
      by: user(version)?.email || user(version)?.id || user(version)?.displayName || null,
      cells: lookupCells(version.fields ?? {}, columns, people),
    })),
  };
}
