import type { AttendeeSeed, PersonSeed } from '../../tenant.ts';
import type { Call } from '../call.ts';
import { badRequest } from '../http/errors.ts';
import { type CalendarItem, daysOf } from '../state/calendars.ts';
import { instantOf, wallTimeIn } from '../state/timeZones.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const never = '0001-01-01T00:00:00Z';

/** The zone in which times are told: as Prefer asks, else UTC. */
export function zoneAsked(call: Call): string {
  const asked = /outlook\.timezone="?([^";,]+)"?/i.exec(call.request.headers.prefer ?? '')?.[1]?.trim() ?? 'UTC';
  try {
    wallTimeIn(call.tenant.calendars.now(), asked);
    return asked;
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(`A value of '${asked}' is not a time zone.`, 'TimeZoneNotSupportedException');
    throw error;
  }
}

const whenOf = (item: CalendarItem, zone: string) => {
  // A whole day has no zone: it is midnight, whatever is asked.
  const time = (at: CalendarItem['start']) => ({ dateTime: wallTimeIn(at, item.as.isAllDay ? 'UTC' : zone), timeZone: zone });
  return { start: time(item.start), end: time(item.end) };
};

const nameOf = (call: Call, address: string, given?: string) => call.tenant.person(address)?.displayName ?? given ?? address;
const statusOf = (response: AttendeeSeed['response'], at: string) => {
  const said = response ?? 'none';
  return { response: said, time: said === 'none' || said === 'notResponded' ? never : at };
};

function recurrenceOf({ as, event }: CalendarItem) {
  if (!as.repeats) return null;
  const first = daysOf(event)[0] ?? as.start.slice(0, 10);
  const weekday = weekdays[new Date(`${first}T00:00Z`).getUTCDay()] ?? 'monday';
  return {
    pattern: {
      type: as.repeats.pattern,
      interval: as.repeats.every,
      month: 0,
      dayOfMonth: as.repeats.pattern === 'absoluteMonthly' ? Number(first.slice(8)) : 0,
      ...(as.repeats.pattern === 'weekly' ? { daysOfWeek: [weekday] } : {}),
      firstDayOfWeek: 'sunday',
      index: 'first',
    },
    range: { type: 'endDate', startDate: first, endDate: as.repeats.until, recurrenceTimeZone: as.timeZone, numberOfOccurrences: 0 },
  };
}

/** What a delta tells of an occurrence that is as its series says: the rest stands with the master. */
export const slimOccurrence = (item: CalendarItem, zone: string, etag: string) => ({
  '@odata.type': '#microsoft.graph.event',
  '@odata.etag': etag,
  seriesMasterId: item.seriesMasterId,
  type: 'occurrence',
  id: item.id,
  ...whenOf(item, zone),
});

export const etagOf = ({ event }: CalendarItem) => `W/"${Buffer.from(`${event.key}-${event.changedAt}`).toString('base64')}"`;

/** An event as the calendar of `person` has it. */
export function eventResource(call: Call, person: PersonSeed, item: CalendarItem, zone: string): Record<string, unknown> & { id: string } {
  const { event, as } = item;
  const isOwn = event.organizer.toLowerCase() === person.userPrincipalName.toLowerCase();
  const own = (as.attendees ?? []).find(({ address }) => address.toLowerCase() === person.userPrincipalName.toLowerCase());
  const place = { displayName: as.place ?? '', locationType: 'default', uniqueIdType: 'unknown' };
  return {
    '@odata.etag': etagOf(item),
    id: item.id,
    createdDateTime: call.tenant.bornAt,
    lastModifiedDateTime: event.modifiedAt,
    changeKey: etagOf(item).slice(3, -1),
    categories: [],
    transactionId: null,
    originalStartTimeZone: as.timeZone,
    originalEndTimeZone: as.timeZone,
    iCalUId: call.tenant.calendars.uidOf(item),
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: as.isCancelled ? `Canceled: ${as.subject}` : as.subject,
    bodyPreview: as.body ?? '',
    importance: 'normal',
    sensitivity: as.sensitivity ?? 'normal',
    isAllDay: as.isAllDay ?? false,
    isCancelled: as.isCancelled,
    isOrganizer: isOwn,
    responseRequested: true,
    seriesMasterId: item.seriesMasterId,
    showAs: as.isAllDay ? 'free' : 'busy',
    type: item.type,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(item.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: as.isOnline ?? false,
    onlineMeetingProvider: as.isOnline ? 'teamsForBusiness' : 'unknown',
    allowNewTimeProposals: true,
    isDraft: false,
    hideAttendees: false,
    recurrence: item.type === 'seriesMaster' ? recurrenceOf(item) : null,
    onlineMeeting: null,
    ...(item.type === 'occurrence' || item.type === 'exception'
      ? { originalStart: instantOf(`${item.day}${event.start.slice(10)}`, event.timeZone).toString() }
      : {}),
    responseStatus: isOwn ? { response: 'organizer', time: never } : statusOf(own?.response, event.modifiedAt),
    body: { contentType: 'html', content: as.body ? `<html><body>${as.body}</body></html>` : '' },
    ...whenOf(item, zone),
    location: place,
    locations: as.place ? [place] : [],
    // Who has answered what is told to the organizer; everybody else knows their own answer.
    attendees: (as.attendees ?? []).map((attendee) => ({
      type: attendee.type ?? 'required',
      status: isOwn || attendee === own ? statusOf(attendee.response, event.modifiedAt) : statusOf('none', never),
      emailAddress: { name: nameOf(call, attendee.address, attendee.name), address: attendee.address },
    })),
    organizer: { emailAddress: { name: nameOf(call, event.organizer), address: event.organizer } },
  };
}
