import type { Dimension } from '../../src/server/contract.ts';

/** What every reading is asked with. It lives in the address, so that a link shows the other person the same. */
export interface Question {
  period?: string;
  asOf?: string;
  knownAt?: string;
  slice: Partial<Record<Dimension, string>>;
}
/** As in contract.ts, of which only the types come into the bundle. */
export const dimensions = [
  'organization',
  'country',
  'product',
  'motion',
  'partner',
  'owner',
  'segment',
] as const satisfies readonly Dimension[];

export function questionOf(address: URLSearchParams): Question {
  const question: Question = { slice: {} };
  for (const key of ['period', 'asOf', 'knownAt'] as const) {
    const value = address.get(key);
    if (value) question[key] = value;
  }
  for (const dimension of dimensions) {
    const value = address.get(dimension);
    if (value !== null) question.slice[dimension] = value;
  }
  return question;
}

export function queryOf({ period, asOf, knownAt, slice }: Question): Record<string, string> {
  const given = Object.entries({ period, asOf, knownAt, ...slice }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** The page that the address asks for, from 1. */
export const pageNumberOf = (address: URLSearchParams): number => Math.max(1, Math.trunc(Number(address.get('page'))) || 1);

/** The address with some of it changed (null takes away); a page of another list is left behind. */
export function changed(address: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  const after = new URLSearchParams(address);
  if (!('page' in changes)) after.delete('page');
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) after.delete(key);
    else after.set(key, value);
  }
  return `?${after}`;
}

/** '?period=qtd&country=DE', or '' */
export function searchOf(question: Question, more: Record<string, string | undefined> = {}): string {
  const given = Object.entries({ ...queryOf(question), ...more }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
