import { addMonths, fiscalYearOf, fiscalYearStart } from '../days.ts';
import { type Count, entryOf, listOf, moneyOf, occurs, type Question, recordsOf, settingsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

/** Revenue of one kind that was recognised in the period. */
function recognised(world: World, question: Question, kind: string): [string, Fields, { amount: Fraction; currency: string | null }][] {
  return recordsOf(world, 'revenue').flatMap(([id, revenue]) => {
    const amount = moneyOf(revenue, 'amount');
    return revenue.kind === kind && amount && occurs(textOf(revenue, 'recognisedOn'), question) ? [[id, revenue, amount] as const] : [];
  }) as [string, Fields, { amount: Fraction; currency: string | null }][];
}
const ofKind =
  (kind: string): Count =>
  (world, question) =>
    recognised(world, question, kind).map(([id, revenue, { amount, currency }]) =>
      entryOf('revenue', id, revenue, { numerator: amount, currency, country: textOf(revenue, 'countryOfUse') }),
    );

export const addressableRevenue = ofKind('addressable');
export const billedRevenue = ofKind('billed');

/** The customer's spend is an estimate of a fiscal year, known in twelve equal parts, one on the first day of each of its months. */
export const shareOfWallet: Count = (world, question) => {
  const { fiscalYearStart: startsOn } = settingsOf(world);
  const wallet = recordsOf(world, 'revenue').flatMap(([id, revenue]) => {
    const amount = moneyOf(revenue, 'amount');
    const on = textOf(revenue, 'recognisedOn');
    if (revenue.kind !== 'wallet' || !amount || !on) return [];
    const yearStart = fiscalYearStart(fiscalYearOf(on, startsOn), startsOn);
    const months = Array.from({ length: 12 }, (_, month) => addMonths(yearStart, month)).filter((day) => occurs(day, question));
    return months.map(() =>
      entryOf('revenue', id, revenue, {
        denominator: amount.amount.over(Fraction.of(12)),
        currency: amount.currency,
        country: textOf(revenue, 'countryOfUse'),
      }),
    );
  });
  return [...addressableRevenue(world, question), ...wallet];
};

/** Of the revenue of agreements that are used in several countries, what says in which. */
export const revenueAllocation: Count = (world, question) =>
  recognised(world, question, 'billed').flatMap(([id, revenue, { amount, currency }]) => {
    const agreement = world.agreement.get(textOf(revenue, 'agreement') ?? '');
    if (!agreement || listOf(agreement, 'countriesOfUse').length < 2) return [];
    const country = textOf(revenue, 'countryOfUse');
    return [entryOf('revenue', id, revenue, { numerator: country ? amount : Fraction.zero, denominator: amount, currency, country })];
  });
