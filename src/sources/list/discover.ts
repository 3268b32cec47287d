import type { List, Site } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { NotFoundError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import { type SiteReference, SourceNotFoundError } from '../kind.ts';
import { nearest } from '../mapping/nearest.ts';

export interface ListLocation {
  siteId: string;
  listId: string;
}
const permission = 'Sites.Selected on the site';

const pathOf = (site: SiteReference): string => {
  if ('siteId' in site) return `/sites/${encodeURIComponent(site.siteId)}`;
  if ('groupId' in site) return `/groups/${encodeURIComponent(site.groupId)}/sites/root`;
  const url = new URL(site.url);
  return `/sites/${url.host}:${url.pathname.replace(/\/+$/, '') || '/'}`;
};

/** The id under which Graph knows the site. */
export async function findSite(graph: Graph, site: SiteReference): Promise<string> {
  if ('siteId' in site) return site.siteId;
  try {
    const found = await graph.get<Site>(pathOf(site), { permission });
    return found.id as string;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new SourceNotFoundError('the site of the account was not found, or this installation was not granted access to it');
  }
}

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** @throws SourceNotFoundError naming the lists that there are */
export async function discoverList(
  graph: Graph,
  site: SiteReference,
  name: string,
): Promise<{ location: ListLocation; webUrl: string | null }> {
  const siteId = await findSite(graph, site);
  const lists = await collect<List>(graph, `/sites/${encodeURIComponent(siteId)}/lists`, { permission });
  const found =
    lists.find((list) => list.displayName === name) ??
    lists.find((list) => fold(list.displayName ?? '') === fold(name)) ??
    lists.find((list) => list.name === name);
  if (found?.id) return { location: { siteId, listId: found.id }, webUrl: found.webUrl ?? null };
  const names = lists.map((list) => list.displayName ?? '').filter(Boolean);
  const meant = nearest(name, names);
  throw new SourceNotFoundError(
    `the site has no list "${name}"${meant ? `; did you mean "${meant}"?` : ''} It has: ${names.join(', ') || 'none'}`,
  );
}
