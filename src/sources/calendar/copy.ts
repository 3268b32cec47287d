import type { Event } from '@microsoft/microsoft-graph-types';
import { type AddressBook, foldName } from './book.ts';
import { type Answer, answerOf, type CalendarEvent, dayOf, foldAddress, meetingIdOf, momentOf } from './event.ts';

/** Whose calendar it is. */
export interface Owner {
  directoryId: string;
  /** Folded; '' where it is not known. */
  address: string;
}

/** What is kept of a meeting in one calendar: no name, no address, no text. */
export interface Facts {
  /** The organizer has called it off, or everybody of the customer has declined: nothing else is said then. */
  isOff?: true;
  /** Only its time is known. */
  isPrivate?: true;
  heldOn: string;
  isOrganizer: boolean;
  own: Answer;
  contacts: readonly (readonly [id: string, answer: Answer])[];
  people: number;
  withSponsor: boolean;
  kind: 'meeting' | 'event';
}
export interface Copy {
  eventId: string;
  seriesId: string | null;
  isException: boolean;
  meetingId: string;
  startsAt: string;
  modifiedAt: string | null;
  webLink: string | null;
  facts: Facts;
  /** To be kept apart from it. */
  subject: string | null;
  /** The organizer's address, where it is one of ours or of the customer's contacts; third parties leave no trace. */
  organizer: string | null;
}

type Attendees = NonNullable<Event['attendees']>;
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
const isResource = (attendee: Attendees[number]) => attendee.type === 'resource';

/**
 * Understands an event of somebody's calendar as a meeting with the customer. null: nobody of the customer is invited,
 * or its owner does not go, and nothing of it is kept.
 * @param master of an occurrence or exception: what an occurrence does not say for itself stands there
 */
export function copyOf(event: CalendarEvent, master: Event | null, owner: Owner, book: AddressBook, usualZone: string): Copy | null {
  // An occurrence is as its series says, but for its time; an exception says for itself.
  const { start: _start, end: _end, id: _id, type: _type, ...series } = master ?? {};
  const whole: Event = event.type === 'exception' ? { ...series, ...event } : { ...event, ...series };
  const startsAt = momentOf(event.start);
  const heldOn = dayOf(whole, usualZone);
  const meetingId = meetingIdOf(event, master, usualZone);
  if (!startsAt || !heldOn || heldOn < '1990-01-01' || heldOn > '2100-12-31' || !meetingId || whole.isDraft) return null;

  const attendees = whole.attendees ?? [];
  const organizer = foldAddress(whole.organizer?.emailAddress?.address);
  const answers = new Map<string, Answer>();
  for (const attendee of attendees) {
    const id = book.contacts.get(foldAddress(attendee.emailAddress?.address));
    if (id && !isResource(attendee)) answers.set(id, answerOf(attendee.status?.response));
  }
  const inviting = book.contacts.get(organizer);
  if (inviting) answers.set(inviting, 'accepted');
  const isOrganizer = whole.isOrganizer === true;
  const own = isOrganizer ? 'accepted' : answerOf(whole.responseStatus?.response);
  if (answers.size === 0 || (own === 'declined' && !isOrganizer)) return null;

  const isOff = whole.isCancelled === true || [...answers.values()].every((answer) => answer === 'declined');
  const isPrivate = whole.sensitivity === 'private' || whole.sensitivity === 'confidential' || whole.sensitivity === 'personal';
  const base = {
    eventId: event.id,
    seriesId: event.seriesMasterId ?? null,
    isException: event.type === 'exception',
    meetingId,
    startsAt: startsAt.toString(),
    modifiedAt: whole.lastModifiedDateTime ?? null,
  };
  const bare = { heldOn, isOrganizer, own, contacts: [], people: 0, withSponsor: false, kind: 'meeting' as const };
  const silent = { webLink: null, subject: null, organizer: null };
  // Only the organizer's word is kept: others' copies that are off are as good as none.
  if (isOff) return isOrganizer ? { ...base, ...silent, facts: { ...bare, isOff: true } } : null;
  if (isPrivate) return { ...base, ...silent, facts: { ...bare, isPrivate: true } };

  const isOurs = isOrganizer || (owner.address !== '' && domainOf(organizer) === domainOf(owner.address));
  return {
    ...base,
    webLink: whole.webLink ?? null,
    subject: whole.subject?.trim() || null,
    organizer: organizer !== '' && (isOurs || inviting) ? organizer : null,
    facts: {
      heldOn,
      isOrganizer,
      own,
      contacts: [...answers].sort(([a], [b]) => (a < b ? -1 : 1)),
      people: peopleOf(attendees, organizer, owner, own),
      withSponsor: hasSponsor(whole, [...answers.keys()], owner, own, book),
      // A whole day that blocks nobody's time marks a day: a fair, an anniversary.
      kind: whole.isAllDay && whole.showAs === 'free' ? 'event' : 'meeting',
    },
  };
}

/** Everybody who is invited and has not declined, the organizer included; rooms are no people. */
function peopleOf(attendees: Attendees, organizer: string, owner: Owner, own: Answer): number {
  const coming = new Set(organizer ? [organizer] : []);
  for (const attendee of attendees) {
    const address = foldAddress(attendee.emailAddress?.address);
    const answer = address === owner.address ? own : answerOf(attendee.status?.response);
    if (address && !isResource(attendee) && answer !== 'declined') coming.add(address);
  }
  return coming.size;
}

/** The sponsor of one of the contacts invites, or has accepted. */
function hasSponsor(event: Event, contacts: readonly string[], owner: Owner, own: Answer, book: AddressBook): boolean {
  const keys = new Set(contacts.flatMap((id) => book.sponsors.get(id) ?? []));
  if (keys.size === 0) return false;
  if (own === 'accepted' && (keys.has(owner.address) || keys.has(owner.directoryId))) return true;
  const isSponsor = (person: Attendees[number]['emailAddress']) =>
    keys.has(foldAddress(person?.address)) || keys.has(foldName(person?.name));
  if (isSponsor(event.organizer?.emailAddress)) return true;
  return (event.attendees ?? []).some((attendee) => isSponsor(attendee.emailAddress) && answerOf(attendee.status?.response) === 'accepted');
}
