import { createHash, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { AttendeeSeed, EventSeed } from '../../tenant.ts';
import { instantOf } from './timeZones.ts';

/** What of one occurrence is not as its series says. */
export interface OccurrenceChange {
  start?: string;
  minutes?: number;
  subject?: string;
  attendees?: readonly AttendeeSeed[];
  sensitivity?: EventSeed['sensitivity'];
  isCancelled?: boolean;
}
export interface CalendarEvent extends EventSeed {
  uid: string;
  isCancelled: boolean;
  /** By the day on which the occurrence stood in the series; null: taken out of it. */
  changes: Map<string, OccurrenceChange | null>;
  /** Addresses whose copy they themselves have thrown away. */
  thrownAway: Set<string>;
  changedAt: number;
  modifiedAt: string;
}
/** One entry of a calendar as one person has it. */
export interface CalendarItem {
  id: string;
  type: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  event: CalendarEvent;
  /** The event, with what this occurrence has of its own. */
  as: EventSeed & { isCancelled: boolean };
  seriesMasterId: string | null;
  /** Of an occurrence: the day in its series. */
  day: string | null;
  start: Temporal.Instant;
  end: Temporal.Instant;
}

const hash = (...parts: string[]) => createHash('sha256').update(parts.join('\u0000')).digest();
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** As Outlook makes them: the day of an occurrence, where it is told, stands in the ninth to sixteenth place after the prefix. */
const uidOf = (key: string, day: string | null = null): string => {
  const date = day === null ? '00000000' : hexDay(day);
  return `040000008200E00074C5B7101A82E008${date}${hash('uid', key).toString('hex').toUpperCase().slice(0, 72)}`;
};
const hexDay = (day: string) =>
  `${Number(day.slice(0, 4)).toString(16).padStart(4, '0')}${Number(day.slice(5, 7)).toString(16).padStart(2, '0')}${Number(day.slice(8)).toString(16).padStart(2, '0')}`.toUpperCase();

/** The days of a series. */
export function daysOf({ start, repeats }: EventSeed): string[] {
  const first = Temporal.PlainDate.from(start.slice(0, 10));
  if (!repeats) return [first.toString()];
  const unit = { daily: 'days', weekly: 'weeks', absoluteMonthly: 'months' }[repeats.pattern];
  const days: string[] = [];
  for (let count = 0; days.length < 2000; count += 1) {
    const day = first.add({ [unit]: count * repeats.every }).toString();
    if (day > repeats.until) break;
    days.push(day);
  }
  return days;
}

/** The calendars of all people of the tenant. An event is one thing; each calendar shows it in its own way. */
export class Calendars {
  readonly events = new Map<string, CalendarEvent>();
  /** Told of every change, with the addresses whose calendar it touches. */
  onChange: ((addresses: readonly string[]) => void) | null = null;
  /** Whether each occurrence has a UID of its own, as the reference page says, or the series' one, as is also seen. */
  ownUids = false;
  version = 0;
  /** Names this run: a delta token of an earlier one, whose edits are forgotten, is not known. */
  readonly epoch = randomUUID();
  /** Which mailboxes an app may open by itself, in lower case; null: all. */
  appScope: ReadonlySet<string> | null = null;
  private readonly clock: () => Date;
  /** Ids that a calendar no longer has, by the change that took them. */
  private readonly gone = new Map<string, Map<string, number>>();
  private readonly generations = new Map<string, number>();

  constructor(seed: readonly EventSeed[], bornAt: string, clock: () => Date) {
    this.clock = clock;
    for (const event of seed) this.events.set(event.key, this.made(event, 0, bornAt));
  }

  private made(event: EventSeed, changedAt: number, modifiedAt: string): CalendarEvent {
    return { ...event, uid: uidOf(event.key), isCancelled: false, changes: new Map(), thrownAway: new Set(), changedAt, modifiedAt };
  }

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.clock().getTime());
  }

  generation(address: string): number {
    return this.generations.get(address.toLowerCase()) ?? 0;
  }
  expireTokens(address: string): void {
    this.generations.set(address.toLowerCase(), this.generation(address) + 1);
  }

  uidOf(item: CalendarItem): string {
    return item.day !== null && (this.ownUids || item.type === 'singleInstance') ? uidOf(item.event.key, item.day) : item.event.uid;
  }

  /** Everything in one person's calendar: masters of series, their occurrences, single events. */
  items(address: string): CalendarItem[] {
    return [...this.events.values()].flatMap((event) => itemsOf(event, address));
  }

  goneSince(address: string, version: number): string[] {
    return [...(this.gone.get(address.toLowerCase()) ?? [])].filter(([, at]) => at > version).map(([id]) => id);
  }

  add(event: EventSeed): void {
    this.edit([event], () => this.events.set(event.key, this.made(event, this.version, this.clock().toISOString())));
  }

  /** @param work changes the event in place */
  change(key: string, work: (event: CalendarEvent) => void): void {
    const event = this.events.get(key);
    if (!event) throw new RangeError(`There is no event ${key}.`);
    this.edit([event], () => {
      work(event);
      event.changedAt = this.version;
      event.modifiedAt = this.clock().toISOString();
      return [event];
    });
  }

  remove(key: string): void {
    const event = this.events.get(key);
    if (event) this.edit([event], () => this.events.delete(key));
  }

  private edit(touched: readonly EventSeed[], work: () => unknown): void {
    const people = (events: readonly EventSeed[]) => events.flatMap((event) => [event.organizer, ...addressesIn(event)]);
    const before = new Map(people(touched).map((address) => [address.toLowerCase(), this.items(address).map(({ id }) => id)]));
    this.version += 1;
    work();
    const after = touched.flatMap(({ key }) => this.events.get(key) ?? []);
    const addresses = [...new Set([...before.keys(), ...people(after).map((address) => address.toLowerCase())])];
    for (const address of addresses) {
      const ids = new Set(this.items(address).map(({ id }) => id));
      const gone = this.gone.get(address) ?? new Map<string, number>();
      for (const id of before.get(address) ?? []) if (!ids.has(id)) gone.set(id, this.version);
      for (const id of ids) gone.delete(id);
      this.gone.set(address, gone);
    }
    this.onChange?.(addresses);
  }
}

