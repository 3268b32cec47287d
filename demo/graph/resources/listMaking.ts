import { randomUUID } from 'node:crypto';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { ListStore } from '../state/listStore.ts';
import { readColumn, readColumnChange } from './columnKinds.ts';
import { columnResources } from './columns.ts';
import { readJsonObject } from './fieldChanges.ts';
import { listResource, openList } from './lists.ts';
import { openSite } from './sites.ts';

/** SharePoint's own rights, beside what the app was granted: members of a team may make lists, guests may not. */
function maker(call: Call): string {
  const { caller } = call;
  if (caller.kind === 'app') return caller.appId;
  if (caller.person.isGuest) throw forbidden('Access denied', 'accessDenied');
  return caller.person.id;
}

function makeList(call: Call): GraphReply {
  const site = openSite(call);
  const by = maker(call);
  const body = readJsonObject(call.request, 'a list');
  const { displayName, description = '', columns = [], list: info = {} } = body;
  if (typeof displayName !== 'string' || displayName.trim() === '' || displayName.length > 255)
    throw badRequest("A list has a 'displayName' of at most 255 characters.");
  if (typeof description !== 'string') throw badRequest("The property 'description' is a text.");
  if (!Array.isArray(columns)) throw badRequest("The property 'columns' is a list.");
  const template = (info as { template?: unknown } | null)?.template ?? 'genericList';
  if (template !== 'genericList') throw badRequest('Only generic lists are made here.', 'notSupported');
  if (call.tenant.lists.some((list) => list.displayName.toLowerCase() === displayName.toLowerCase()))
    throw new GraphError(409, 'nameAlreadyExists', 'The specified name is already in use.');
  const read: ReturnType<typeof readColumn>[] = [];
  for (const column of columns) read.push(readColumn(column, call.tenant, { columns: read }));
  const id = randomUUID();
  const made = call.tenant.reshape({ kind: 'makeList', list: id, displayName, description, columns: read, by }) as ListStore;
  const context = contextOf(call, `sites('${encodeURIComponent(site.id)}')/lists/$entity`);
  return {
    status: 201,
    headers: { Location: `${call.request.root}/v1.0/sites/${site.id}/lists/${id}` },
    body: { '@odata.context': context, ...listResource(call, made) },
  };
}

function dropList(call: Call): GraphReply {
  const list = openList(call);
  call.tenant.reshape({ kind: 'dropList', list: list.id, by: maker(call) });
  return { status: 204 };
}

const columnContext = (call: Call, list: ListStore) =>
  contextOf(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/columns/$entity`);

function resourceOf(list: ListStore, nameOrId: string) {
  const wanted = nameOrId.toLowerCase();
  const found = columnResources(list).find(({ id, name }) => [id, name].some((known) => String(known).toLowerCase() === wanted));
  if (!found) throw notFound('The specified column was not found.');
  return found;
}

function addColumn(call: Call): GraphReply {
  const list = openList(call);
  const by = maker(call);
  const column = readColumn(readJsonObject(call.request, 'a column'), call.tenant, list);
  call.tenant.reshape({ kind: 'addColumn', list: list.id, column, by });
  return { status: 201, body: { '@odata.context': columnContext(call, list), ...resourceOf(list, column.name) } };
}

function changeColumn(call: Call): GraphReply {
  const list = openList(call);
  const { name, readOnly } = resourceOf(list, call.params.column ?? '');
  const by = maker(call);
  if (readOnly) throw badRequest(`The column '${name}' is read-only.`);
  const change = readColumnChange(readJsonObject(call.request, 'a column'));
  call.tenant.reshape({ kind: 'changeColumn', list: list.id, column: { ...change, name: String(name) }, by });
  return ok({ '@odata.context': columnContext(call, list), ...resourceOf(list, String(name)) });
}

const LIST = '/sites/{site}/lists/{list}';
const COLUMN = `${LIST}/columns/{column}`;

export const listMakingRoutes: Route[] = [
  { method: 'POST', path: '/sites/{site}/lists', permissions: PERMISSIONS.makeLists, answer: makeList },
  { method: 'DELETE', path: LIST, permissions: PERMISSIONS.shapeLists, answer: dropList },
  { method: 'POST', path: `${LIST}/columns`, permissions: PERMISSIONS.shapeLists, answer: addColumn },
  {
    method: 'GET',
    path: COLUMN,
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const list = openList(call);
      return ok({ '@odata.context': columnContext(call, list), ...resourceOf(list, call.params.column ?? '') });
    },
  },
  { method: 'PATCH', path: COLUMN, permissions: PERMISSIONS.shapeLists, answer: changeColumn },
];
