import { accountManager } from '../people.ts';
import { type Contact, coldContact, isActive } from './contacts.ts';
import type { Opportunity } from './opportunities.ts';
import { subjectOf, valueOf } from './phrases.ts';
import { type Random, randomOf } from './random.ts';
import { addDays, type Day, earlier, fiscalYearOf, numbered, type SampleRecord, storyDate, weekday } from './story.ts';

type Kind = 'meeting' | 'call' | 'visit' | 'event' | 'mail';
/** Nobody has met the cold contact after this day. */
const coldSince: Day = '2026-04-14';
const lastPlanned: Day = '2026-12-18';

/** Each contact is met at an interval of its own; the more senior, the rarer. */
export function meetings(contacts: readonly Contact[], opportunities: readonly Opportunity[]): SampleRecord[] {
  const random = randomOf('meetings');
  const all: Omit<SampleRecord, 'id'>[] = [];
  for (const contact of contacts) {
    const interval = random.around({ CXO: 95, VP: 115, director: 170, other: 260 }[contact.level], 1.45);
    for (
      let day = addDays('2024-01-08', random.integer(0, 120));
      ;
      day = addDays(day, Math.max(9, Math.round(interval * random.around(1, 1.4))))
    ) {
      const heldOn = weekday(day);
      if (heldOn > lastPlanned || (contact.id === coldContact && heldOn > coldSince)) break;
      if (isActive(contact, heldOn)) all.push(meetingOf(contact, heldOn, contacts, opportunities, random));
    }
  }
  all.sort((a, b) => (String(a.heldOn) < String(b.heldOn) ? -1 : 1));
  return all.map((meeting, index) => ({ ...meeting, subject: subjectOf(index), id: numbered('MTG', index + 1) }));
}

function meetingOf(
  contact: Contact,
  heldOn: Day,
  contacts: readonly Contact[],
  opportunities: readonly Opportunity[],
  random: Random,
): Omit<SampleRecord, 'id'> {
  const kind = random.weighted<Kind>({ meeting: 50, call: 24, visit: 12, event: 5, mail: 9 });
  const colleagues = contacts.filter(
    (other) => other.organization === contact.organization && other !== contact && other.id !== coldContact && isActive(other, heldOn),
  );
  const present = [contact, ...random.some(colleagues, Math.min(colleagues.length, random.integer(0, 2)))];
  const isLarge = kind === 'event' || random.chance(0.03);
  const withSponsor = contact.sponsor !== undefined && kind !== 'mail' && random.chance(0.42);
  return {
    contacts: present.map((one) => (random.chance(0.05) ? one.id : `${one.id}:${answerOf(heldOn, random)}`)),
    heldOn,
    kind,
    numberOfPeople: isLarge ? random.integer(21, 240) : kind === 'mail' ? null : present.length + random.integer(1, 6),
    owner: contact.relationshipOwner,
    organizer: random.chance(0.8) ? contact.relationshipOwner : accountManager.userPrincipalName,
    ...(kind === 'mail' ? {} : discussedOf(contact, heldOn, opportunities, random)),
    withSponsor,
  };
}

const answerOf = (heldOn: Day, random: Random): string =>
  heldOn > storyDate
    ? random.weighted({ accepted: 60, none: 25, tentative: 15 })
    : random.weighted({ accepted: 66, confirmed: 20, declined: 4, tentative: 5, none: 5 });

/** The question whether business value was discussed: answered for most meetings, more of them with yes every year. */
function discussedOf(contact: Contact, heldOn: Day, opportunities: readonly Opportunity[], random: Random): Omit<SampleRecord, 'id'> {
  const answeredOn = addDays(heldOn, random.integer(0, 5));
  if (answeredOn > storyDate || random.chance(0.14)) return {};
  if (!random.chance(0.55 + 0.06 * (fiscalYearOf(heldOn) - 2024))) return { businessValueDiscussed: false, answeredOn };
  const open = opportunities.filter(
    (one) =>
      one.organization === contact.organization &&
      String(one.createdOn) <= heldOn &&
      (one.status === 'open' || String(one.closedOn) >= heldOn),
  );
  const named = random.weighted({ opportunity: open.length > 0 ? 60 : 0, value: 34, none: 6 });
  return {
    businessValueDiscussed: true,
    answeredOn: earlier(answeredOn, storyDate),
    ...(named === 'opportunity' ? { opportunity: random.pick(open).id } : named === 'value' ? { value: valueOf(random) } : {}),
  };
}