const addressesIn = (event: EventSeed & { changes?: CalendarEvent['changes'] }): string[] => [
  ...(event.attendees ?? []).map(({ address }) => address),
  ...[...(event.changes?.values() ?? [])].flatMap((change) => (change?.attendees ?? []).map(({ address }) => address)),
];

const isHeldBy = (event: EventSeed, address: string) =>
  same(event.organizer, address) || (event.attendees ?? []).some((attendee) => same(attendee.address, address));

/** What the organizer has cancelled is gone from their own calendar, and stands as cancelled in the others'. */
function itemsOf(event: CalendarEvent, address: string): CalendarItem[] {
  if (event.thrownAway.has(address.toLowerCase())) return [];
  const isOwn = same(event.organizer, address);
  const idOf = (day: string | null) =>
    `AAMk${hash(address.toLowerCase(), event.key, day ?? '')
      .toString('base64url')
      .slice(0, 40)}=`;
  const item = (type: CalendarItem['type'], as: CalendarItem['as'], day: string | null, seriesMasterId: string | null): CalendarItem => {
    const start = as.isAllDay ? Temporal.Instant.from(`${as.start.slice(0, 10)}T00:00Z`) : instantOf(as.start, as.timeZone);
    return { id: idOf(day), type, event, as, seriesMasterId, day, start, end: start.add({ minutes: as.minutes }) };
  };
  const whole = { ...event };
  if (event.isCancelled && isOwn) return [];
  if (!event.repeats) return isHeldBy(event, address) ? [item('singleInstance', whole, null, null)] : [];
  const holdsSeries = isHeldBy(event, address);
  const occurrences = daysOf(event).flatMap((day) => {
    const change = event.changes.get(day);
    if (change === null || (change?.isCancelled && isOwn)) return [];
    const as = {
      ...event,
      start: `${day}${event.start.slice(10)}`,
      ...change,
      isCancelled: event.isCancelled || (change?.isCancelled ?? false),
    };
    if (!isHeldBy(as, address)) return [];
    // Who is invited to one occurrence alone has it as an event of its own.
    if (!holdsSeries) return [item('singleInstance', as, day, null)];
    return [item(change ? 'exception' : 'occurrence', as, day, idOf(null))];
  });
  return holdsSeries ? [item('seriesMaster', whole, null, null), ...occurrences] : occurrences;
}
