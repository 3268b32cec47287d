import { columnFinder, columnsOfField } from '../sources/mapping/columns.ts';
import { MissingColumnError } from '../sources/mapping/errors.ts';
import { nearest } from '../sources/mapping/nearest.ts';
import type { FieldMapping, MappingEntry, SourceColumn } from '../sources/mapping/types.ts';

/** A column as it was when the mapping was confirmed. Its own name stays when people rename it. */
export interface KnownColumn {
  /** As the mapping names it. */
  ref: string;
  name: string;
  displayName: string;
  kind: SourceColumn['kind'] | null;
}
export interface Drift {
  /** The entries, with the columns as they are named now. */
  entries: readonly MappingEntry[];
  /** In words for a manager: what was renamed or retyped since. */
  notices: readonly { code: 'columnRenamed' | 'columnRetyped'; message: string }[];
  /** To be kept with the source. */
  known: readonly KnownColumn[];
}

/** What each column gives, by the name that the mapping has for it: 'closedOn', 'amount'. */
function uses(entries: readonly MappingEntry[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const note = (ref: string, field: string) => fields.set(ref, [...new Set([...(fields.get(ref) ?? []), field])]);
  for (const entry of entries) {
    if (entry.where) note(entry.where.column, 'which rows are ours');
    for (const [field, mapping] of Object.entries(entry.fields)) for (const ref of columnsOfField(mapping)) note(ref, field);
  }
  return fields;
}

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
const kindSaid = (kind: SourceColumn['kind'] | null): string =>
  kind === 'date' ? 'dates' : kind === 'instant' ? 'dates with a time' : 'no dates';

/**
 * Holds a mapping against the columns as they are now. A renamed column is read on, and said; one that is gone, or
 * whose name another column has taken, is never guessed at.
 * @throws MissingColumnError in words for a manager; nothing was read, so every record stays as it was
 */
export function followColumns(
  source: string,
  entries: readonly MappingEntry[],
  columns: readonly SourceColumn[],
  before: readonly KnownColumn[],
): Drift {
  const find = columnFinder(source, columns);
  const renamed = new Map<string, string>();
  const notices: Drift['notices'][number][] = [];
  const known: KnownColumn[] = [];
  for (const [ref, fields] of uses(entries)) {
    const was = before.find((column) => column.ref === ref);
    const now = was && columns.find((column) => column.name === was.name);
    const what = `the column ‘${ref}’ that gives ${fields.join(' and ')}`;
    if (was && !now && !isThere(find, ref)) throw goneError(what, source, ref, columns);
    const isRenamed = was !== undefined && now !== undefined && fold(now.displayName) !== fold(was.displayName);
    if (isRenamed && isTaken(find, ref, now)) {
      throw new MissingColumnError(
        `${what} was renamed to ‘${now.displayName}’, and another column of ${source} is now called ‘${ref}’: say in the mapping which of them is meant. Until then its records stay as they were last read`,
        [ref],
      );
    }
    if (isRenamed) {
      renamed.set(ref, isThere(find, now.displayName) ? now.displayName : now.name);
      notices.push({
        code: 'columnRenamed',
        message: `${what} was renamed to ‘${now.displayName}’: it is read on under its new name. Confirm it in the mapping`,
      });
    }
    const current = now ?? find(ref);
    const kind = current.kind ?? null;
    if (was && now && was.kind !== kind) {
      notices.push({
        code: 'columnRetyped',
        message: `${what} held ${kindSaid(was.kind)} and now holds ${kindSaid(kind)}: rows that cannot be understood any more keep their last values, and stand in quarantine`,
      });
    }
    // In the order in which the database keeps an object's keys, so that what did not change compares equal.
    // What was confirmed is remembered until a mapping is confirmed again; so the notice stands until then.
    known.push(was && now ? was : { ref, kind, name: current.name, displayName: current.displayName });
  }
  return { entries: renamed.size === 0 ? entries : entries.map((entry) => withNames(entry, renamed)), notices, known };
}

function isThere(find: (name: string) => SourceColumn, ref: string): boolean {
  try {
    find(ref);
    return true;
  } catch (error) {
    if (error instanceof MissingColumnError) return false;
    throw error;
  }
}
const isTaken = (find: (name: string) => SourceColumn, ref: string, now: SourceColumn): boolean =>
  isThere(find, ref) && find(ref).name !== now.name;

function goneError(what: string, source: string, ref: string, columns: readonly SourceColumn[]): MissingColumnError {
  const meant = nearest(
    ref,
    columns.map((column) => column.displayName),
  );
  return new MissingColumnError(
    `${what} is no longer in ${source}${meant ? ` (is it ‘${meant}’ now?)` : ''}: its records stay as they were last read. Restore the column, or change the mapping`,
    [ref],
  );
}

function withNames(entry: MappingEntry, renamed: ReadonlyMap<string, string>): MappingEntry {
  const named = (ref: string) => renamed.get(ref) ?? ref;
  const field = (mapping: FieldMapping): FieldMapping => ({
    ...mapping,
    ...(mapping.column === undefined ? {} : { column: named(mapping.column) }),
    ...(mapping.columns === undefined ? {} : { columns: mapping.columns.map(named) }),
    ...(mapping.currencyColumn === undefined ? {} : { currencyColumn: named(mapping.currencyColumn) }),
  });
  return {
    ...entry,
    ...(entry.where ? { where: { ...entry.where, column: named(entry.where.column) } } : {}),
    fields: Object.fromEntries(Object.entries(entry.fields).map(([name, mapping]) => [name, field(mapping)])),
  };
}
