import type { Call } from '../call.ts';
import type { Cell } from '../state/columns.ts';
import { itemGuid } from '../state/identifiers.ts';
import type { Item, ItemVersion, ListStore } from '../state/listStore.ts';
import { identityOf } from './identity.ts';
import { listAddress } from './lists.ts';
import { firstPersonNumber, isLookup, lookupFields } from './lookups.ts';

/** What of an item is shown. */
export interface ItemView {
  /** Null: all properties. */
  select: readonly string[] | null;
  /** Absent: without fields; null: all of them. */
  fields?: readonly string[] | null;
}

const CONTENT_TYPE = { id: '0x0100', name: 'Item' };

export const eTagOf = (list: ListStore, item: Item) => `"${itemGuid(list.id, item.id)},${item.version}"`;
export const versionLabel = (version: number) => `${version}.0`;

function lookupId(call: Call, id: string): string {
  return String(call.tenant.seed.people.findIndex((person) => person.id === id) + firstPersonNumber);
}

type FieldSet = Record<string, unknown>;

/** Lookups and people are numbers in the store, and come as the service writes them. */
function shownFields(
  call: Call,
  list: ListStore,
  stored: Readonly<Record<string, Cell>>,
  select: readonly string[] | null,
): Readonly<Record<string, unknown>> {
  const lookups = list.columns.filter(isLookup);
  if (lookups.length === 0) return stored;
  const shown: FieldSet = { ...stored };
  const selectedNames = new Set(select?.map((name) => name.toLowerCase()));
  for (const column of lookups) {
    delete shown[column.name];
    const isSelected = (name: string) => selectedNames.has(name.toLowerCase());
    Object.assign(shown, lookupFields(call.tenant, column, stored[column.name], isSelected, select === null));
  }
  return shown;
}

/** The column values: the list's own, and with no selection also those that every item has. */
export function fieldsResource(
  call: Call,
  list: ListStore,
  item: Item,
  version: ItemVersion | null,
  select: readonly string[] | null,
): FieldSet {
  const values = shownFields(call, list, version?.fields ?? list.fieldsOf(item), select);
  const etag = `"${itemGuid(list.id, item.id)},${version?.number ?? item.version}"`;
  if (select?.every((name) => list.columns.some((column) => column.name === name && !isLookup(column)))) {
    const chosen: FieldSet = { '@odata.etag': etag };
    for (const name of select) if (values[name] !== undefined) chosen[name] = values[name];
    return chosen;
  }
  const all: FieldSet = {
    '@odata.etag': etag,
    ...values,
    id: String(item.id),
    ContentType: CONTENT_TYPE.name,
    Modified: version?.at ?? item.modifiedAt,
    Created: item.createdAt,
    AuthorLookupId: lookupId(call, item.createdBy),
    EditorLookupId: lookupId(call, version?.by ?? item.modifiedBy),
    _UIVersionString: versionLabel(version?.number ?? item.version),
    Attachments: false,
    Edit: '',
    ItemChildCount: '0',
    FolderChildCount: '0',
  };
  if (!select) return all;
  const wanted = new Set(select.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('@') || wanted.has(name.toLowerCase())));
}

/** Writes items of one list; what is the same for all of them is made once. */
export function itemWriter(call: Call, list: ListStore, view: ItemView): (item: Item) => Record<string, unknown> {
  const address = listAddress(call, list);
  const parentReference = { id: list.id, siteId: call.tenant.site.id };
  const people = new Map<string, ReturnType<typeof identityOf>>();
  const identity = (id: string) => {
    const known = people.get(id) ?? identityOf(call.tenant, id);
    people.set(id, known);
    return known;
  };
  const wanted = view.select && new Set([...view.select, 'fields'].map((name) => name.toLowerCase()));

  return (item) => {
    if (item.isDeleted) return { id: String(item.id), parentReference, contentType: CONTENT_TYPE, deleted: { state: 'deleted' } };
    const eTag = eTagOf(list, item);
    const resource: Record<string, unknown> = {
      '@odata.etag': eTag,
      createdDateTime: item.createdAt,
      eTag,
      id: String(item.id),
      lastModifiedDateTime: item.modifiedAt,
      webUrl: `${address}/DispForm.aspx?ID=${item.id}`,
      createdBy: identity(item.createdBy),
      lastModifiedBy: identity(item.modifiedBy),
      parentReference,
      contentType: CONTENT_TYPE,
    };
    if (view.fields !== undefined) resource.fields = fieldsResource(call, list, item, null, view.fields);
    if (!wanted) return resource;
    return Object.fromEntries(Object.entries(resource).filter(([name]) => name.startsWith('@') || wanted.has(name.toLowerCase())));
  };
}
