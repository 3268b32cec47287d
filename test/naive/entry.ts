import type { FieldValue, Money, RecordType } from '../../src/model/index.ts';
import { type Day, earliest, fiscalYearOf } from './days.ts';
import { Fraction } from './fraction.ts';
import type { Fields, World } from './world.ts';

export interface Period {
  start: Day;
  /** The last day. */
  end: Day;
}
export interface Question {
  asOf: Day;
  period: Period;
}

/** What one record adds to a KPI on the day that is asked, in its own currency. */
export interface Entry {
  /** 'agreement:a1' */
  record: string;
  numerator: Fraction;
  denominator: Fraction;
  /** null: the account's currency, or none. */
  currency: string | null;
  organization: string | null;
  /** Only where it is not the organization's. */
  country: string | null;
  product: string | null;
  motion: string | null;
  owner: string | null;
  segment: string | null;
  partners: readonly string[];
}
/** Every entry that counts on the day asked; for a flow, of the period asked. */
export type Count = (world: World, question: Question) => Entry[];

export const textOf = (fields: Fields | undefined, name: string): string | null => {
  const value = fields?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};
export const listOf = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name];
  return Array.isArray(value) ? [...new Set(value as readonly string[])].filter((item) => item !== '') : [];
};
const isMoney = (value: FieldValue | undefined): value is Money => typeof value === 'object' && value !== null && 'amount' in value;
export const moneyOf = (fields: Fields, name: string): { amount: Fraction; currency: string | null } | null => {
  const value = fields[name];
  return isMoney(value) ? { amount: Fraction.of(value.amount), currency: value.currency } : null;
};
export const numberOf = (fields: Fields, name: string): Fraction | null => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? Fraction.of(value) : null;
};
export const recordsOf = (world: World, type: RecordType): [string, Fields][] => [...world[type]];

/** An entry of a record, with the record's own organization, owner, product and so on. */
export function entryOf(
  type: RecordType,
  id: string,
  fields: Fields,
  numbers: { numerator?: Fraction; denominator?: Fraction } & Partial<Entry>,
): Entry {
  return {
    record: `${type}:${id}`,
    currency: null,
    organization: textOf(fields, 'organization'),
    country: null,
    product: textOf(fields, 'product'),
    motion: textOf(fields, 'motion'),
    owner: textOf(fields, 'owner'),
    segment: null,
    partners: listOf(fields, 'partners'),
    ...numbers,
    numerator: numbers.numerator ?? Fraction.zero,
    denominator: numbers.denominator ?? Fraction.zero,
  };
}
export const oneIf = (condition: boolean): Fraction => (condition ? Fraction.one : Fraction.zero);

/** Whether a flow's date lies in the period, up to the day asked. */
export const occurs = (on: Day | null, { asOf, period }: Question): on is Day =>
  on !== null && period.start <= on && on <= (earliest(period.end, asOf) as Day);

const defaults = {
  fiscalYearStart: '07-01',
  eaPrograms: ['EA', 'EAS', 'SCE'],
  annuityPrograms: ['EA', 'EAS', 'SCE', 'CSP'],
  renewalGraceDays: 90,
};
export function settingsOf(world: World) {
  const fields = world.account.get('account') ?? {};
  return {
    currency: textOf(fields, 'currency'),
    fiscalYearStart: textOf(fields, 'fiscalYearStart') ?? defaults.fiscalYearStart,
    planFrom: textOf(fields, 'planFrom'),
    eaPrograms: Array.isArray(fields.eaPrograms) ? listOf(fields, 'eaPrograms') : defaults.eaPrograms,
    annuityPrograms: Array.isArray(fields.annuityPrograms) ? listOf(fields, 'annuityPrograms') : defaults.annuityPrograms,
    keyWinThreshold: moneyOf(fields, 'keyWinThreshold'),
    renewalGraceDays: typeof fields.renewalGraceDays === 'number' ? fields.renewalGraceDays : defaults.renewalGraceDays,
    conditionsScope: textOf(fields, 'conditionsScope') ?? 'account',
  };
}

/** What one unit of a currency is worth in the account's, by the plan of a fiscal year; null where the plan has no rate. */
export function rateOf(world: World, currency: string | null, fiscalYear: number): Fraction | null {
  if (currency === null || currency === settingsOf(world).currency) return Fraction.one;
  const rates = recordsOf(world, 'rate')
    .filter(([, rate]) => rate.currency === currency && rate.fiscalYear === fiscalYear)
    .map(([id, rate]) => ({ id, planRate: numberOf(rate, 'planRate') }))
    .filter(({ planRate }) => planRate !== null && planRate.sign > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return rates[0]?.planRate ?? null;
}

/** An amount in another currency, by the plan of the fiscal year that holds `on`; null where a rate lacks. Equal currencies need none. */
export function converted(world: World, amount: Fraction, from: string | null, to: string | null, on: Day): Fraction | null {
  const { currency, fiscalYearStart } = settingsOf(world);
  if ((from ?? currency) === (to ?? currency)) return amount;
  const year = fiscalYearOf(on, fiscalYearStart);
  const [rateFrom, rateTo] = [rateOf(world, from, year), rateOf(world, to, year)];
  return rateFrom && rateTo ? amount.times(rateFrom).over(rateTo) : null;
}
