import type { Call } from '../call.ts';
import { guidOf } from '../state/identifiers.ts';
import type { LibraryItem } from '../state/library.ts';
import { identityOf } from './identity.ts';
import { siteAddress } from './sites.ts';

const LIBRARY = 'Shared Documents';
const MIME_TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
};
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** As SharePoint writes them: "{GUID},version", and with c: for the content alone. */
export const tagsOf = (item: LibraryItem) => {
  const guid = `{${guidOf(item.id).toUpperCase()}}`;
  return { eTag: `"${guid},${item.version}"`, cTag: `"c:${guid},${item.contentVersion}"` };
};
export const mimeTypeOf = (item: LibraryItem) =>
  MIME_TYPES[nameOf(item.path).split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
export const libraryAddress = (call: Pick<Call, 'tenant' | 'request'>) =>
  `${siteAddress(call.tenant, call.request.root)}/${encodeURIComponent(LIBRARY)}`;

export function driveResource(call: Call) {
  const { tenant } = call;
  const owner = identityOf(tenant, tenant.seed.team.ownerIds[0] ?? '');
  return {
    createdDateTime: tenant.bornAt,
    description: '',
    id: tenant.library.id,
    lastModifiedDateTime:
      tenant.library.all
        .map((item) => item.modifiedAt)
        .toSorted()
        .at(-1) ?? tenant.bornAt,
    name: 'Documents',
    webUrl: libraryAddress(call),
    driveType: 'documentLibrary',
    createdBy: owner,
    lastModifiedBy: owner,
    owner,
  };
}

/** A deleted item is its id and where it was, no more. */
export function driveItemResource(call: Call, item: LibraryItem): Record<string, unknown> {
  const { library, site } = call.tenant;
  const parent = library.parent(item);
  const parentReference = {
    driveType: 'documentLibrary',
    driveId: library.id,
    ...(parent
      ? {
          id: parent.id,
          name: nameOf(parent.path) || 'Documents',
          path: `/drives/${library.id}/root:${parent.path ? `/${encoded(parent.path)}` : ''}`,
        }
      : {}),
    siteId: site.id,
  };
  if (item.isDeleted) return { id: item.id, parentReference, deleted: { state: 'deleted' } };
  const { eTag, cTag } = tagsOf(item);
  return {
    '@odata.etag': eTag,
    createdDateTime: item.createdAt,
    eTag,
    id: item.id,
    lastModifiedDateTime: item.modifiedAt,
    name: item.path === '' ? 'root' : nameOf(item.path),
    webUrl: item.path === '' ? libraryAddress(call) : `${libraryAddress(call)}/${encoded(item.path)}`,
    cTag,
    size: item.kind === 'file' ? item.content.length : library.children(item).reduce((size, child) => size + child.content.length, 0),
    createdBy: identityOf(call.tenant, item.modifiedBy),
    lastModifiedBy: identityOf(call.tenant, item.modifiedBy),
    parentReference,
    fileSystemInfo: { createdDateTime: item.createdAt, lastModifiedDateTime: item.modifiedAt },
    ...(item.path === '' ? { root: {} } : {}),
    ...(item.kind === 'file' ? { file: { mimeType: mimeTypeOf(item) } } : { folder: { childCount: library.children(item).length } }),
  };
}
