import { type Cell, cellText, normalizeWord, Unreadable } from './cell.ts';

const yes = new Set([
  'true',
  'yes',
  'y',
  '1',
  'x',
  '✓',
  '✔',
  '☑',
  '是',
  '有',
  '真',
  'ja',
  'j',
  'oui',
  'o',
  'sí',
  'si',
  's',
  'sim',
  'wahr',
  'vrai',
  'on',
  't',
]);
const no = new Set([
  'false',
  'no',
  'n',
  '0',
  '✗',
  '✘',
  '☐',
  '否',
  '不是',
  '无',
  '没有',
  '假',
  'nein',
  'non',
  'não',
  'nao',
  'falsch',
  'faux',
  'off',
  'f',
]);
const expected = new Unreadable('yes or no');

export function parseBoolean(cell: Cell): boolean | null | Unreadable {
  if (typeof cell === 'boolean') return cell;
  const text = cellText(cell);
  if (text === null) return expected;
  const word = normalizeWord(text);
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  return word === '' ? null : expected;
}
