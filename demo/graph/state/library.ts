import { createHash } from 'node:crypto';
import type { FileSeed } from '../../tenant.ts';
import { guidOf } from './identifiers.ts';
import type { FileEdit } from './journal.ts';

export interface LibraryItem {
  id: string;
  /** Below the root: 'Sales/Deals.xlsx'; the root itself: ''. */
  path: string;
  kind: 'file' | 'folder';
  content: Uint8Array;
  /** Counted on by any change; the eTag carries it. */
  version: number;
  /** Counted on by a change of the content; the cTag carries it. */
  contentVersion: number;
  createdAt: string;
  modifiedAt: string;
  modifiedBy: string;
  isDeleted: boolean;
  /** Somebody works in it and lets nobody else. */
  isLocked: boolean;
  /** The place in the library's changes where it changed last; 0: as seeded. */
  changedAt: number;
}

const longId = (...words: string[]) =>
  guidOf(...words)
    .replaceAll('-', '')
    .toUpperCase();
/** Content that changes on disk between two starts is another version. */
const versionOf = (content: Uint8Array) => createHash('sha256').update(content).digest().readUInt32BE(0);
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The site's document library: the seed's files, and every edit since. */
export class Library {
  readonly id: string;
  readonly bornAt: string;
  readonly root: LibraryItem;
  private readonly tenantId: string;
  private readonly by: string;
  private readonly items: LibraryItem[] = [];
  private readonly changes: LibraryItem[] = [];
  private generation = 0;

  constructor(seed: readonly FileSeed[], identity: { tenantId: string; bornAt: string; by: string }) {
    this.tenantId = identity.tenantId;
    this.bornAt = identity.bornAt;
    this.by = identity.by;
    this.id = `b!${Buffer.from(longId(identity.tenantId, 'drive')).toString('base64url')}`;
    this.root = this.make('', 'folder', new Uint8Array());
    for (const { path, content } of seed) this.makeFile(path, content);
  }

  private make(path: string, kind: LibraryItem['kind'], content: Uint8Array): LibraryItem {
    const before = this.items.filter((item) => same(item.path, path)).length;
    const version = kind === 'file' ? versionOf(content) : 1;
    const item: LibraryItem = {
      id: `01${longId(this.tenantId, 'item', path.toLowerCase(), String(before))}`,
      path,
      kind,
      content,
      version,
      contentVersion: version,
      createdAt: this.bornAt,
      modifiedAt: this.bornAt,
      modifiedBy: this.by,
      isDeleted: false,
      isLocked: false,
      changedAt: 0,
    };
    this.items.push(item);
    return item;
  }

  private makeFile(path: string, content: Uint8Array): LibraryItem {
    const folder = parentOf(path);
    if (folder && !this.at(folder)) this.makeFolder(folder);
    return this.make(path, 'file', content);
  }
  private makeFolder(path: string): void {
    const above = parentOf(path);
    if (above && !this.at(above)) this.makeFolder(above);
    this.make(path, 'folder', new Uint8Array());
  }

  get(id: string): LibraryItem | null {
    return this.items.find((item) => !item.isDeleted && same(item.id, id)) ?? null;
  }
  at(path: string): LibraryItem | null {
    return this.items.find((item) => !item.isDeleted && same(item.path, path)) ?? null;
  }
  parent(item: LibraryItem): LibraryItem | null {
    return item === this.root ? null : (this.at(parentOf(item.path)) ?? this.root);
  }
  children(folder: LibraryItem): LibraryItem[] {
    return this.items.filter((item) => !item.isDeleted && item !== this.root && same(parentOf(item.path), folder.path));
  }
  get all(): readonly LibraryItem[] {
    return this.items.filter((item) => !item.isDeleted);
  }

  get changeCount(): number {
    return this.changes.length;
  }
  /** Items changed after a place in the changes, deleted ones too, each once. */
  changedAfter(place: number): LibraryItem[] {
    return this.changes.slice(place).filter((item, index) => item.changedAt === place + index + 1);
  }
  get tokenGeneration(): number {
    return this.generation;
  }
  expireTokens(): void {
    this.generation += 1;
  }

  /** Does an edit; the caller has checked it, or it comes from the journal. */
  apply(edit: FileEdit, content: Uint8Array): LibraryItem {
    const item = edit.kind === 'put' ? (this.at(edit.path) ?? this.makeFile(edit.path, content)) : this.at(edit.path);
    if (!item) throw new RangeError(`There is no file '${edit.path}' to ${edit.kind}.`);
    if (edit.kind === 'put' && item.content !== content) {
      item.content = content;
      item.contentVersion += 1;
    }
    if (edit.kind === 'move' && edit.to !== undefined) {
      const folder = parentOf(edit.to);
      if (folder && !this.at(folder)) this.makeFolder(folder);
      item.path = edit.to;
    }
    if (edit.kind === 'remove') item.isDeleted = true;
    item.version += 1;
    item.modifiedAt = edit.at;
    item.modifiedBy = edit.by;
    this.changes.push(item);
    item.changedAt = this.changes.length;
    return item;
  }
}
