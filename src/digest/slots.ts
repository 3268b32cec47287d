import { Temporal } from 'temporal-polyfill';

/** When a channel gets its digest. */
export interface Schedule {
  /** ISO: 1 is Monday. */
  weekday: number;
  /** 'HH:MM' in the channel's time zone. */
  time: string;
  timeZone: string;
}
/** One week's moment of a schedule. */
export interface Slot {
  /** Its day in the channel's time zone. */
  on: string;
  at: Date;
}

/** The newest moment of a schedule that is not after `now`. */
export function newestSlot(schedule: Schedule, now: Date): Slot {
  const today = zoned(schedule, now);
  const day = today.subtract({ days: (today.dayOfWeek - schedule.weekday + 7) % 7 });
  const slot = slotOn(schedule, day);
  return slot.at <= now ? slot : slotOn(schedule, day.subtract({ days: 7 }));
}

/** The next moment of a schedule after `now`. */
export function nextSlot(schedule: Schedule, now: Date): Slot {
  const today = zoned(schedule, now);
  const day = today.add({ days: (schedule.weekday - today.dayOfWeek + 7) % 7 });
  const slot = slotOn(schedule, day);
  return slot.at > now ? slot : slotOn(schedule, day.add({ days: 7 }));
}

/**
 * The slot that a channel still has coming, late rather than never: after an outage the newest that was missed, none
 * before it. One from before the channel was linked, or before its schedule was set as it is, is nobody's due.
 */
export function dueSlot(schedule: Schedule, since: Date, now: Date): Slot | null {
  const slot = newestSlot(schedule, now);
  return slot.at >= since ? slot : null;
}

const zoned = ({ timeZone }: Schedule, now: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/** An hour that the clocks leave out is read as the one after it; one that comes twice, as the first. */
function slotOn({ time, timeZone }: Schedule, day: Temporal.PlainDate): Slot {
  const at = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return { on: day.toString(), at: new Date(at.epochMilliseconds) };
}
