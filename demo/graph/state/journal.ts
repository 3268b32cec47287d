import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantSeed } from '../../tenant.ts';
import type { Cell, ListColumn } from './columns.ts';
import { type Contents, contentsIn, contentsInMemory } from './contents.ts';

/** One edit of a list item, as it is kept: enough to do it again after a restart. */
export interface Edit {
  list: string;
  kind: 'add' | 'change' | 'remove';
  item: number;
  /** By internal column name; null empties the column. */
  fields: Record<string, Cell | null>;
  at: string;
  /** A person's id, or an app's. */
  by: string;
}

/** A list that came, or went, or got another column. */
export interface ShapeEdit {
  kind: 'makeList' | 'dropList' | 'addColumn' | 'changeColumn';
  list: string;
  /** Of a new list. */
  displayName?: string;
  description?: string;
  columns?: readonly ListColumn[];
  /** Of a changed column: what is other now. */
  column?: Partial<ListColumn> & { name: string };
  at: string;
  by: string;
}
export const isShapeEdit = (edit: AnyEdit): edit is ShapeEdit =>
  'kind' in edit && ['makeList', 'dropList', 'addColumn', 'changeColumn'].includes(edit.kind);
export type AnyEdit = Edit | FileEdit | ShapeEdit;

/** One edit of a file in the document library. */
export interface FileEdit {
  kind: 'put' | 'move' | 'remove';
  /** The file's path before the edit. */
  path: string;
  to?: string;
  /** The hash of its content after a put. */
  content?: string;
  at: string;
  by: string;
}
export const isFileEdit = (edit: AnyEdit): edit is FileEdit => 'path' in edit;

export interface Journal {
  /** When the tenant was first served: what untouched rows say about their creation. */
  bornAt: string;
  /** Names this run of edits; a delta token of another one is not understood. */
  epoch: string;
  edits: readonly AnyEdit[];
  contents: Contents;
  append(edit: AnyEdit): void;
  close(): void;
}

interface Heading {
  seed: string;
  epoch: string;
  bornAt: string;
}

/** A hash of all that a seed says, list by list so that a large one is never a single string. */
export function seedHash(seed: TenantSeed): string {
  const hash = createHash('sha256').update(JSON.stringify({ ...seed, lists: [], files: undefined }));
  for (const list of seed.lists) {
    hash.update(JSON.stringify([list.displayName, list.columns]));
    for (let start = 0; start < list.rows.length; start += 1000) hash.update(JSON.stringify(list.rows.slice(start, start + 1000)));
  }
  for (const file of seed.files ?? []) hash.update(file.path).update('\u0000').update(file.content);
  return hash.digest('hex');
}

/** Without a folder the edits live as long as the process. */
export function journalInMemory(clock: () => Date): Journal {
  return { bornAt: clock().toISOString(), epoch: randomUUID(), edits: [], contents: contentsInMemory(), append: () => {}, close: () => {} };
}

/**
 * JSON lines: a heading, then one edit a line. A file belongs to one seed and carries its hash in its name,
 * so that the edits of other data lie aside untouched and come back with that data.
 */
export function openJournal(folder: string, seed: TenantSeed, clock: () => Date): Journal {
  mkdirSync(folder, { recursive: true });
  const hash = seedHash(seed);
  const file = join(folder, `journal-${hash.slice(0, 16)}.jsonl`);
  const kept = existsSync(file) ? readJournal(file) : null;
  if (kept && kept.heading.seed === hash) return appendingTo(file, kept.heading, kept.edits, contentsIn(folder));

  if (existsSync(file)) renameSync(file, `${file}.aside-${clock().getTime()}`);
  const heading: Heading = { seed: hash, epoch: randomUUID(), bornAt: clock().toISOString() };
  return appendingTo(file, heading, [], contentsIn(folder));
}

function appendingTo(file: string, heading: Heading, edits: AnyEdit[], contents: Contents): Journal {
  const isNew = !existsSync(file);
  const handle = openSync(file, 'a', 0o600);
  if (isNew) writeSync(handle, `${JSON.stringify(heading)}\n`);
  return {
    bornAt: heading.bornAt,
    epoch: heading.epoch,
    edits,
    contents,
    append: (edit) => {
      writeSync(handle, `${JSON.stringify(edit)}\n`);
    },
    close: () => closeSync(handle),
  };
}

/** Null where a whole line cannot be read. A last line that was cut off by a crash is taken away: its edit was never answered. */
function readJournal(file: string): { heading: Heading; edits: AnyEdit[] } | null {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  try {
    const [heading, ...edits] = whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return heading ? { heading: heading as Heading, edits: edits as AnyEdit[] } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
