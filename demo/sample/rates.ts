import { countries } from './countries.ts';
import { fiscalYears, type SampleRecord } from './story.ts';

/** US dollars for one unit, by the plan of FY2024; later plans drift a little. Nobody has planned for the Vietnamese dong. */
const planOf2024: Readonly<Record<string, number>> = {
  EUR: 1.08,
  GBP: 1.25,
  PLN: 0.24,
  SEK: 0.095,
  CHF: 1.12,
  CAD: 0.74,
  MXN: 0.056,
  BRL: 0.2,
  CNY: 0.14,
  JPY: 0.0071,
  KRW: 0.00077,
  INR: 0.0121,
  AUD: 0.67,
  SGD: 0.74,
  ZAR: 0.054,
  AED: 0.2723,
};
/** Against the dollar, year by year, from FY2024. */
const drift = [1, 1.012, 0.985, 1.021];
export const currencyWithoutRate = 'VND';

const rateOf = (currency: string, index: number): number =>
  Number(((planOf2024[currency] as number) * (drift[index] as number)).toPrecision(5));

export function rates(): SampleRecord[] {
  const currencies = [...new Set(countries.map((country) => country.currency))].filter((currency) => planOf2024[currency]);
  return fiscalYears.flatMap((fiscalYear, index) =>
    currencies.map((currency) => ({ id: `FY${fiscalYear}-${currency}`, fiscalYear, currency, planRate: rateOf(currency, index) })),
  );
}

/** An amount that is thought of in dollars, in another currency, rounded as people round. */
export function inCurrency(dollars: number, currency: string): { amount: number; currency: string } {
  const exact = dollars / (currency === 'USD' ? 1 : (planOf2024[currency] ?? 0.00004));
  const step = exact >= 1_000_000 ? 5_000 : exact >= 100_000 ? 500 : exact >= 10_000 ? 50 : 1;
  return { amount: Math.max(step, Math.round(exact / step) * step), currency };
}
/** An invoice is to the cent. */
export function inCurrencyExactly(dollars: number, currency: string): { amount: number; currency: string } {
  const exact = dollars / (currency === 'USD' ? 1 : (planOf2024[currency] ?? 0.00004));
  return { amount: ['JPY', 'KRW', 'VND'].includes(currency) ? Math.round(exact) : Math.round(exact * 100) / 100, currency };
}
