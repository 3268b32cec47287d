import { Temporal } from 'temporal-polyfill';

export interface Hours {
  start: string;
  end: string;
}
/** What holds where somebody has stated none, or none that can be read. */
export const usualHours: Hours = { start: '09:00', end: '17:00' };
/** The morning lasts so long from the start of the day: a server that comes back later lets the day pass. */
const morningHours = 4;

/** '08:30-17:30', also with other dashes and with single digits; a day that ends before it begins is none. */
export function hoursOf(text: string | null): Hours {
  const match = /^\s*(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|—|to|至)\s*(\d{1,2})[:.]?(\d{2})?\s*$/i.exec(text ?? '');
  if (!match) return usualHours;
  const [, fromHour = '', fromMinute = '00', untilHour = '', untilMinute = '00'] = match;
  const start = `${fromHour.padStart(2, '0')}:${fromMinute}`;
  const end = `${untilHour.padStart(2, '0')}:${untilMinute}`;
  const isTime = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  return isTime(start) && isTime(end) && start < end ? { start, end } : usualHours;
}

export function isTimeZone(name: string | null): name is string {
  if (!name) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** A morning in somebody's day: when a card may be planned, and until when it may leave. */
export interface Morning {
  timeZone: string;
  /** The civil day there. */
  on: string;
  from: Temporal.Instant;
  /** No card is planned after this. */
  planUntil: Temporal.Instant;
  /** The end of their working hours. */
  until: Temporal.Instant;
}

/** The first moment after `at` at which a working day begins. */
export function nextMorning(at: Temporal.Instant, timeZone: string, hours: Hours): Temporal.Instant {
  for (let days = 0; ; days += 1) {
    const day = at.toZonedDateTimeISO(timeZone).add({ days }).toInstant();
    const morning = morningAt(day, timeZone, hours);
    if (morning && Temporal.Instant.compare(morning.from, at) > 0) return morning.from;
  }
}

/** The morning of the working day that a moment lies in; null on a weekend. A clock that is put forward or back changes no hours. */
export function morningAt(at: Temporal.Instant, timeZone: string, hours: Hours): Morning | null {
  const day = at.toZonedDateTimeISO(timeZone).toPlainDate();
  if (day.dayOfWeek > 5) return null;
  const instantOf = (time: string) => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  const from = instantOf(hours.start);
  const until = instantOf(hours.end);
  const noon = from.add({ hours: morningHours });
  return { timeZone, on: day.toString(), from, planUntil: Temporal.Instant.compare(noon, until) < 0 ? noon : until, until };
}
