import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, notFound } from '../http/errors.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { ListStore } from '../state/listStore.ts';
import { columnResources } from './columns.ts';
import { identityOf } from './identity.ts';
import { openSite, siteAddress } from './sites.ts';

export function openList(call: Call): ListStore {
  openSite(call);
  const list = call.tenant.list(call.params.list ?? '');
  if (!list) throw notFound('The specified list was not found');
  return list;
}

export const listAddress = (call: Pick<Call, 'tenant' | 'request'>, list: ListStore) =>
  `${siteAddress(call.tenant, call.request.root)}/Lists/${encodeURIComponent(list.name)}`;

export function listResource(call: Call, list: ListStore) {
  const { tenant } = call;
  const isSystem = list === tenant.users;
  const creator = identityOf(tenant, tenant.seed.team.ownerIds[0] ?? '');
  return {
    '@odata.etag': `"${list.id},${list.changeCount}"`,
    createdDateTime: list.bornAt,
    description: list.description,
    eTag: `"${list.id},${list.changeCount}"`,
    id: list.id,
    lastModifiedDateTime: list.lastModifiedAt,
    name: list.name,
    webUrl: listAddress(call, list),
    displayName: list.displayName,
    createdBy: creator,
    lastModifiedBy: creator,
    parentReference: { siteId: tenant.site.id },
    list: isSystem
      ? { contentTypesEnabled: false, hidden: true, template: 'userInformation' }
      : { contentTypesEnabled: false, hidden: false, template: 'genericList' },
    ...(isSystem ? { system: {} } : {}),
  };
}

function withExpansions(call: Call, list: ListStore) {
  const { expand, select } = call.query;
  for (const what of expand.keys()) {
    if (what !== 'columns') throw badRequest(`$expand=${what} is not supported on lists here.`);
  }
  const resource = listResource(call, list);
  return selected(expand.has('columns') ? { ...resource, columns: columnResources(list) } : resource, select, ['columns']);
}

export const listRoutes: Route[] = [
  {
    method: 'GET',
    path: '/sites/{site}/lists',
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const site = openSite(call);
      return collectionReply(
        call,
        `sites('${encodeURIComponent(site.id)}')/lists`,
        // System lists come only where their facet is selected: https://learn.microsoft.com/graph/api/list-list
        [...call.tenant.lists, ...(call.query.select?.includes('system') ? [call.tenant.users] : [])].map((list) =>
          call.query.expand.has('columns') ? { ...listResource(call, list), columns: columnResources(list) } : listResource(call, list),
        ),
      );
    },
  },
  {
    method: 'GET',
    path: '/sites/{site}/lists/{list}',
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const list = openList(call);
      const context = contextOf(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/lists/$entity`);
      return ok({ '@odata.context': context, ...withExpansions(call, list) });
    },
  },
  {
    method: 'GET',
    path: '/sites/{site}/lists/{list}/columns',
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const list = openList(call);
      return collectionReply(
        call,
        `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/columns`,
        columnResources(list),
      );
    },
  },
];
