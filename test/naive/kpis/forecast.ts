import { fiscalYearEnd, fiscalYearOf, fiscalYearStart } from '../days.ts';
import { type Count, type Entry, entryOf, moneyOf, type Question, settingsOf } from '../entry.ts';
import { organizationTargets } from '../targets.ts';
import type { World } from '../world.ts';
import { netNewRevenue, openNetNew } from './opportunities.ts';

/** The wins of the fiscal year that holds the day, so far. */
function winsOfTheYear(world: World, { asOf }: Question): Entry[] {
  const { fiscalYearStart: startsOn } = settingsOf(world);
  const year = fiscalYearOf(asOf, startsOn);
  return netNewRevenue(world, { asOf, period: { start: fiscalYearStart(year, startsOn), end: fiscalYearEnd(year, startsOn) } });
}

export const pipelineCoverage: Count = (world, question) => {
  const pipeline = openNetNew(world, question.asOf).flatMap(([id, opportunity, expectedClose]) => {
    const amount = moneyOf(opportunity, 'amount');
    return amount && question.asOf <= expectedClose
      ? [entryOf('opportunity', id, opportunity, { numerator: amount.amount, currency: amount.currency })]
      : [];
  });
  const wins = winsOfTheYear(world, question).map((win) => ({ ...win, numerator: win.denominator, denominator: win.numerator.negated() }));
  return [...pipeline, ...wins, ...targetRows(world, question.asOf)];
};

/** Each organization's target is its own row; the account's less its organizations' is the part without organization. */
function targetRows(world: World, day: string): Entry[] {
  const targets = organizationTargets(world, 'net-new-revenue', fiscalYearOf(day, settingsOf(world).fiscalYearStart));
  const hasAccountTarget = targets.some(({ organization }) => organization === null);
  return targets.flatMap(({ id, organization, amount, currency }) => {
    const row = entryOf('target', id, {}, { denominator: amount, currency, organization });
    const rest = { ...row, organization: null, denominator: amount.negated() };
    return organization !== null && hasAccountTarget ? [row, rest] : [row];
  });
}

export const netNewForecast: Count = (world, question) => [
  ...winsOfTheYear(world, question),
  ...openNetNew(world, question.asOf).flatMap(([id, opportunity]) => {
    const amount = moneyOf(opportunity, 'amount');
    return amount && opportunity.forecastCategory === 'commit'
      ? [entryOf('opportunity', id, opportunity, { numerator: amount.amount, currency: amount.currency })]
      : [];
  }),
];
