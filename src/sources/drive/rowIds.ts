import { type Cell, cellText, isEmptyCell } from '../mapping/parse/cell.ts';

/**
 * What tells the rows of a file apart: the text of their key, so that a row stays itself when others are put in before it
 * or the table is sorted; without a key its place. A key that comes again gets a number: the mapping then refuses the second.
 */
export function rowIds(key: readonly string[] | null): (position: number, cells: Readonly<Record<string, Cell>>) => string {
  if (key === null) return String;
  const met = new Map<string, number>();
  return (position, cells) => {
    const texts = key.map((name) => (isEmptyCell(cells[name]) ? null : cellText(cells[name])));
    const id = texts.includes(null) ? `row ${position}` : texts.join(':');
    const times = (met.get(id) ?? 0) + 1;
    met.set(id, times);
    return times === 1 ? id : `${id} (${times})`;
  };
}
