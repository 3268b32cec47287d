import type { CellSeed, ListSeed } from '../../tenant.ts';
import { type Cell, type ListColumn, nameColumns, wireCell } from './columns.ts';
import type { Edit } from './journal.ts';

export interface ItemVersion {
  number: number;
  fields: Readonly<Record<string, Cell>>;
  at: string;
  by: string;
}

export interface Item {
  id: number;
  /** Counts from 1; the eTag carries it. */
  version: number;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  isDeleted: boolean;
  /** The place in the list's changes where it changed last; 0: as seeded. */
  changedAt: number;
  /** Null: still the seed's row. */
  fields: Readonly<Record<string, Cell>> | null;
  earlier: ItemVersion[] | null;
}

export interface ListIdentity {
  id: string;
  name: string;
  bornAt: string;
  by: string;
  description?: string;
  /** Of a list that was made: its columns, named already. */
  columns?: readonly ListColumn[];
}

/** The rows of one list: the seed's, and every edit since, in the order in which they happened. */
export class ListStore {
  readonly id: string;
  readonly displayName: string;
  /** As in its address. */
  readonly name: string;
  readonly description: string;
  /** The Title that every list has; people call it something else. */
  title: ListColumn = { name: 'Title', displayName: 'Title', type: 'text' };
  private readonly own: ListColumn[];
  readonly bornAt: string;
  /** Items by id, from 1; ids are never used again. */
  private readonly items: Item[] = [];
  private readonly rows: ListSeed['rows'];
  /** Item ids in the order of their changes; an item that changes twice stands here twice. */
  private readonly changes: number[] = [];
  /** Delta tokens of an earlier generation are too old. */
  private generation = 0;
  private deletions = 0;

  constructor(seed: ListSeed, identity: ListIdentity) {
    this.id = identity.id;
    this.name = identity.name;
    this.displayName = seed.displayName;
    this.bornAt = identity.bornAt;
    this.own = identity.columns ? [...identity.columns] : nameColumns(seed.columns);
    this.description = identity.description ?? '';
    this.rows = seed.rows;
    const { bornAt, by } = identity;
    for (let index = 0; index < seed.rows.length; index++) {
      this.items.push({
        id: index + 1,
        version: 1,
        createdAt: bornAt,
        createdBy: by,
        modifiedAt: bornAt,
        modifiedBy: by,
        isDeleted: false,
        changedAt: 0,
        fields: null,
        earlier: null,
      });
    }
  }

  get columns(): readonly ListColumn[] {
    return this.own;
  }
  addColumn(column: ListColumn): void {
    this.own.push(column);
  }
  /** What a column is called, what stands beside it; its own name stays. */
  changeColumn(change: Partial<ListColumn> & { name: string }): void {
    if (change.name === this.title.name) this.title = { ...this.title, ...change };
    const index = this.own.findIndex((column) => column.name === change.name);
    const column = this.own[index];
    if (column) this.own[index] = { ...column, ...change };
  }

  get count(): number {
    return this.items.length - this.deletions;
  }

  get nextItemId(): number {
    return this.items.length + 1;
  }

  /** How many changes there have been; a delta token remembers it. */
  get changeCount(): number {
    return this.changes.length;
  }

  get lastModifiedAt(): string {
    const last = this.changes.at(-1);
    return last === undefined ? this.bornAt : (this.items[last - 1]?.modifiedAt ?? this.bornAt);
  }

  get(id: number): Item | null {
    const item = this.items[id - 1];
    return item && !item.isDeleted ? item : null;
  }

  /** Items in the order of their ids, after one of them. */
  *itemsAfter(id: number): Generator<Item> {
    for (let index = id; index < this.items.length; index++) {
      const item = this.items[index];
      if (item && !item.isDeleted) yield item;
    }
  }

  /** Items changed after a place in the changes, and before another, deleted ones too, each once, at its last change. */
  *changedAfter(place: number, until: number = this.changes.length): Generator<Item> {
    for (let index = place; index < until; index++) {
      const item = this.items[(this.changes[index] ?? 0) - 1];
      if (item && item.changedAt === index + 1) yield item;
    }
  }

  fieldsOf(item: Item): Readonly<Record<string, Cell>> {
    return item.fields ?? this.seededFields(item.id);
  }

  private seededFields(id: number): Record<string, Cell> {
    const row: Readonly<Record<string, CellSeed>> = this.rows[id - 1] ?? {};
    const fields: Record<string, Cell> = {};
    for (const column of this.columns) {
      const cell = wireCell(column, row[column.displayName]);
      if (cell !== undefined) fields[column.name] = cell;
    }
    return fields;
  }

  /** Does an edit; the caller has checked it, or it comes from the journal. */
  apply(edit: Edit): Item {
    const item = edit.kind === 'add' ? this.add(edit) : this.items[edit.item - 1];
    if (!item) throw new RangeError(`List ${this.id} has no item ${edit.item} to ${edit.kind}.`);
    if (edit.kind === 'change') this.change(item, edit);
    if (edit.kind === 'remove' && !item.isDeleted) {
      item.isDeleted = true;
      this.deletions++;
    }
    if (edit.kind !== 'add') {
      item.modifiedAt = edit.at;
      item.modifiedBy = edit.by;
    }
    this.changes.push(item.id);
    item.changedAt = this.changes.length;
    return item;
  }

  private add(edit: Edit): Item {
    const { at, by } = edit;
    const item: Item = {
      id: edit.item,
      version: 1,
      createdAt: at,
      createdBy: by,
      modifiedAt: at,
      modifiedBy: by,
      isDeleted: false,
      changedAt: 0,
      fields: merged({}, edit.fields),
      earlier: null,
    };
    this.items[edit.item - 1] = item;
    return item;
  }

  private change(item: Item, edit: Edit): void {
    const before = this.fieldsOf(item);
    item.earlier ??= [];
    item.earlier.push({ number: item.version, fields: before, at: item.modifiedAt, by: item.modifiedBy });
    item.fields = merged(before, edit.fields);
    item.version++;
  }

  get tokenGeneration(): number {
    return this.generation;
  }

  /** From now on, delta tokens handed out so far are too old. */
  expireTokens(): void {
    this.generation++;
  }
}

function merged(before: Readonly<Record<string, Cell>>, change: Readonly<Record<string, Cell | null>>): Record<string, Cell> {
  const fields: Record<string, Cell> = { ...before };
  for (const [name, cell] of Object.entries(change)) {
    if (cell === null || cell === '') delete fields[name];
    else fields[name] = cell;
  }
  return fields;
}
