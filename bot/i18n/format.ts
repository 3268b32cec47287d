import type { Amount, Unit } from '../../src/server/contract.ts';

/** How numbers, dates and times read in one locale: letter for letter as in the tab (a test holds the two together). */
export function formats(locale: string, timeZone: string | undefined) {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const ratio = number({ style: 'percent', maximumFractionDigits: 1 });
  const roundRatio = number({ style: 'percent', maximumFractionDigits: 0 });
  const signedRatio = number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const count = number({ maximumFractionDigits: 1 });
  const signed = number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const days = number({ style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 });
  const signedDays = number({ style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDate = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const points = number({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  // Making a formatter costs more than using it a hundred times; there are few currencies.
  const currencies = new Map<string, Intl.NumberFormat>();
  const money = (amount: Amount & object, options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify([amount.currency, options]);
    const known = currencies.get(key) ?? number({ style: 'currency', currency: amount.currency, ...options });
    if (currencies.size < 200) currencies.set(key, known);
    // A decimal string goes in as it is: Intl reads it without the loss of a float.
    return known.format(amount.amount as unknown as number);
  };

  return {
    /** As a card shows it: money compact. */
    amount: (value: Amount, unit: Unit): string => {
      if (typeof value === 'object') return money(value, { notation: 'compact', maximumFractionDigits: 1 });
      return (unit === 'ratio' ? ratio : unit === 'days' ? days : count).format(value);
    },
    /** With nothing rounded away that a reader could miss: money in whole units. */
    fullAmount: (value: Amount, unit: Unit): string => {
      if (typeof value === 'object') return money(value, { maximumFractionDigits: 0 });
      return (unit === 'ratio' ? ratio : unit === 'days' ? days : count).format(value);
    },
    /** A difference in the KPI's own unit; that of two ratios in points (`Words.change` adds the word). */
    change: (value: Amount, unit: Unit): string => {
      if (typeof value === 'object') return money(value, { notation: 'compact', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
      return unit === 'ratio' ? signed.format(value * 100) : (unit === 'days' ? signedDays : signed).format(value);
    },
    /** A driver's share: whole units of money, hundredths of points, tenths of the rest. */
    share: (value: Amount, unit: Unit): string => {
      if (typeof value === 'object') return money(value, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
      return unit === 'ratio' ? points.format(value * 100) : (unit === 'days' ? signedDays : signed).format(value);
    },
    percent: (value: number): string => roundRatio.format(value),
    signedPercent: (value: number): string => signedRatio.format(value),
    count: (value: number): string => count.format(value),
    date: (day: string): string => date.format(civil(day)),
    month: (day: string): string => shortDate.format(civil(day)),
    instant: (at: string): string => instant.format(new Date(at)),
    country: (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    list: (items: readonly string[]): string => list.format(items),
  };
}
export type Formats = ReturnType<typeof formats>;

const civil = (day: string): Date => new Date(`${day}T00:00:00Z`);
/** A plain number of an amount: for a chart, or to see which way it goes; never for arithmetic that is shown. */
export const magnitude = (value: Amount): number => (typeof value === 'object' ? Number(value.amount) : value);
