import type { CellSeed } from '../tenant.ts';
import { type Cell, wireCell } from './state/columns.ts';
import type { ListStore } from './state/listStore.ts';
import type { Tenant } from './state/tenant.ts';

/** A row by the columns' labels, as a seed writes it; null empties a cell. */
export type RowEdit = Readonly<Record<string, CellSeed | null>>;

/** Edits lists as a person in SharePoint would, without HTTP. Lists go by their label, rows by their item id. */
export interface ListEditing {
  add(list: string, row: RowEdit, by?: string): number;
  change(list: string, item: number, row: RowEdit, by?: string): void;
  remove(list: string, item: number, by?: string): void;
  /** The ids of the rows whose cell holds this value. */
  find(list: string, column: string, value: CellSeed): number[];
  read(list: string, item: number): Record<string, Cell> | null;
  /** How many versions a row has had. */
  versions(list: string, item: number): number;
  count(list: string): number;
  /** Delta tokens handed out so far answer 410 from now on. */
  expireDeltaTokens(list: string): void;
}

export function listEditing(tenant: Tenant): ListEditing {
  const owner = tenant.seed.team.ownerIds[0] ?? tenant.seed.people[0]?.id ?? '';

  function open(title: string): ListStore {
    const list = tenant.list(title);
    if (!list) throw new RangeError(`There is no list '${title}'; there are ${tenant.lists.map((known) => known.displayName).join(', ')}.`);
    return list;
  }

  function columnOf(list: ListStore, label: string) {
    const column = list.columns.find(({ displayName }) => displayName === label);
    if (!column) throw new RangeError(`The list '${list.displayName}' has no column '${label}'.`);
    return column;
  }

  const fieldsOf = (list: ListStore, row: RowEdit): Record<string, Cell | null> =>
    Object.fromEntries(
      Object.entries(row).map(([label, cell]) => {
        const column = columnOf(list, label);
        return [column.name, wireCell(column, cell) ?? null];
      }),
    );

  function existing(list: ListStore, item: number): number {
    if (!list.get(item)) throw new RangeError(`The list '${list.displayName}' has no item ${item}.`);
    return item;
  }

  return {
    add(title, row, by = owner) {
      const list = open(title);
      return tenant.edit(list, { kind: 'add', item: list.nextItemId, fields: fieldsOf(list, row), by }).id;
    },
    change(title, item, row, by = owner) {
      const list = open(title);
      tenant.edit(list, { kind: 'change', item: existing(list, item), fields: fieldsOf(list, row), by });
    },
    remove(title, item, by = owner) {
      const list = open(title);
      tenant.edit(list, { kind: 'remove', item: existing(list, item), fields: {}, by });
    },
    find(title, label, value) {
      const list = open(title);
      const column = columnOf(list, label);
      const wanted = wireCell(column, value);
      return [...list.itemsAfter(0)].filter((item) => list.fieldsOf(item)[column.name] === wanted).map(({ id }) => id);
    },
    read(title, item) {
      const list = open(title);
      const found = list.get(item);
      if (!found) return null;
      const fields = list.fieldsOf(found);
      return Object.fromEntries(
        list.columns.flatMap(({ name, displayName }) => (fields[name] === undefined ? [] : [[displayName, fields[name]]])),
      );
    },
    versions: (title, item) => open(title).get(item)?.version ?? 0,
    count: (title) => open(title).count,
    expireDeltaTokens: (title) => open(title).expireTokens(),
  };
}
