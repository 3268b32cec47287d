import { Decimal } from 'decimal.js';
import type { Kpi } from '../kpis/kpi.ts';
import { nothing, type Sums } from './readings.ts';
import type { Decimal as DecimalText, Reading } from './types.ts';

/** Quotients carry 40 significant digits inside, and leave with 20. */
export const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 60 });
export type Exact = Decimal;
export const exact = (text: DecimalText | number): Exact => new Exact(text);
export const asText = (value: Exact): DecimalText => value.toSignificantDigits(20).toFixed();
/** Sums leave as they are. */
export const plainText = (text: DecimalText): DecimalText => new Exact(text).toFixed();

/**
 * The value of a KPI from its sums (KPIS.md, conventions): sum = Σn; ratio and mean = Σn ÷ Σd; growth = Σn ÷ Σn of the
 * year before − 1. Null where there is nothing to divide by.
 */
export function valueOf(kpi: Kpi, now: Sums, yearBefore: Sums): DecimalText | null {
  if (kpi.value === 'sum') return plainText(now.numerator);
  if (kpi.value === 'growth') {
    const base = exact(yearBefore.numerator);
    return base.isZero() ? null : asText(exact(now.numerator).div(base).minus(1));
  }
  const denominator = exact(now.denominator);
  if (denominator.isZero() || (kpi.usedUp && denominator.lt(0))) return null;
  return asText(exact(now.numerator).div(denominator));
}

/** A reading, from sums and the number of records. For growth the denominator is last year's sum. */
export function readingOf(kpi: Kpi, now: Sums, yearBefore: Sums, records: number): Reading {
  const isUsedUp = kpi.usedUp !== undefined && exact(now.positiveDenominator).gt(0) && exact(now.denominator).lte(0);
  const denominator = kpi.value === 'growth' ? yearBefore.numerator : now.denominator;
  const missing = kpi.value === 'growth' ? [...now.missingRates, ...yearBefore.missingRates] : now.missingRates;
  return {
    value: valueOf(kpi, now, yearBefore),
    numerator: plainText(now.numerator),
    denominator: plainText(denominator),
    records,
    missingRates: [...new Set(missing)].sort(),
    note: isUsedUp ? (kpi.usedUp ?? null) : null,
  };
}
export const noReading = (kpi: Kpi): Reading => readingOf(kpi, nothing, nothing, 0);
