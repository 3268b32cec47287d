import { createHash } from 'node:crypto';
import type { Event, ResponseType } from '@microsoft/microsoft-graph-types';
import { Temporal } from 'temporal-polyfill';
import { ianaTimeZone } from '../../graph/timeZones.ts';

/** An event of a calendar's delta: whole, or of an occurrence only its times, or only that it is gone. */
export type CalendarEvent = Event & { id: string; '@removed'?: { reason?: string } };

/** Addresses as they are compared. */
export const foldAddress = (address: string | null | undefined): string =>
  (address ?? '')
    .normalize('NFKC')
    .trim()
    .replace(/^(mailto|smtp):/i, '')
    .toLowerCase();

/** A moment as Graph writes it: wall time without offset, and the zone beside it. null: it cannot be read. */
export function momentOf(time: Event['start']): Temporal.Instant | null {
  const zone = ianaTimeZone(time?.timeZone ?? 'UTC');
  if (!time?.dateTime || !zone) return null;
  try {
    if (/(Z|[+-]\d\d:\d\d)$/i.test(time.dateTime)) return Temporal.Instant.from(time.dateTime);
    return Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(zone).toInstant();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where it is held, as far as the organizer's Outlook has said. */
export const zoneOf = (event: Event, usual: string): string => ianaTimeZone(event.originalStartTimeZone) ?? usual;

/**
 * The civil day of an event where it is held: eight in the morning in Tokyo is that day, whatever the account's zone.
 * A whole day is told as midnight, and has no zone.
 */
export function dayOf(event: Event, usualZone: string): string | null {
  if (event.isAllDay && /T00:00(:00(\.0+)?)?$/.test(event.start?.dateTime ?? '')) return (event.start?.dateTime ?? '').slice(0, 10);
  return momentOf(event.start)?.toZonedDateTimeISO(zoneOf(event, usualZone)).toPlainDate().toString() ?? null;
}

const outlookUid = /^(040000008200E00074C5B7101A82E008)([0-9A-F]{8})/i;

/** Outlook writes the day of an occurrence into the UID of whoever is invited to that one alone, and at times of everybody. */
function takeApart(uid: string): { series: string; day: string | null } {
  const found = outlookUid.exec(uid);
  if (!found) return { series: uid, day: null };
  const [prefix, , hex = ''] = found;
  const series = `${found[1]}00000000${uid.slice((prefix as string).length)}`.toUpperCase();
  const [year, month, day] = [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8)].map((part) => Number.parseInt(part, 16));
  const isDay = year && month && day && month <= 12 && day <= 31;
  return { series, day: isDay ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null };
}

/**
 * The id of a meeting, the same from whichever calendar it is read: its UID, and for one of a series the day on which
 * it stood there at first (a series has at most one a day, and a series that is moved to another hour keeps its days,
 * so that what people have answered stays with its meeting). A hash, since other systems write names into UIDs.
 * @param master of an occurrence or exception
 */
export function meetingIdOf(event: Event, master: Event | null, usualZone: string): string | null {
  const uid = event.iCalUId || master?.iCalUId;
  if (!uid) return null;
  const { series, day } = takeApart(uid);
  const digest = createHash('sha256').update(series).digest('base64url').slice(0, 22);
  if (!master) return `cal-${digest}${day ? `:${day}` : ''}`;
  const original = originalDay(event, master, usualZone);
  return original ? `cal-${digest}:${original}` : null;
}

function originalDay(event: Event, master: Event, usualZone: string): string | null {
  const zone = ianaTimeZone(master.recurrence?.range?.recurrenceTimeZone) ?? zoneOf(master, usualZone);
  if (event.originalStart) {
    const at = Temporal.Instant.from(event.originalStart);
    // A whole day's original start is its midnight, somewhere: the nearest day.
    if (master.isAllDay) return at.add({ hours: 12 }).toZonedDateTimeISO('UTC').toPlainDate().toString();
    return at.toZonedDateTimeISO(zone).toPlainDate().toString();
  }
  return dayOf({ ...event, isAllDay: master.isAllDay ?? false, originalStartTimeZone: zone }, zone);
}

/** How an invitation was answered, in the words of a meeting's record. */
export type Answer = 'accepted' | 'declined' | 'tentative' | 'none';
export function answerOf(response: ResponseType | null | undefined): Answer {
  if (response === 'accepted' || response === 'organizer') return 'accepted';
  if (response === 'declined') return 'declined';
  return response === 'tentativelyAccepted' ? 'tentative' : 'none';
}
