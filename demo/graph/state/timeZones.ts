import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';

/** The IANA name of a time zone that Outlook names in either way. @throws RangeError where there is none of that name */
export function ianaName(timeZone: string): string {
  const name = findIana(timeZone)[0] ?? timeZone;
  Temporal.Now.zonedDateTimeISO(name);
  return name;
}

/** The moment of a wall time: '2026-11-24T14:00' in Berlin. */
export const instantOf = (wallTime: string, timeZone: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(wallTime).toZonedDateTime(ianaName(timeZone)).toInstant();

/** As Outlook writes a time: seven digits of a second, no offset. */
export const wallTimeIn = (instant: Temporal.Instant, timeZone: string): string =>
  `${instant.toZonedDateTimeISO(ianaName(timeZone)).toPlainDateTime().toString({ smallestUnit: 'second' })}.0000000`;
