import type { Day } from '../days.ts';
import { type Count, type Entry, entryOf, recordsOf, settingsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields } from '../world.ts';

/** In force from its start; on its last day still, on the day of termination no longer. Without a start it never is; without an end, always on. */
export function isInForce(agreement: Fields, day: Day): boolean {
  const [startsOn, endsOn, terminatedOn] = [textOf(agreement, 'startsOn'), textOf(agreement, 'endsOn'), textOf(agreement, 'terminatedOn')];
  return startsOn !== null && startsOn <= day && (endsOn === null || day <= endsOn) && (terminatedOn === null || day < terminatedOn);
}

/** Each organization with an annuity agreement in force, carried by the one that started first. */
export const annuityCustomers: Count = (world, { asOf }) => {
  const { annuityPrograms } = settingsOf(world);
  const inForce = recordsOf(world, 'agreement')
    .filter(([, agreement]) => annuityPrograms.includes(textOf(agreement, 'program') ?? '') && isInForce(agreement, asOf))
    .sort(([a, { startsOn: startA }], [b, { startsOn: startB }]) => (`${startA} ${a}` < `${startB} ${b}` ? -1 : 1));
  const carriers = new Map<string, Entry>();
  for (const [id, agreement] of inForce) {
    const organization = textOf(agreement, 'organization');
    if (organization && !carriers.has(organization))
      carriers.set(organization, entryOf('agreement', id, agreement, { numerator: Fraction.one }));
  }
  return [...carriers.values()];
};
