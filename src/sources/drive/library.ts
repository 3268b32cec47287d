import type { Drive, DriveItem } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { collect } from '../../graph/paging.ts';

export interface LibraryFile {
  kind: 'workbook' | 'file';
  /** Below the library's root. */
  path: string;
  webUrl: string | null;
  modifiedAt: string | null;
  size: number;
}

const kindOf = (name: string): LibraryFile['kind'] | null =>
  // ~$: what Excel leaves beside a workbook while it is open.
  name.startsWith('~$') ? null : /\.xls[xm]$/i.test(name) ? 'workbook' : /\.csv$/i.test(name) ? 'file' : null;

/** Enough to choose from; whoever has more names the file by its path. */
const mostFolders = 40;
const mostFiles = 300;

/** The workbooks and CSV files of a site's document library, the upper folders first, as far as this Graph may read them. */
export async function libraryFiles(graph: Graph, siteId: string): Promise<{ files: LibraryFile[]; hasMore: boolean }> {
  const drive = await graph.get<Drive>(`/sites/${encodeURIComponent(siteId)}/drive?$select=id`);
  const files: LibraryFile[] = [];
  const folders: { id: string; path: string }[] = [{ id: 'root', path: '' }];
  for (let asked = 0; folders.length > 0; asked += 1) {
    const folder = folders.shift();
    if (!folder) break;
    if (asked === mostFolders || files.length >= mostFiles) return { files: files.slice(0, mostFiles), hasMore: true };
    const place = folder.id === 'root' ? 'root' : `items/${encodeURIComponent(folder.id)}`;
    const path = `/drives/${encodeURIComponent(drive.id ?? '')}/${place}/children?$select=id,name,file,folder,size,webUrl,lastModifiedDateTime`;
    for (const item of await collect<DriveItem>(graph, path)) {
      const name = item.name ?? '';
      const itemPath = folder.path ? `${folder.path}/${name}` : name;
      if (item.folder && item.id) folders.push({ id: item.id, path: itemPath });
      const kind = item.file ? kindOf(name) : null;
      if (kind) {
        files.push({
          kind,
          path: itemPath,
          webUrl: item.webUrl ?? null,
          modifiedAt: item.lastModifiedDateTime ?? null,
          size: item.size ?? 0,
        });
      }
    }
  }
  return { files, hasMore: false };
}
