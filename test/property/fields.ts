import fc from 'fast-check';
import type { FieldValue, Money, RecordType } from '../../src/model/index.ts';

/** A small pool of ids, so that records meet. */
export const idsOf = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
export const pools = {
  organization: idsOf('o', 4),
  agreement: idsOf('a', 4),
  opportunity: idsOf('d', 5),
  revenue: idsOf('r', 6),
  partner: idsOf('p', 3),
  contact: idsOf('c', 3),
  meeting: idsOf('m', 4),
  score: idsOf('s', 5),
  survey: idsOf('w', 2),
  condition: idsOf('k', 4),
  planItem: idsOf('i', 4),
  review: idsOf('v', 4),
  deployment: idsOf('e', 4),
  commitment: idsOf('t', 4),
  member: idsOf('b', 2),
};

/** Days at which years, quarters, leap years and windows turn; then the years that matter, then any. */
const edges = [
  '2024-02-29',
  '2024-06-30',
  '2024-07-01',
  '2024-12-31',
  '2025-01-01',
  '2025-02-28',
  '2025-03-31',
  '2025-06-30',
  '2025-07-01',
  '2025-09-30',
  '2025-10-01',
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-06-29',
  '2026-06-30',
  '2026-07-01',
  '2027-06-30',
];
const between = (from: string, to: string): fc.Arbitrary<string> => {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return fc
    .integer({ min: 0, max: (last - first) / 86_400_000 })
    .map((days) => new Date(first + days * 86_400_000).toISOString().slice(0, 10));
};
export const day = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...edges) },
  { weight: 12, arbitrary: between('2025-07-01', '2026-06-30') },
  { weight: 2, arbitrary: between('2024-01-01', '2027-12-31') },
  { weight: 1, arbitrary: between('1990-01-01', '2100-12-31') },
);
/** A day to read on: mostly late in the year in which most happens. */
export const readingDay = fc.oneof({ weight: 3, arbitrary: between('2026-01-01', '2026-07-01') }, { weight: 2, arbitrary: day });

/** Empty now and then. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 18 });
/** Mostly one of the pool; now and then an id that nobody has. */
export const reference = (pool: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: fc.constant('nobody') });
/** With repetitions. */
export const someOf = (pool: readonly string[]): fc.Arbitrary<string[]> => fc.array(reference(pool), { maxLength: 4 });

/** USD is the account's at first; EUR and JPY have rates in some years, XAF never has one. */
export const currencies = ['USD', 'EUR', 'JPY', 'XAF'] as const;
const currency = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.constant('USD') },
  { weight: 4, arbitrary: fc.constant('EUR') },
  { weight: 2, arbitrary: fc.constant('JPY') },
  { weight: 1, arbitrary: fc.constant('XAF') },
);
const decimal = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min: min * 100, max: max * 100 }).map((cents) => (cents / 100).toFixed(2));
const roundAmount = fc.constantFrom('0', '1', '100', '250.00', '1000', '100000.01');
export const moneyBetween = (min: number, max: number): fc.Arbitrary<Money> =>
  fc.record({ amount: fc.oneof(roundAmount, decimal(min, max)), currency });
export const amount = moneyBetween(-500, 10_000);
export const value = moneyBetween(0, 10_000);
/** A decimal string. */
export const quantity = fc.oneof(fc.integer({ min: 0, max: 500 }).map(String), fc.constantFrom('0', '1', '100', '12.5'));

export const oneOf = (...values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
export const country = oneOf('US', 'DE', 'JP', 'CM');
export const product = oneOf('Office', 'Azure');
export const person = oneOf('ana', 'bo', 'chen');
export const flag = fc.boolean();

export type FieldArbitraries = Readonly<Record<string, fc.Arbitrary<FieldValue>>>;
/** An id with its fields; each field may be empty. */
export const recordOf = (
  ids: readonly string[],
  fields: FieldArbitraries,
): fc.Arbitrary<{ id: string; fields: Record<string, FieldValue> }> =>
  fc.record({
    id: fc.constantFrom(...ids),
    fields: fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, maybe(field)]))),
  });
export type RecordArbitraries = Readonly<Partial<Record<RecordType, fc.Arbitrary<{ id: string; fields: Record<string, FieldValue> }>>>>;
