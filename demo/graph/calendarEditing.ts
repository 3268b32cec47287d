import type { AttendeeSeed, EventSeed, ResponseSeed } from '../tenant.ts';
import type { CalendarEvent, Calendars, OccurrenceChange } from './state/calendars.ts';

/** Edits calendars as people do in Outlook, without HTTP. Events go by their key, occurrences by their day in the series. */
export interface CalendarEditing {
  add(event: EventSeed): void;
  /** The organizer changes the whole event or series; what single occurrences had of their own is lost with a new time, as in Outlook. */
  change(key: string, change: Partial<Omit<EventSeed, 'key' | 'organizer'>>): void;
  changeOccurrence(key: string, day: string, change: OccurrenceChange): void;
  /** The organizer takes one occurrence out of the series, without a word. */
  removeOccurrence(key: string, day: string): void;
  /** The organizer calls it off: it is gone here, and cancelled in the others' calendars. */
  cancel(key: string, day?: string): void;
  remove(key: string): void;
  respond(key: string, address: string, response: ResponseSeed): void;
  /** Somebody throws their own copy away. */
  throwAway(key: string, address: string): void;
  /** Delta tokens of this calendar that were handed out so far are not known from now on. */
  expireDeltaTokens(address: string): void;
  /** Whether each occurrence has a UID of its own. */
  setOwnUids(own: boolean): void;
  /** Which mailboxes the app may open by itself, by address; null: all. */
  setAppScope(addresses: readonly string[] | null): void;
}

export function calendarEditing(calendars: Calendars): CalendarEditing {
  const change = (key: string, work: (event: CalendarEvent) => void) => calendars.change(key, work);
  const answered = (attendees: readonly AttendeeSeed[] | undefined, address: string, response: ResponseSeed) =>
    (attendees ?? []).map((attendee) => (attendee.address.toLowerCase() === address.toLowerCase() ? { ...attendee, response } : attendee));
  return {
    add: (event) => calendars.add(event),
    change: (key, changes) =>
      change(key, (event) => {
        Object.assign(event, changes);
        if (changes.start !== undefined || changes.minutes !== undefined || changes.timeZone !== undefined || changes.repeats !== undefined)
          event.changes.clear();
      }),
    changeOccurrence: (key, day, own) => change(key, (event) => event.changes.set(day, { ...event.changes.get(day), ...own })),
    removeOccurrence: (key, day) => change(key, (event) => event.changes.set(day, null)),
    cancel: (key, day) =>
      change(key, (event) => {
        if (day === undefined) event.isCancelled = true;
        else event.changes.set(day, { ...event.changes.get(day), isCancelled: true });
      }),
    remove: (key) => calendars.remove(key),
    respond: (key, address, response) =>
      change(key, (event) => {
        event.attendees = answered(event.attendees, address, response);
        for (const [day, own] of event.changes)
          if (own?.attendees) event.changes.set(day, { ...own, attendees: answered(own.attendees, address, response) });
      }),
    throwAway: (key, address) => change(key, (event) => event.thrownAway.add(address.toLowerCase())),
    expireDeltaTokens: (address) => calendars.expireTokens(address),
    setOwnUids: (own) => {
      calendars.ownUids = own;
    },
    setAppScope: (addresses) => {
      calendars.appScope = addresses === null ? null : new Set(addresses.map((address) => address.toLowerCase()));
    },
  };
}
