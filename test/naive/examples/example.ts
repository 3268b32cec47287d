import type { FieldValue, Money, RecordType } from '../../../src/model/index.ts';
import type { Period } from '../entry.ts';
import type { Fields, History } from '../world.ts';

export interface ExampleRecord {
  recordType: RecordType;
  id: string;
  fields: Fields;
}
/** A case worked out by hand: what is known, what is asked, and what must come out. */
export interface Example {
  kpi: string;
  title: string;
  records: readonly ExampleRecord[];
  asOf: string;
  /** null: the fiscal year that holds `asOf`. */
  period: Period | null;
  expect: { numerator: string; denominator: string; value: number | null; missingRates?: readonly string[] };
}

export const usd = (amount: number): Money => ({ amount: String(amount), currency: 'USD' });
export const money = (amount: number, currency: string): Money => ({ amount: String(amount), currency });

/** Makes records of one type; `usual` are the fields that the cases do not speak of. */
export const recordsOfType =
  (recordType: RecordType, usual: Record<string, FieldValue> = {}) =>
  (id: string, fields: Record<string, FieldValue> = {}): ExampleRecord => ({ recordType, id, fields: { ...usual, ...fields } });

export const account = (fields: Record<string, FieldValue> = {}): ExampleRecord =>
  recordsOfType('account', { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01', timeZone: 'UTC' })('account', fields);

export const exampleMoment = '2026-01-01T00:00:00.000Z';
/** The history that makes an example's records known, all at one moment, with the account's settings where the example has none of its own. */
export function historyOf({ records }: Pick<Example, 'records'>): History {
  const all = records.some(({ recordType }) => recordType === 'account') ? records : [account(), ...records];
  return all.map(({ recordType, id, fields }) => ({ at: exampleMoment, recordType, upserts: [{ id, fields }], deletions: [] }));
}
