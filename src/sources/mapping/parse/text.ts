import { type Cell, cellText, cellTexts, Unreadable } from './cell.ts';

const longestText = 20_000;

export function parseText(cell: Cell): string | null | Unreadable {
  const text = cellText(cell);
  if (text === null) return new Unreadable('a text');
  if (text.length > longestText) return new Unreadable(`a text of at most ${longestText} characters`);
  return text === '' ? null : text;
}

/** Several texts, separated by semicolons. */
export function parseTexts(cell: Cell): string[] | null | Unreadable {
  const texts = cellTexts(cell);
  if (texts === null) return new Unreadable('texts separated by ;');
  return texts.length === 0 ? null : texts;
}

const longestKey = 400;

/** An id, or the id or name of another record. */
export function parseKey(cell: Cell): string | null | Unreadable {
  const text = cellText(cell);
  if (text === null || text.length > longestKey) return new Unreadable(`a key of at most ${longestKey} characters`);
  return text === '' ? null : text;
}

export function parseKeys(cell: Cell): string[] | null | Unreadable {
  const keys = cellTexts(cell);
  if (keys === null || keys.some((key) => key.length > longestKey)) return new Unreadable('keys separated by ;');
  return keys.length === 0 ? null : keys;
}
