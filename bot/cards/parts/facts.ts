import type { IFactSet } from '@microsoft/teams.cards';

/** Pairs of a word and what is so; those with nothing to say are left out. */
export const facts = (pairs: readonly (readonly [title: string, value: string | null | undefined])[]): IFactSet => ({
  type: 'FactSet',
  spacing: 'Small',
  facts: pairs.filter((pair): pair is readonly [string, string] => Boolean(pair[1])).map(([title, value]) => ({ title, value })),
});
