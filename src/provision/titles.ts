import { type Language, model, type RecordType } from '../model/index.ts';

const uncountable = new Set(['Revenue']);
const plural = (word: string): string =>
  uncountable.has(word) ? word : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;

/** What a list of such records is called: 'Opportunities', 'Conditions of satisfaction', '商机'. */
export function listTitle(type: RecordType, language: Language): string {
  const label = model[type].label[language];
  if (language !== 'en') return label;
  const [head = '', ...rest] = label.split(/(?= of )/);
  return plural(head) + rest.join('');
}

/** A title that is free among those of the site; a list of that name that others made keeps it. */
export function freeTitle(wanted: string, taken: ReadonlySet<string>): string {
  const isFree = (title: string) => !taken.has(title.toLowerCase());
  if (isFree(wanted)) return wanted;
  const ours = `${wanted} (Account Pulse)`;
  for (let number = 2; ; number += 1) {
    const title = number === 2 ? ours : `${ours.slice(0, -1)} ${number - 1})`;
    if (isFree(title)) return title;
  }
}
