import { addDays, type Day } from '../days.ts';
import { type Count, entryOf, oneIf, recordsOf, settingsOf, textOf } from '../entry.ts';
import { Fraction, sum } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

/** Open from the day it was opened until the day it was closed, which no longer counts. */
function isOpen(condition: Fields, day: Day): boolean {
  const [openedOn, closedOn] = [textOf(condition, 'openedOn'), textOf(condition, 'closedOn')];
  return openedOn !== null && openedOn <= day && (closedOn === null || day < closedOn);
}
const openConditions = (world: World, day: Day): [string, Fields][] =>
  recordsOf(world, 'condition').filter(([, condition]) => isOpen(condition, day));

/** Whether a record was reviewed on the day or in the 89 days before it. */
export const isReviewed = (world: World, recordType: 'condition' | 'planItem', id: string, day: Day): boolean =>
  recordsOf(world, 'review').some(([, review]) => {
    const reviewedOn = textOf(review, 'reviewedOn');
    return (
      review.recordType === recordType && review.record === id && reviewedOn !== null && reviewedOn <= day && day < addDays(reviewedOn, 90)
    );
  });

export const cosQuality: Count = (world, { asOf }) =>
  openConditions(world, asOf).map(([id, condition]) => {
    const agreedOn = textOf(condition, 'agreedOn');
    const side = textOf(condition, 'side');
    const isAnswered = openConditions(world, asOf).some(
      ([, other]) => side && other.side && other.side !== side && textOf(other, 'organization') === textOf(condition, 'organization'),
    );
    const criteria = [
      textOf(condition, 'measure') !== null,
      textOf(condition, 'owner') !== null,
      textOf(condition, 'dueOn') !== null,
      agreedOn !== null && agreedOn <= asOf,
      isReviewed(world, 'condition', id, asOf),
      isAnswered,
    ];
    return entryOf('condition', id, condition, { numerator: sum(criteria.map(oneIf)), denominator: Fraction.of(criteria.length) });
  });

export const cosInPlace: Count = (world, { asOf }) => {
  const open = openConditions(world, asOf).map(([, condition]) => condition);
  const hasBothSides = (conditions: Fields[]) =>
    ['ours', 'theirs'].every((side) => conditions.some((condition) => condition.side === side));
  if (settingsOf(world).conditionsScope !== 'organizations') {
    return [entryOf('account', 'account', {}, { numerator: oneIf(hasBothSides(open)), denominator: Fraction.one })];
  }
  return recordsOf(world, 'organization')
    .filter(([, organization]) => organization.conditionsInScope === true)
    .map(([id]) => {
      const own = open.filter((condition) => condition.organization === id);
      return entryOf('organization', id, {}, { organization: id, numerator: oneIf(hasBothSides(own)), denominator: Fraction.one });
    });
};
