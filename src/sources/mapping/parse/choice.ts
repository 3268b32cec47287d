import type { Text } from '../../../model/index.ts';
import { type Cell, cellText, normalizeWord, Unreadable } from './cell.ts';

/** By key (netNew), or by label in either language (Net new, 净新增); case, spaces and hyphens do not count. */
export function choiceParser(choices: Readonly<Record<string, Text>>): (cell: Cell) => string | null | Unreadable {
  const keys = new Map<string, string>();
  for (const [key, label] of Object.entries(choices)) {
    for (const word of [label['zh-CN'], label.en, key]) keys.set(normalizeWord(word), key);
  }
  const expected = new Unreadable(`one of ${Object.keys(choices).join(', ')}`);
  return (cell) => {
    const text = cellText(cell);
    if (text === null) return expected;
    return text === '' ? null : (keys.get(normalizeWord(text)) ?? expected);
  };
}
