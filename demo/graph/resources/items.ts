import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, GraphError, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { nextLink } from '../odata/collection.ts';
import { type Filter, type FilterValue, order, parseFilter } from '../odata/filter.ts';
import { openToken } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { Item, ListStore } from '../state/listStore.ts';
import { readFieldChanges, readJsonObject } from './fieldChanges.ts';
import { eTagOf, fieldsResource, type ItemView, itemWriter, versionLabel } from './itemResource.ts';
import { openList } from './lists.ts';
import { lookupOf } from './lookups.ts';

const DEFAULT_PAGE = 200;
const LONGEST_PAGE = 5000;
/** SharePoint's list query threshold: above it, a query on a column without an index is refused. */
const QUERY_THRESHOLD = 5000;

export function viewOf(call: Call): ItemView {
  const { expand, select } = call.query;
  for (const what of expand.keys()) {
    if (what !== 'fields') throw badRequest(`$expand=${what} is not supported on list items here.`);
  }
  return expand.has('fields') ? { select, fields: expand.get('fields') ?? null } : { select };
}

export function pageLength(call: Call): number {
  return Math.min(call.query.top ?? call.pageSize ?? DEFAULT_PAGE, LONGEST_PAGE);
}

export function openItem(call: Call, list: ListStore): Item {
  const id = call.params.item ?? '';
  const item = /^[1-9]\d{0,9}$/.test(id) ? list.get(Number(id)) : null;
  if (!item) throw notFound('The specified item was not found.');
  return item;
}

/** What of an item can be filtered and ordered by. */
function readItem(list: ListStore, item: Item) {
  return (path: string): FilterValue | undefined => {
    if (path === 'id' || path === 'fields/id' || path === 'fields/ID') return item.id;
    if (path === 'lastModifiedDateTime' || path === 'fields/Modified') return item.modifiedAt;
    if (path === 'createdDateTime' || path === 'fields/Created') return item.createdAt;
    if (path.startsWith('fields/')) {
      const name = path.slice('fields/'.length);
      const cell = list.fieldsOf(item)[lookupOf(list, name)?.name ?? name];
      return typeof cell === 'object' ? undefined : cell;
    }
    throw badRequest(`'${path}' cannot be used in a filter or an order of list items.`);
  };
}

/** Without an index the service asks for the caller's word that the query may fail; on long lists it does. */
function refuseUnindexed(call: Call, list: ListStore, paths: Iterable<string>): void {
  const prefer = call.request.headers.prefer ?? '';
  for (const path of paths) {
    if (!path.startsWith('fields/') || ['fields/id', 'fields/ID'].includes(path)) continue;
    const column = path.slice('fields/'.length);
    const known = list.columns.find(({ name }) => name === (lookupOf(list, column)?.name ?? column));
    const isKnown = ['Title', 'Modified', 'Created'].includes(column) || known !== undefined;
    if (!isKnown) throw badRequest(`Field '${column}' is not recognized`);
    if (known?.isIndexed) continue;
    if (!/HonorNonIndexedQueriesWarningMayFailRandomly/i.test(prefer)) {
      throw badRequest(
        `Field '${column}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
      );
    }
    if (list.count > QUERY_THRESHOLD) {
      throw new GraphError(400, 'notSupported', 'The request is unprocessable because it uses too many resources', {
        innerCode: 'tooManyResources',
      });
    }
  }
}

function* matching(list: ListStore, filter: Filter | null, after: number): Generator<Item> {
  for (const item of list.itemsAfter(after)) if (!filter || filter.matches(readItem(list, item))) yield item;
}

function listItems(call: Call): GraphReply {
  const list = openList(call);
  const view = viewOf(call);
  const { orderBy, isCountWanted, skipToken } = call.query;
  const filter = call.query.filter === null ? null : parseFilter(call.query.filter);
  refuseUnindexed(call, list, [...(filter?.paths ?? []), ...(orderBy ? [orderBy.path] : [])]);
  const start = skipToken === null ? 0 : openToken(skipToken);
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) throw badRequest('The skip token is not valid.');

  const length = pageLength(call);
  const { page, next } = orderBy ? orderedPage(list, filter, orderBy, start, length) : pageAfter(list, filter, start, length);
  const write = itemWriter(call, list, view);
  return ok({
    '@odata.context': contextOf(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/items`),
    ...(isCountWanted && start === 0 ? { '@odata.count': filter ? [...matching(list, filter, 0)].length : list.count } : {}),
    ...(next === null ? {} : { '@odata.nextLink': nextLink(call, next) }),
    value: page.map(write),
  });
}

/** In the order of ids the next page begins after the last one's id, so a page costs its own length. */
function pageAfter(list: ListStore, filter: Filter | null, start: number, length: number): { page: Item[]; next: number | null } {
  const page: Item[] = [];
  for (const item of matching(list, filter, start)) {
    if (page.length === length) return { page, next: page.at(-1)?.id ?? null };
    page.push(item);
  }
  return { page, next: null };
}

