/** Numbers that look random and are the same on every machine: one stream per name, so that a change in one part leaves the others as they were. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, both ends included. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Several different ones, in their own order. */
  some<T>(from: readonly T[], count: number): T[];
  /** By weights, which need not add up to one. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  /** About `middle`, mostly within a factor of `spread` of it, with a long tail upwards. */
  around(middle: number, spread: number): number;
}

/** FNV-1a. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** The generator is mulberry32. */
export function randomOf(name: string): Random {
  let state = hash(`kestrane:${name}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  return {
    next,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick,
    some(from, count) {
      const left = from.map((_, index) => index);
      while (left.length > count) left.splice(Math.floor(next() * left.length), 1);
      return left.map((index) => from[index] as (typeof from)[number]);
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let rest = next() * entries.reduce((total, [, weight]) => total + weight, 0);
      for (const [key, weight] of entries) {
        rest -= weight;
        if (rest < 0) return key;
      }
      return (entries.at(-1) as (typeof entries)[number])[0];
    },
    around(middle, spread) {
      // The sum of four uniforms is near enough to a bell; as a power of the spread it has the long tail of deals.
      const bell = (next() + next() + next() + next() - 2) / 0.58;
      return middle * spread ** bell;
    },
  };
}
