import type { RecordType } from '../../../src/model/index.ts';
import { addDays, type Day, fiscalYearEnd, fiscalYearStart } from '../days.ts';
import { type Count, type Entry, entryOf, occurs, oneIf, type Question, recordsOf, settingsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields, World } from '../world.ts';
import { isReviewed } from './conditions.ts';

const sections = ['goals', 'whitespace', 'relationships', 'partners', 'risks', 'actions'];

/** Active from the start of its fiscal year until it is done, or that year has ended. */
function activeItems(world: World, day: Day): [string, Fields][] {
  const { fiscalYearStart: startsOn } = settingsOf(world);
  return recordsOf(world, 'planItem').filter(([, item]) => {
    const doneOn = textOf(item, 'doneOn');
    if (typeof item.fiscalYear !== 'number' || (doneOn !== null && doneOn <= day)) return false;
    return fiscalYearStart(item.fiscalYear, startsOn) <= day && day <= fiscalYearEnd(item.fiscalYear, startsOn);
  });
}

export const planCurrency: Count = (world, { asOf }) => {
  const active = activeItems(world, asOf);
  const { planFrom } = settingsOf(world);
  const empty =
    planFrom !== null && planFrom <= asOf ? sections.filter((section) => !active.some(([, item]) => item.section === section)) : [];
  return [
    ...active.map(([id, item]) =>
      entryOf('planItem', id, item, {
        numerator: oneIf(isReviewed(world, 'planItem', id, asOf)),
        denominator: Fraction.one,
        segment: textOf(item, 'section'),
      }),
    ),
    ...empty.map((section) => entryOf('account', 'account', {}, { denominator: Fraction.one, segment: section })),
  ];
};

/** Done by the first due date that was known counts from that day; late, or still open, from the day after. */
function dueEntries(
  records: [string, Fields][],
  type: RecordType,
  doneField: string,
  question: Question,
  segmentOf: (record: Fields) => string | null,
): Entry[] {
  return records.flatMap(([id, record]) => {
    const [dueOn, doneOn] = [textOf(record, 'firstDueOn'), textOf(record, doneField)];
    if (!occurs(dueOn, question)) return [];
    const isOnTime = doneOn !== null && doneOn <= dueOn;
    if (!isOnTime && question.asOf < addDays(dueOn, 1)) return [];
    return [entryOf(type, id, record, { numerator: oneIf(isOnTime), denominator: Fraction.one, segment: segmentOf(record) })];
  });
}

export const planActionsOnTime: Count = (world, question) =>
  dueEntries(
    recordsOf(world, 'planItem').filter(([, item]) => item.section === 'actions'),
    'planItem',
    'doneOn',
    question,
    () => null,
  );

export const teamCommitments: Count = (world, question) =>
  dueEntries(recordsOf(world, 'commitment'), 'commitment', 'answeredOn', question, (commitment) => textOf(commitment, 'teamAsked'));