function orderedPage(list: ListStore, filter: Filter | null, by: { path: string; isDescending: boolean }, start: number, length: number) {
  const direction = by.isDescending ? -1 : 1;
  const value = (item: Item) => readItem(list, item)(by.path) ?? null;
  const sorted = [...matching(list, filter, 0)].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    return (order(left, right) ?? Number(right === null) - Number(left === null)) * direction || a.id - b.id;
  });
  const end = start + length;
  return { page: sorted.slice(start, end), next: end < sorted.length ? end : null };
}

/** If-Match: * or the eTag as it was read. */
function refuseStale(call: Call, list: ListStore, item: Item): void {
  const expected = call.request.headers['if-match'];
  if (expected === undefined || expected.trim() === '*') return;
  if (expected.trim().replace(/^W\//, '') !== eTagOf(list, item)) {
    throw new GraphError(412, 'resourceModified', 'The resource has changed since caller last read it; usually an eTag mismatch');
  }
}

const actor = (call: Call) => (call.caller.kind === 'person' ? call.caller.person.id : call.caller.appId);

function addItem(call: Call): GraphReply {
  const list = openList(call);
  const { fields } = readJsonObject(call.request, 'a list item');
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw badRequest("The property 'fields' is missing.");
  const changes = readFieldChanges(call.tenant, list, fields as Record<string, unknown>);
  const item = call.tenant.edit(list, { kind: 'add', item: list.nextItemId, fields: changes, by: actor(call) });
  return {
    status: 201,
    headers: { Location: `${call.request.root}/v1.0${call.request.path}/${item.id}` },
    body: entity(call, list, item, { select: null, fields: null }),
  };
}

function entity(call: Call, list: ListStore, item: Item, view: ItemView) {
  const context = contextOf(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/items/$entity`);
  return { '@odata.context': context, ...itemWriter(call, list, view)(item) };
}

function fieldsReply(call: Call, list: ListStore, item: Item): GraphReply {
  const context = contextOf(
    call,
    `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/items('${item.id}')/fields/$entity`,
  );
  return ok({ '@odata.context': context, ...fieldsResource(call, list, item, null, call.query.select) });
}

function changeFields(call: Call): GraphReply {
  const list = openList(call);
  const item = openItem(call, list);
  refuseStale(call, list, item);
  const fields = readFieldChanges(call.tenant, list, readJsonObject(call.request, 'the fields'));
  return fieldsReply(call, list, call.tenant.edit(list, { kind: 'change', item: item.id, fields, by: actor(call) }));
}

function removeItem(call: Call): GraphReply {
  const list = openList(call);
  const item = openItem(call, list);
  refuseStale(call, list, item);
  call.tenant.edit(list, { kind: 'remove', item: item.id, fields: {}, by: actor(call) });
  return { status: 204 };
}

/** Newest first, the present one too. */
function listVersions(call: Call): GraphReply {
  const list = openList(call);
  const item = openItem(call, list);
  const view = viewOf(call);
  const now = { number: item.version, fields: list.fieldsOf(item), at: item.modifiedAt, by: item.modifiedBy };
  const versions = [now, ...(item.earlier ?? []).toReversed()];
  const start = call.query.skipToken === null ? 0 : openToken(call.query.skipToken);
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) throw badRequest('The skip token is not valid.');
  const end = start + pageLength(call);
  const write = itemWriter(call, list, { select: ['id', 'lastModifiedDateTime', 'lastModifiedBy'] });
  return ok({
    '@odata.context': contextOf(
      call,
      `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/items('${item.id}')/versions`,
    ),
    ...(end < versions.length ? { '@odata.nextLink': nextLink(call, end) } : {}),
    value: versions.slice(start, end).map((version) => {
      const { '@odata.etag': _etag, ...shown } = write({ ...item, modifiedAt: version.at, modifiedBy: version.by });
      const fields = view.fields === undefined ? {} : { fields: fieldsResource(call, list, item, version, view.fields) };
      return { ...shown, id: versionLabel(version.number), ...fields };
    }),
  });
}

const ITEMS = '/sites/{site}/lists/{list}/items';
const ITEM = `${ITEMS}/{item}`;

export const itemRoutes: Route[] = [
  { method: 'GET', path: ITEMS, permissions: PERMISSIONS.readSite, answer: listItems },
  { method: 'POST', path: ITEMS, permissions: PERMISSIONS.writeItems, answer: addItem },
  {
    method: 'GET',
    path: ITEM,
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const list = openList(call);
      const view = viewOf(call);
      // A single item comes with its fields unless something is expanded or selected, as the service does.
      const isPlain = view.fields === undefined && view.select === null;
      return ok(entity(call, list, openItem(call, list), isPlain ? { select: null, fields: null } : view));
    },
  },
  { method: 'DELETE', path: ITEM, permissions: PERMISSIONS.writeItems, answer: removeItem },
  {
    method: 'GET',
    path: `${ITEM}/fields`,
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      const list = openList(call);
      return fieldsReply(call, list, openItem(call, list));
    },
  },
  { method: 'PATCH', path: `${ITEM}/fields`, permissions: PERMISSIONS.writeItems, answer: changeFields },
  { method: 'GET', path: `${ITEM}/versions`, permissions: PERMISSIONS.readSite, answer: listVersions },
];
