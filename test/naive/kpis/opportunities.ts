import { daysBetween, fiscalYearOf } from '../days.ts';
import { type Count, converted, entryOf, listOf, moneyOf, occurs, oneIf, type Question, recordsOf, settingsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

/** Opportunities that were won, or lost, in the period. */
function closed(world: World, question: Question, statuses: readonly string[]): [string, Fields][] {
  return recordsOf(world, 'opportunity').filter(
    ([, opportunity]) => statuses.includes(textOf(opportunity, 'status') ?? '') && occurs(textOf(opportunity, 'closedOn'), question),
  );
}
const isRenewal = (opportunity: Fields): boolean => opportunity.type === 'renewal';

export const netNewRevenue: Count = (world, question) =>
  closed(world, question, ['won']).flatMap(([id, opportunity]) => {
    const amount = moneyOf(opportunity, 'amount');
    return opportunity.type === 'netNew' && amount
      ? [entryOf('opportunity', id, opportunity, { numerator: amount.amount, currency: amount.currency })]
      : [];
  });

export const winRate: Count = (world, question) =>
  closed(world, question, ['won', 'lost'])
    .filter(([, opportunity]) => !isRenewal(opportunity))
    .map(([id, opportunity]) =>
      entryOf('opportunity', id, opportunity, { numerator: oneIf(opportunity.status === 'won'), denominator: Fraction.one }),
    );

export const winRateValue: Count = (world, question) =>
  closed(world, question, ['won', 'lost']).flatMap(([id, opportunity]) => {
    const amount = moneyOf(opportunity, 'amount');
    if (isRenewal(opportunity) || !amount) return [];
    const numerator = opportunity.status === 'won' ? amount.amount : Fraction.zero;
    return [entryOf('opportunity', id, opportunity, { numerator, denominator: amount.amount, currency: amount.currency })];
  });

/** A deal that closed before it was created says nothing about the length of a sale. */
export const salesCycle: Count = (world, question) =>
  closed(world, question, ['won']).flatMap(([id, opportunity]) => {
    const [createdOn, closedOn] = [textOf(opportunity, 'createdOn'), textOf(opportunity, 'closedOn')];
    if (isRenewal(opportunity) || !createdOn || !closedOn || closedOn < createdOn) return [];
    return [
      entryOf('opportunity', id, opportunity, { numerator: Fraction.of(daysBetween(createdOn, closedOn)), denominator: Fraction.one }),
    ];
  });

export const partnerRevenueShare: Count = (world, question) =>
  closed(world, question, ['won']).flatMap(([id, opportunity]) => {
    const amount = moneyOf(opportunity, 'amount');
    if (!amount) return [];
    const motion = textOf(opportunity, 'motion');
    const numerator = motion === 'sellWith' || motion === 'sellThrough' ? amount.amount : Fraction.zero;
    return [entryOf('opportunity', id, opportunity, { numerator, denominator: amount.amount, currency: amount.currency, segment: motion })];
  });

/** Flagged when it closed, or of an amount that reaches the account's threshold (compared by the plan rates of the year in which it closed). */
function isKeyWin(world: World, opportunity: Fields): boolean {
  if (isRenewal(opportunity)) return false;
  if (opportunity.keyWinAtClose === true) return true;
  const { keyWinThreshold } = settingsOf(world);
  const amount = moneyOf(opportunity, 'amount');
  const closedOn = textOf(opportunity, 'closedOn');
  if (!keyWinThreshold || !amount || !closedOn) return false;
  const comparable = converted(world, amount.amount, amount.currency, keyWinThreshold.currency, closedOn);
  return comparable !== null && comparable.compare(keyWinThreshold.amount) >= 0;
}
const keyWins =
  (isAttached: (opportunity: Fields) => boolean): Count =>
  (world, question) =>
    closed(world, question, ['won'])
      .filter(([, opportunity]) => isKeyWin(world, opportunity))
      .map(([id, opportunity]) =>
        entryOf('opportunity', id, opportunity, {
          numerator: oneIf(isAttached(opportunity)),
          denominator: Fraction.one,
          partners: listOf(opportunity, 'partnersAtClose'),
        }),
      );
export const partnerAttach = keyWins((opportunity) => listOf(opportunity, 'partnersAtClose').length > 0);
export const servicesAttach = keyWins((opportunity) => opportunity.servicesAtClose === true);

export const businessValueProposals: Count = (world, question) =>
  recordsOf(world, 'opportunity')
    .filter(([, opportunity]) => occurs(textOf(opportunity, 'proposedOn'), question))
    .map(([id, opportunity]) =>
      entryOf('opportunity', id, opportunity, {
        numerator: oneIf(textOf(opportunity, 'businessValue') !== null),
        denominator: Fraction.one,
      }),
    );

/** Open on a day: created by then, and neither won nor lost by then. */
export function isOpenOn(opportunity: Fields, day: string): boolean {
  const [createdOn, closedOn] = [textOf(opportunity, 'createdOn'), textOf(opportunity, 'closedOn')];
  const isClosed = opportunity.status === 'won' || opportunity.status === 'lost';
  return (createdOn === null || createdOn <= day) && (opportunity.status === 'open' || (isClosed && closedOn !== null && day < closedOn));
}
/** Open net-new opportunities that are expected to close in the fiscal year that holds the day. */
export function openNetNew(world: World, day: string): [string, Fields, string][] {
  const { fiscalYearStart } = settingsOf(world);
  return recordsOf(world, 'opportunity').flatMap(([id, opportunity]) => {
    const expectedClose = textOf(opportunity, 'expectedClose');
    if (opportunity.type !== 'netNew' || !expectedClose || !isOpenOn(opportunity, day)) return [];
    return fiscalYearOf(expectedClose, fiscalYearStart) === fiscalYearOf(day, fiscalYearStart)
      ? [[id, opportunity, expectedClose] as const]
      : [];
  }) as [string, Fields, string][];
}
