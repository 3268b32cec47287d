import { compared } from './compared.ts';

export interface Named {
  id: string;
  title: string;
  /** Of a person. */
  address?: string | null;
}
export interface Candidate {
  id: string;
  title: string;
  /** sameName: it has this very name, as others may; similarName: nearly. */
  why: 'sameName' | 'sameAddress' | 'similarName';
  /** From 0 to 1. */
  likeness: number;
}

/** Below it two names have little more in common than chance gives them. */
const leastLikeness = 0.45;

const pairsOf = (text: string): Map<string, number> => {
  const padded = ` ${text} `;
  const pairs = new Map<string, number>();
  for (let at = 0; at < padded.length - 1; at++) {
    const pair = padded.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
};
const sizeOf = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((sum, count) => sum + count, 0);

/**
 * How alike two names are: the coefficient of Sørensen and Dice over their pairs of letters, which needs no words and so
 * serves Chinese as well; a name whose words are all in the other one ('Contoso' and 'Contoso Japan') is liker than that.
 */
function likenessOf(one: Prepared, other: Prepared): number {
  let shared = 0;
  for (const [pair, count] of one.pairs) shared += Math.min(count, other.pairs.get(pair) ?? 0);
  const dice = (2 * shared) / (one.size + other.size);
  const [fewer, more] = one.words.size <= other.words.size ? [one.words, other.words] : [other.words, one.words];
  const isWithin = fewer.size > 0 && [...fewer].every((word) => more.has(word));
  return isWithin ? Math.max(dice, 0.6 + 0.4 * (fewer.size / more.size)) : dice;
}

interface Prepared {
  pairs: ReadonlyMap<string, number>;
  size: number;
  words: ReadonlySet<string>;
}
const prepared = (name: string): Prepared => {
  const pairs = pairsOf(name);
  return { pairs, size: sizeOf(pairs), words: new Set(name.split(' ').filter(Boolean)) };
};

/**
 * The records that cells may mean, likeliest first: those of the same name where several have it, then those of nearly the
 * same. The records are prepared once, for however many cells.
 */
export function candidateFinder(records: readonly Named[], most = 5): (said: string) => Candidate[] {
  const known = records.map((record) => ({ record, name: compared(record.title), ...prepared(compared(record.title)) }));
  return (said) => {
    const key = compared(said);
    const asked = prepared(key);
    const found = known.flatMap(({ record, name, ...rest }): Candidate[] => {
      const { id, title } = record;
      if (record.address && record.address.toLowerCase() === key) return [{ id, title, why: 'sameAddress', likeness: 1 }];
      if (name === key) return [{ id, title, why: 'sameName', likeness: 1 }];
      const likeness = likenessOf(asked, rest);
      return likeness < leastLikeness ? [] : [{ id, title, why: 'similarName', likeness: Math.round(likeness * 100) / 100 }];
    });
    return found.sort((one, other) => other.likeness - one.likeness || one.title.localeCompare(other.title)).slice(0, most);
  };
}
