import type { Drive, DriveItem } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { NotFoundError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import { type SiteReference, SourceNotFoundError } from '../kind.ts';
import { findSite } from '../list/discover.ts';
import { nearest } from '../mapping/nearest.ts';
import type { Place } from './place.ts';

export interface FileLocation {
  driveId: string;
  itemId: string;
  place: Place;
}
/** A file as it is in the library now. */
export interface FileItem {
  id: string;
  /** Changes with whatever changes of the file: its content, its name, its place. */
  eTag: string;
  size: number;
  webUrl: string | null;
  /** As people know it: its name now, and the one that the mapping has where that is another. */
  name: string;
}
export const permission = 'Sites.Selected on the site';

const selected = '$select=id,name,size,eTag,file,webUrl,parentReference';
const drivePath = (driveId: string) => `/drives/${encodeURIComponent(driveId)}`;
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const tidy = (path: string) => path.split('/').filter(Boolean).join('/');
export const contentPath = (driveId: string, itemId: string) => `${drivePath(driveId)}/items/${encodeURIComponent(itemId)}/content`;

const itemAt = (graph: Graph, driveId: string, path: string) =>
  graph.get<DriveItem>(`${drivePath(driveId)}/root:/${encoded(tidy(path))}?${selected}`, { permission });
const itemById = (graph: Graph, driveId: string, id: string) =>
  graph.get<DriveItem>(`${drivePath(driveId)}/items/${encodeURIComponent(id)}?${selected}`, { permission });

/** The answer, or null where there is nothing of the kind. */
const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};

/** Where the item stands: 'Sales/Deals.xlsx'. */
function pathOf(item: DriveItem): string {
  const folder = /root:\/?(.*)$/.exec(item.parentReference?.path ?? '')?.[1] ?? '';
  return [...folder.split('/').filter(Boolean).map(decodeURIComponent), item.name ?? ''].join('/');
}

function fileOf(item: DriveItem, place: Place): FileItem {
  const now = pathOf(item);
  if (!item.file) throw new SourceNotFoundError(`"${now}" is a folder, not a file: correct the mapping`);
  const mapped = tidy(place.path);
  const isSame = now.toLowerCase() === mapped.toLowerCase();
  return {
    id: item.id as string,
    eTag: item.eTag ?? '',
    size: item.size ?? 0,
    webUrl: item.webUrl ?? null,
    name: isSame ? now : `${now} (mapped as ${mapped})`,
  };
}

/** @throws SourceNotFoundError naming the files that there are */
export async function discoverFile(
  graph: Graph,
  site: SiteReference,
  place: Place,
): Promise<{ location: FileLocation; webUrl: string | null }> {
  const siteId = await findSite(graph, site);
  const drive = await graph.get<Drive>(`/sites/${encodeURIComponent(siteId)}/drive?$select=id,name,webUrl`, { permission });
  const driveId = drive.id as string;
  const item = await orNull(itemAt(graph, driveId, place.path));
  if (!item) throw await notThere(graph, driveId, drive.name ?? 'Documents', tidy(place.path));
  const file = fileOf(item, place);
  return { location: { driveId, itemId: file.id, place }, webUrl: file.webUrl };
}

async function notThere(graph: Graph, driveId: string, library: string, path: string): Promise<SourceNotFoundError> {
  const folder = path.split('/').slice(0, -1).join('/');
  const children = folder ? `${drivePath(driveId)}/root:/${encoded(folder)}:/children` : `${drivePath(driveId)}/root/children`;
  const there = await orNull(collect<DriveItem>(graph, `${children}?$select=id,name,file`, { permission }));
  const asked = path.slice(path.lastIndexOf('/') + 1);
  if (!there) return new SourceNotFoundError(`the library "${library}" has no folder "${folder}", where "${asked}" should be`);
  const names = there.flatMap((item) => (item.file && item.name ? [item.name] : []));
  const meant = nearest(asked, names);
  const where = folder ? `the folder "${folder}"` : `the library "${library}"`;
  return new SourceNotFoundError(
    `${where} has no file "${asked}"${meant ? `; did you mean "${meant}"?` : '.'} It has: ${names.slice(0, 20).join(', ') || 'none'}`,
  );
}

/**
 * The file as it is now, followed by its id however it was renamed or moved; where it was deleted, what has taken its place
 * under the same name. One request tells whether anything changed, for the price of one resource unit; a delta of the
 * whole drive would cost the same and tell of every other file too.
 * @throws SourceNotFoundError
 */
export async function findFile(graph: Graph, location: FileLocation, lastId: string | null): Promise<FileItem> {
  const { driveId, itemId, place } = location;
  for (const id of new Set([lastId ?? itemId, itemId])) {
    const item = await orNull(itemById(graph, driveId, id));
    if (item) return fileOf(item, place);
  }
  const successor = await orNull(itemAt(graph, driveId, place.path));
  if (successor) return fileOf(successor, place);
  throw deleted(tidy(place.path));
}

export const deleted = (name: string): SourceNotFoundError =>
  new SourceNotFoundError(
    `"${name}" was deleted, or this installation may no longer see it. Its records stay as they were last read: restore it from the site's recycle bin, or upload a file of that name`,
  );
