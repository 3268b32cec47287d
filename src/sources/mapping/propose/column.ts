import { type Cell, cellText, isEmptyCell } from '../parse/cell.ts';
import type { SourceColumn, SourceRow } from '../types.ts';
import type { SampleColumn } from './types.ts';

/** One column of a sample, with its values counted. */
export interface ColumnProfile {
  column: SourceColumn;
  header: string;
  /** How a mapping names it: by its header, or by its own name where another column has the same header. */
  ref: string;
  rows: number;
  filled: number;
  /** Each different value once, the most frequent first. */
  values: readonly { cell: Cell; text: string; count: number }[];
}

/** So many rows tell what a column is; of a longer list they are taken from everywhere. */
const mostRows = 5000;
function spread(rows: readonly SourceRow[]): readonly SourceRow[] {
  if (rows.length <= mostRows) return rows;
  return Array.from({ length: mostRows }, (_, index) => rows[Math.floor((index * rows.length) / mostRows)] as SourceRow);
}
const made = new WeakMap<readonly SourceRow[], WeakMap<readonly SampleColumn[], readonly ColumnProfile[]>>();

const fold = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** The columns that tell of the record, in the order of their names: the order in the list must not matter. */
export function profilesOf(columns: readonly SampleColumn[], rows: readonly SourceRow[]): readonly ColumnProfile[] {
  const ofRows = made.get(rows) ?? new WeakMap<readonly SampleColumn[], readonly ColumnProfile[]>();
  made.set(rows, ofRows);
  const known = ofRows.get(columns);
  if (known) return known;
  const profiles = makeProfiles(columns, spread(rows));
  ofRows.set(columns, profiles);
  return profiles;
}
function makeProfiles(columns: readonly SampleColumn[], rows: readonly SourceRow[]): ColumnProfile[] {
  const own = columns.filter((column) => !column.isSystem);
  const headers = new Map<string, number>();
  for (const column of columns) headers.set(fold(column.displayName), (headers.get(fold(column.displayName)) ?? 0) + 1);
  return own
    .map((column) => profileColumn(column, headers.get(fold(column.displayName)) === 1 ? column.displayName : column.name, rows))
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
}

function profileColumn(column: SourceColumn, ref: string, rows: readonly SourceRow[]): ColumnProfile {
  const counted = new Map<string, { cell: Cell; text: string; count: number }>();
  let filled = 0;
  for (const row of rows) {
    const cell = row.cells[column.name];
    if (isEmptyCell(cell)) continue;
    const text = cellText(cell);
    if (text === null || text === '') continue;
    filled += 1;
    const key = `${typeof cell} ${text}`;
    const value = counted.get(key);
    if (value) value.count += 1;
    else counted.set(key, { cell, text, count: 1 });
  }
  // By count and then by text: the order of the rows must not matter.
  const values = [...counted.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return { column, header: column.displayName, ref, rows: rows.length, filled, values };
}

/** Of the filled cells, how many hold a value for which this is true. */
export const countWhere = (profile: ColumnProfile, holds: (cell: Cell, text: string) => boolean): number =>
  profile.values.reduce((sum, { cell, text, count }) => (holds(cell, text) ? sum + count : sum), 0);

export const shareWhere = (profile: ColumnProfile, holds: (cell: Cell, text: string) => boolean): number => {
  const known = profile.values.reduce((sum, { count }) => sum + count, 0);
  return known === 0 ? 0 : countWhere(profile, holds) / known;
};

export const isUnique = (profile: ColumnProfile): boolean => profile.filled > 0 && profile.values.length === profile.filled;

const email = /^[^\s@<>"]+@[^\s@<>"]+\.[\p{L}]{2,}$/u;
export const isEmail = (text: string): boolean => email.test(text);
/** 'R-990001', '1C1I7A6R', '0065g00000ABCDE', a number, a GUID: no spaces, and a digit somewhere. */
export const looksLikeKey = (text: string): boolean =>
  /^[\p{L}\d][\p{L}\d._:/#-]*$/u.test(text) &&
  /\d/.test(text) &&
  !/^\d{4}-\d\d-\d\d|^\d{1,4}[./]\d{1,2}[./]\d{1,4}$/.test(text) &&
  !isEmail(text);

/** What a column's values tell does not change: it is found out once for each column. */
export function oncePerColumn<T>(find: (profile: ColumnProfile) => T): (profile: ColumnProfile) => T {
  const found = new WeakMap<ColumnProfile, { value: T }>();
  return (profile) => {
    const known = found.get(profile);
    if (known) return known.value;
    const value = find(profile);
    found.set(profile, { value });
    return value;
  };
}
