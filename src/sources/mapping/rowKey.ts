import type { CompiledEntry } from './compile.ts';

/** The columns that make up the id of a row, by their own names, where all entries agree on them; null: rows have no key of their own. */
export function commonKey(entries: readonly CompiledEntry[]): readonly string[] | null {
  const [first] = entries;
  if (!first?.key || entries.some((entry) => entry.key?.join('\n') !== first.key?.join('\n'))) return null;
  return first.key;
}
