import { normalizeWord } from './cell.ts';

/** Month names and abbreviations, as the languages of the usual exports write them, without dots: 'dec' → 12. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl'];

function readNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' });
      for (let index = 0; index < 12; index += 1) {
        const parts = format.formatToParts(new Date(Date.UTC(2021, index, 15)));
        const name = normalizeWord(parts.find((part) => part.type === 'month')?.value ?? '');
        // Some abbreviations mean different months in two languages; the first language named here keeps them.
        if (/\p{L}/u.test(name) && !names.has(name)) names.set(name, index + 1);
      }
    }
  }
  names.set('sept', 9);
  return names;
}
let names: ReadonlyMap<string, number> | null = null;

export function monthNamed(name: string): number | null {
  names ??= readNames();
  return names.get(normalizeWord(name)) ?? null;
}
