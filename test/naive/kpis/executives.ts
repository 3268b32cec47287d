import { addDays, type Day } from '../days.ts';
import { type Count, entryOf, listOf, oneIf, recordsOf, textOf } from '../entry.ts';
import { Fraction } from '../fraction.ts';
import type { Fields, World } from '../world.ts';

const isExecutive = (contact: Fields): boolean => contact.level === 'CXO' || contact.level === 'VP';
function isActive(contact: Fields, day: Day): boolean {
  const [from, until] = [textOf(contact, 'activeFrom'), textOf(contact, 'activeUntil')];
  return (from === null || from <= day) && (until === null || day <= until);
}

/** The days on which a contact was met: a meeting, call or visit of at most 20 people that the contact accepted or a team member confirmed. */
function metOn(world: World, contact: string, isWanted: (meeting: Fields) => boolean): Day[] {
  return recordsOf(world, 'meeting').flatMap(([, meeting]) => {
    const heldOn = textOf(meeting, 'heldOn');
    const people = meeting.numberOfPeople;
    const isPersonal = ['meeting', 'call', 'visit'].includes(textOf(meeting, 'kind') ?? '') && !(typeof people === 'number' && people > 20);
    const isMet = listOf(meeting, 'contacts').some((answer) => answer === `${contact}:accepted` || answer === `${contact}:confirmed`);
    return heldOn && isPersonal && isMet && isWanted(meeting) ? [heldOn] : [];
  });
}

const about = (contact: Fields) => ({ owner: textOf(contact, 'relationshipOwner'), segment: textOf(contact, 'level') });

export const executiveCoverage: Count = (world, { asOf }) =>
  recordsOf(world, 'contact')
    .filter(([, contact]) => isExecutive(contact) && isActive(contact, asOf))
    .map(([id, contact]) => {
      const isCovered = metOn(world, id, () => true).some((day) => day <= asOf && asOf < addDays(day, 90));
      return entryOf('contact', id, contact, { numerator: oneIf(isCovered), denominator: Fraction.one, ...about(contact) });
    });

export const sponsorEngagement: Count = (world, { asOf }) =>
  recordsOf(world, 'contact')
    .filter(([, contact]) => isExecutive(contact) && textOf(contact, 'sponsor') !== null && isActive(contact, asOf))
    .map(([id, contact]) => {
      const cadence = typeof contact.sponsorCadence === 'number' ? contact.sponsorCadence : 180;
      const isEngaged = metOn(world, id, (meeting) => meeting.withSponsor === true).some(
        (day) => day <= asOf && asOf < addDays(day, cadence),
      );
      return entryOf('contact', id, contact, { numerator: oneIf(isEngaged), denominator: Fraction.one, ...about(contact) });
    });
