import { addDays, addMonths, type Day, earliest } from '../days.ts';
import {
  type Count,
  converted,
  type Entry,
  entryOf,
  listOf,
  moneyOf,
  occurs,
  type Question,
  recordsOf,
  settingsOf,
  textOf,
} from '../entry.ts';
import { Fraction, sum } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

interface Successor {
  id: string;
  fields: Fields;
  signedOn: Day;
}

/** Agreements of some programmes that came due in the period, each with what renews it, in order of signature. */
function cameDue(world: World, question: Question, programs: readonly string[]) {
  return recordsOf(world, 'agreement').flatMap(([id, agreement]) => {
    const dueOn = earliest(textOf(agreement, 'endsOn'), textOf(agreement, 'terminatedOn'));
    if (!programs.includes(textOf(agreement, 'program') ?? '') || !occurs(dueOn, question)) return [];
    return [{ id, agreement, dueOn, successors: successorsOf(world, id, dueOn, programs) }];
  });
}

function successorsOf(world: World, id: string, dueOn: Day, programs: readonly string[]): Successor[] {
  const { renewalGraceDays } = settingsOf(world);
  return recordsOf(world, 'agreement')
    .flatMap(([successorId, fields]) => {
      const signedOn = textOf(fields, 'signedOn');
      const renews =
        successorId !== id &&
        listOf(fields, 'renews').includes(id) &&
        programs.includes(textOf(fields, 'program') ?? '') &&
        runsTwelveMonths(fields) &&
        signedOn !== null &&
        signedOn <= addDays(dueOn, renewalGraceDays);
      return renews ? [{ id: successorId, fields, signedOn }] : [];
    })
    .sort((a, b) => (a.signedOn === b.signedOn ? (a.id < b.id ? -1 : 1) : a.signedOn < b.signedOn ? -1 : 1));
}

/** Shorter is an extension. Of one without a start or an end it is not known how long it runs. */
function runsTwelveMonths(agreement: Fields): boolean {
  const [startsOn, endsOn] = [textOf(agreement, 'startsOn'), textOf(agreement, 'endsOn')];
  return startsOn !== null && endsOn !== null && addDays(endsOn, 1) >= addMonths(startsOn, 12);
}
/** An annual value; one below zero is no value. */
function annualValueOf(agreement: Fields): { amount: Fraction; currency: string | null } | null {
  const value = moneyOf(agreement, 'annualValue');
  return value && value.amount.sign >= 0 ? value : null;
}

/** A successor's value for one of those that it renews: in proportion to theirs, in the currency of that one. null: a plan rate lacks. */
function shareFor(world: World, successor: Successor, id: string, agreement: Fields, dueOn: Day): Fraction | null {
  const currency = annualValueOf(agreement)?.currency ?? null;
  const inCurrency = (fields: Fields): Fraction | null => {
    const value = annualValueOf(fields);
    return value ? converted(world, value.amount, value.currency, currency, dueOn) : Fraction.zero;
  };
  const value = inCurrency(successor.fields);
  const renewed = listOf(successor.fields, 'renews').filter((other) => other !== successor.id && world.agreement.has(other));
  const values = renewed.map((other) => {
    const fields = world.agreement.get(other) as Fields;
    return annualValueOf(fields)?.amount.sign ? inCurrency(fields) : Fraction.zero;
  });
  if (value === null || values.includes(null)) return null;
  const total = sum(values as Fraction[]);
  const own = values[renewed.indexOf(id)] as Fraction;
  return value.times(total.sign === 0 ? Fraction.one.over(Fraction.of(renewed.length)) : own.over(total));
}

/** What successors renew, by value. `cap`: cumulated up to the agreement's own annual value. */
const byValue =
  (programsOf: (world: World) => readonly string[], cap: boolean): Count =>
  (world, question) =>
    cameDue(world, question, programsOf(world)).flatMap(({ id, agreement, dueOn, successors }) => {
      const own = annualValueOf(agreement);
      if (!own) return [];
      const shares = successors.map((successor) => shareFor(world, successor, id, agreement, dueOn));
      if (shares.includes(null)) return [];
      const entries: Entry[] = [entryOf('agreement', id, agreement, { denominator: own.amount, currency: own.currency })];
      let cumulated = Fraction.zero;
      for (const [index, successor] of successors.entries()) {
        const before = cumulated;
        cumulated = cumulated.plus(shares[index] as Fraction);
        if (successor.signedOn > question.asOf) continue;
        const numerator = cap ? cumulated.min(own.amount).minus(before.min(own.amount)) : cumulated.minus(before);
        const segment = successor.fields.program === agreement.program ? 'renewal' : 'move';
        entries.push(entryOf('agreement', id, agreement, { numerator, currency: own.currency, segment: cap ? null : segment }));
      }
      return entries;
    });

const eaPrograms = (world: World) => settingsOf(world).eaPrograms;
export const eaRenewalRate = byValue(eaPrograms, true);
export const annuityRetention = byValue((world) => settingsOf(world).annuityPrograms, false);

export const eaRenewalRateCount: Count = (world, question) =>
  cameDue(world, question, eaPrograms(world)).map(({ id, agreement, successors }) => {
    const isRenewed = successors.some(({ signedOn }) => signedOn <= question.asOf);
    return entryOf('agreement', id, agreement, { numerator: isRenewed ? Fraction.one : Fraction.zero, denominator: Fraction.one });
  });

export const eaOnTimeRenewalRate: Count = (world, question) =>
  cameDue(world, question, eaPrograms(world)).flatMap(({ id, agreement, dueOn, successors }) => {
    const own = annualValueOf(agreement);
    if (!own) return [];
    const isOnTime = successors.some(({ signedOn }) => signedOn <= dueOn);
    return [
      entryOf('agreement', id, agreement, {
        numerator: isOnTime ? own.amount : Fraction.zero,
        denominator: own.amount,
        currency: own.currency,
      }),
    ];
  });
