import type { Reading as EngineReading } from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';
import type * as contract from '../contract.ts';

/**
 * What a KPI's value, and what its numerator and denominator, are amounts of. A ratio of money has money above and
 * below; which ratios are, the unit alone does not say.
 */
export interface Amounts {
  value(amount: string): contract.Amount;
  part(amount: string): contract.Amount;
  /** null: there is no money in it. */
  currency: string | null;
}

const ratiosOfMoney: ReadonlySet<string> = new Set([
  'addressable-revenue-growth',
  'share-of-wallet',
  'ea-renewal-rate',
  'ea-on-time-renewal-rate',
  'annuity-retention',
  'pipeline-coverage',
  'win-rate-value',
  'partner-revenue-share',
  'revenue-allocation',
]);

export function amountsOf(kpi: string, currency: string): Amounts {
  const money = (amount: string): contract.Amount => ({ amount, currency });
  const isMoney = kpiById(kpi)?.unit === 'money';
  const isOfMoney = isMoney || ratiosOfMoney.has(kpi);
  return { value: isMoney ? money : Number, part: isOfMoney ? money : Number, currency: isOfMoney ? currency : null };
}

const orNull = <T, R>(value: T | null | undefined, present: (value: T) => R): R | null =>
  value === null || value === undefined ? null : present(value);
export const valueOrNull = (amounts: Amounts, amount: string | null | undefined) => orNull(amount, amounts.value);
export const numberOrNull = (amount: string | null | undefined) => orNull(amount, Number);

export function presentReading(amounts: Amounts, reading: EngineReading): contract.Reading {
  const hidden = reading.note === 'tooFewRespondents';
  return {
    value: hidden ? null : valueOrNull(amounts, reading.value),
    numerator: hidden ? null : amounts.part(reading.numerator),
    denominator: hidden ? null : amounts.part(reading.denominator),
    records: reading.records,
    missingRates: [...reading.missingRates],
    note: reading.note,
  };
}
