/** How many letters must be changed, added or removed to get from one word to the other (Levenshtein), or more than `limit`. */
export function distance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The known word that the asked one was probably meant to be. */
export function nearest(asked: string, known: readonly string[]): string | null {
  const word = asked.toLowerCase();
  const longer = word.length >= 4 ? known.filter((name) => name.toLowerCase().startsWith(word)) : [];
  if (longer.length === 1) return longer[0] as string;
  const ranked = known
    .map((name) => ({ name, letters: distance(word, name.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters || a.name.localeCompare(b.name));
  const best = ranked[0];
  return best && best.letters <= Math.max(2, Math.ceil(word.length / 3)) ? best.name : null;
}
