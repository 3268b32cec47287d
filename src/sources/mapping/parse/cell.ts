/** What a source has in one cell: a list gives JSON values, a CSV file texts, a workbook numbers for its dates. */
export type Cell = string | number | boolean | null | undefined | readonly unknown[] | Readonly<Record<string, unknown>>;

/** A cell that fits nothing. `expected` completes the sentence "expected …". */
export class Unreadable {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}
/** Reads one cell that is not empty. Parsers return instead of throwing: a bad cell is an everyday matter. */
export type Parser<T> = (cell: Cell) => T | null | Unreadable;

/** What people and programs write where there is nothing. Not "NA": that is Namibia, and North America. */
const emptyWords = new Set(['', 'n/a', '#n/a', 'n.a.', '-', '--', '–', '—', 'null', '(null)', '#null!', '(blank)', '无']);

export function isEmptyCell(cell: Cell): boolean {
  if (cell === null || cell === undefined) return true;
  if (typeof cell === 'string') return cell.length <= 9 && emptyWords.has(cell.trim().toLowerCase());
  return Array.isArray(cell) && cell.length === 0;
}

// PostgreSQL takes neither NUL nor half of a surrogate pair; the other control characters only harm readers.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** The same text as the database can keep it. */
export const storable = (text: string): string => (unstorable.test(text) ? text.toWellFormed().replace(control, '') : text);

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  '#160': ' ',
  '#58': ':',
};
/** A rich-text column comes as HTML: <div class="ExternalClass…">text</div>. */
const withoutHtml = (html: string): string =>
  html
    .replace(/<br\s*\/?>|<\/(p|div|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\u200b/g, '')
    .trim();

/** The cell as one text, or null where it holds something that is no text at all. */
export function cellText(cell: Cell): string | null {
  if (typeof cell === 'string') {
    const text = storable(cell).trim();
    return /^<(div|p)[\s>]/i.test(text) ? withoutHtml(text) : text;
  }
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : null;
  if (typeof cell === 'boolean') return String(cell);
  if (Array.isArray(cell)) {
    const parts = cell.map((part) => cellText(part as Cell));
    return parts.includes(null) ? null : parts.join('; ');
  }
  if (typeof cell === 'object' && cell !== null) {
    // A lookup or person ({LookupId, LookupValue, Email}), a link ({Url, Description}), a term ({Label}).
    const known = cell as Record<string, unknown>;
    for (const name of ['LookupValue', 'Email', 'Description', 'Label', 'Url', 'displayName']) {
      if (typeof known[name] === 'string' && known[name] !== '') return cellText(known[name]);
    }
  }
  return null;
}

/** Several values of one cell: an array, or a text separated by semicolons. */
export function cellTexts(cell: Cell): string[] | null {
  const texts = Array.isArray(cell) ? cell.map((part) => cellText(part as Cell)) : cellText(cell)?.split(/[;；]/);
  if (!texts || texts.includes(null)) return null;
  const filled = (texts as string[]).map((text) => text.trim()).filter((text) => !isEmptyCell(text));
  return [...new Set(filled)];
}

/** For comparing words: case, width, accents' composition, spaces, hyphens and underscores do not count. */
export const normalizeWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_–—/.]+/g, '');
