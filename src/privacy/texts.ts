import { normalised } from './hashing.ts';

const han = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}·・]+$/u;

/**
 * How a name is looked for inside a text: `w2` among two words, `c3` among three characters of a script that is written
 * without spaces. A name of one word stands alone only (`x`): 'Bill' is also something that one pays. An address is one word.
 */
export function shapeOf(key: string): string {
  const text = normalised(key);
  if (han.test(text)) return text.length >= 2 ? `c${[...text].length}` : 'x';
  const words = text.split(' ').length;
  if (words === 1) return /@|^[0-9a-f-]{36}$/.test(text) ? 'w1' : 'x';
  return `w${words}`;
}

const separators = /([\s,;:()<>"'“”‘’[\]{}|/\\=?&!，。；：、（）《》]+)/;
/** A sentence's end is no part of a name. */
const trailing = /[.…]+$/;

/**
 * Puts pseudonyms in the place of what is found.
 * @param shapes those that occur; nothing else is looked for
 * @param find what stands in the place of a key; null: it is nobody's
 */
export function scrub(text: string, shapes: ReadonlySet<string>, find: (key: string) => string | null): string {
  const whole = find(text);
  if (whole !== null) return whole;
  const words = [...shapes].filter((shape) => shape.startsWith('w')).map((shape) => Number(shape.slice(1)));
  const characters = [...shapes].filter((shape) => shape.startsWith('c')).map((shape) => Number(shape.slice(1)));
  return scrubCharacters(scrubWords(text, words.toSorted(descending), find), characters.toSorted(descending), find);
}
const descending = (a: number, b: number) => b - a;

function scrubWords(text: string, sizes: readonly number[], find: (key: string) => string | null): string {
  if (sizes.length === 0) return text;
  // At even places words, at odd ones what is between them.
  const parts = text.split(separators);
  for (let at = 0; at < parts.length; at += 2) {
    for (const size of sizes) {
      const last = at + 2 * (size - 1);
      if (last >= parts.length || parts[at] === '') continue;
      const end = trailing.exec(parts[last] ?? '')?.[0] ?? '';
      const run = parts.slice(at, last + 1).join('');
      const found = find(run.slice(0, run.length - end.length));
      if (found === null) continue;
      parts.splice(at, last - at + 1, found + end);
      break;
    }
  }
  return parts.join('');
}

function scrubCharacters(text: string, sizes: readonly number[], find: (key: string) => string | null): string {
  if (sizes.length === 0) return text;
  const letters = [...text];
  for (let at = 0; at < letters.length; at += 1) {
    for (const size of sizes) {
      const run = letters.slice(at, at + size).join('');
      if (at + size > letters.length || !han.test(run)) continue;
      const found = find(run);
      if (found === null) continue;
      letters.splice(at, size, found);
      break;
    }
  }
  return letters.join('');
}
