import type { Cell } from '../../mapping/parse/cell.ts';
import { relationshipsOf, type Sheet } from './contents.ts';
import { type Area, areaOf, columnOf } from './references.ts';
import { serialText } from './serials.ts';
import type { TimeKind } from './styles.ts';
import { parseXml, unescaped } from './xml.ts';
import type { Parts } from './zip.ts';

export interface Row {
  /** From 1. */
  number: number;
  /** By column from 0; an empty cell is null or not there. */
  cells: Cell[];
  /** Some cell of the area holds something, wanted or not. */
  isFilled: boolean;
}
export interface Formats {
  strings: readonly string[];
  kinds: readonly (TimeKind | null)[];
  is1904: boolean;
}
const largestSheet = 4096 * 1_048_576;

/** A cell that holds an error, such as #DIV/0!: no field can read it, so its row is quarantined where the cell is mapped. */
export const errorCell = (text: string): Cell => ({ error: text });

/** The columns that are read; of those that are not wanted it is only seen whether they hold something. */
export interface Columns {
  firstColumn: number;
  lastColumn: number;
  isWanted?: (column: number) => boolean;
}

/** The rows of a sheet, many at a time, as far as they have been read. Formulas are the values that Excel last computed. */
export async function* sheetRows(
  parts: Parts,
  sheet: Sheet,
  { strings, kinds, is1904 }: Formats,
  { firstColumn, lastColumn, isWanted = () => true }: Columns,
): AsyncGenerator<Row[]> {
  let ready: Row[] = [];
  let row: Row = { number: 0, cells: [], isFilled: false };
  let column = -1;
  let type = '';
  let style = 0;
  let text = '';
  let isValue = false;
  let isPhonetic = false;

  const value = (): Cell => {
    switch (type) {
      case 's':
        return strings[Number(text)] || null;
      case 'b':
        return text === '' ? null : text.trim() === '1' || text.trim() === 'true';
      case 'e':
        return errorCell(text);
      case 'str':
      case 'inlineStr':
        return unescaped(text) || null;
      case 'd':
        return text.trim().replace(/(?:T00:00:00(?:\.0+)?)?Z?$/, '') || null;
      default: {
        if (text.trim() === '') return null;
        const number = Number(text);
        if (Number.isNaN(number)) return text;
        const kind = kinds[style];
        return kind ? serialText(number, kind, is1904) : number;
      }
    }
  };

  const reading = parseXml(sheet.part, parts.chunks(sheet.part, largestSheet), {
    open: (tag, attributes) => {
      if (tag === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t ?? 'n';
        style = attributes.s === undefined ? 0 : Number(attributes.s);
        text = '';
      } else if (tag === 'v') {
        isValue = true;
      } else if (tag === 't') isValue = type === 'inlineStr' && !isPhonetic;
      else if (tag === 'rPh') isPhonetic = true;
      else if (tag === 'row') {
        row = { number: attributes.r === undefined ? row.number + 1 : Number(attributes.r), cells: [], isFilled: false };
        column = -1;
      }
    },
    text: (part) => {
      if (isValue) text += part;
    },
    close: (tag) => {
      if (tag === 'c') {
        if (column >= firstColumn && column <= lastColumn) {
          if (!isWanted(column)) row.isFilled ||= text !== '';
          else {
            const cell = value();
            if (cell !== null) row.cells[column] = cell;
            row.isFilled ||= cell !== null;
          }
        }
      } else if (tag === 'v' || tag === 't') isValue = false;
      else if (tag === 'rPh') isPhonetic = false;
      else if (tag === 'row') ready.push(row);
    },
  });
  for await (const _ of reading) {
    if (ready.length === 0) continue;
    const rows = ready;
    ready = [];
    yield rows;
  }
}

export interface Afterwards {
  merged: Area[];
  /** Addresses by cell: 'A1' → 'mailto:…'. */
  links: Map<string, string>;
}

const attributeIn = (tag: string, name: string): string | null => {
  const match = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? (match[1] ?? match[2] ?? '') : null;
};

const mark = Buffer.from('sheetData');
/** '</sheetData', '</x:sheetData' or '<sheetData/': where it ends. @returns the offset after it, or -1 */
function endOfCells(bytes: Buffer): number {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const end = at + mark.length;
    const opened = bytes.subarray(Math.max(0, bytes.lastIndexOf('<', at)), at);
    if (opened[1] === 0x2f || bytes[end] === 0x2f) return end;
  }
  return -1;
}

async function afterCells(chunks: AsyncIterable<Buffer>): Promise<string> {
  const after: Buffer[] = [];
  let kept = Buffer.alloc(0);
  let isAfter = false;
  for await (const chunk of chunks) {
    if (isAfter) {
      after.push(chunk);
      continue;
    }
    const bytes = Buffer.concat([kept, chunk]);
    const end = endOfCells(bytes);
    isAfter = end >= 0;
    if (isAfter) after.push(bytes.subarray(end));
    // The mark may be cut in two.
    else kept = bytes.subarray(Math.max(0, bytes.length - 64));
  }
  return Buffer.concat(after).toString('utf8');
}

/**
 * What a sheet says after its cells, but is needed before they are read: merged cells and links. The part is unpacked once
 * more for it and not parsed, which costs little.
 */
export async function readAfterwards(parts: Parts, sheet: Sheet): Promise<Afterwards> {
  const text = await afterCells(parts.chunks(sheet.part, largestSheet));
  const merged = [...text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*>/g)].flatMap(([tag]) => areaOf(attributeIn(tag, 'ref') ?? '') ?? []);
  const tags = [...text.matchAll(/<(?:\w+:)?hyperlink\s[^>]*>/g)].map(([tag]) => tag);
  const targets = tags.length === 0 ? [] : await relationshipsOf(parts, sheet.part);
  const links = new Map<string, string>();
  for (const tag of tags) {
    const id = attributeIn(tag, 'id');
    const address = targets.find((target) => target.id === id)?.target ?? attributeIn(tag, 'location');
    const [cell] = (attributeIn(tag, 'ref') ?? '').split(':');
    if (cell && address) links.set(cell, address);
  }
  return { merged, links };
}
