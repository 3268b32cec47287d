import type { CellSeed, ColumnSeed } from '../tenant.ts';

/** At most 15 digits: more would not survive as a number. No leading zeros: 007 is a key. */
const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const isPlainNumber = (cell: string): boolean => plainNumber.test(cell) && cell.replace(/\D/g, '').length <= 15;

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
function isIsoDate(cell: string): boolean {
  if (!isoDate.test(cell)) return false;
  const time = Date.parse(`${cell}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(cell);
}

const isBoolean = (cell: string): boolean => cell === 'true' || cell === 'false';
/** SharePoint's single line of text ends at 255 characters. */
const isLong = (cell: string): boolean => cell.length > 255 || cell.includes('\n');

/** What a column holds, judged by all its cells: only what is plain becomes a number, a date or a yes/no, all else stays text as written. */
export function columnType(cells: Iterable<string>): Exclude<ColumnSeed['type'], 'choice' | 'lookup' | 'person'> {
  let any = false;
  let number = true;
  let date = true;
  let boolean = true;
  let long = false;
  for (const cell of cells) {
    if (cell === '') continue;
    any = true;
    number &&= isPlainNumber(cell);
    date &&= isIsoDate(cell);
    boolean &&= isBoolean(cell);
    long ||= isLong(cell);
  }
  if (any && number) return 'number';
  if (any && date) return 'date';
  if (any && boolean) return 'boolean';
  return long ? 'note' : 'text';
}

export function cellOf(type: ColumnSeed['type'], cell: string): CellSeed {
  // Adding 0 makes -0 a 0.
  if (type === 'number') return Number(cell) + 0;
  if (type === 'boolean') return cell === 'true';
  return cell;
}
