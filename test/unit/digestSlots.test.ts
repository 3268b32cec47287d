import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueSlot, newestSlot, nextSlot, type Schedule } from '../../src/digest/slots.ts';

const monday: Schedule = { weekday: 1, time: '08:30', timeZone: 'Europe/Berlin' };
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Shanghai',
  'UTC',
];
const hour = 3_600_000;

describe('the slots of a schedule', () => {
  it('come at the same hour of the wall in summer and in winter', () => {
    expect(newestSlot(monday, new Date('2026-07-01T00:00:00Z'))).toEqual({ on: '2026-06-29', at: new Date('2026-06-29T06:30:00Z') });
    expect(newestSlot(monday, new Date('2026-12-02T00:00:00Z'))).toEqual({ on: '2026-11-30', at: new Date('2026-11-30T07:30:00Z') });
  });

  it('fall after the gap when clocks go forward, and into the first of two hours when they go back', () => {
    const sunday = { weekday: 7, time: '02:30', timeZone: 'Europe/Berlin' };
    expect(newestSlot(sunday, new Date('2026-03-29T12:00:00Z'))).toEqual({ on: '2026-03-29', at: new Date('2026-03-29T01:30:00Z') });
    expect(newestSlot(sunday, new Date('2026-10-25T12:00:00Z'))).toEqual({ on: '2026-10-25', at: new Date('2026-10-25T00:30:00Z') });
  });

  it('begin with the minute itself', () => {
    expect(newestSlot(monday, new Date('2026-11-23T07:29:59.999Z')).on).toBe('2026-11-16');
    expect(newestSlot(monday, new Date('2026-11-23T07:30:00Z')).on).toBe('2026-11-23');
    expect(nextSlot(monday, new Date('2026-11-23T07:30:00Z')).on).toBe('2026-11-30');
    expect(nextSlot(monday, new Date('2026-11-23T07:29:00Z')).on).toBe('2026-11-23');
  });

  it('hold exactly one for each week of a year, in every zone and at every hour, however often it is looked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(0, 15, 30, 45),
        fc.integer({ min: 1, max: 40 }),
        (timeZone, weekday, hours, minutes, everyHours) => {
          const schedule = { weekday, timeZone, time: `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` };
          const since = new Date('2026-01-05T00:00:00Z');
          const seen = new Map<string, number>();
          for (let now = since.getTime(); now <= Date.parse('2027-01-04T00:00:00Z'); now += everyHours * hour) {
            const slot = dueSlot(schedule, since, new Date(now));
            if (slot) seen.set(slot.on, slot.at.getTime());
          }
          const days = [...seen.keys()];
          expect(seen.size).toBeGreaterThanOrEqual(51);
          expect(seen.size).toBeLessThanOrEqual(53);
          for (const [index, day] of days.entries()) {
            const before = days[index - 1];
            if (before !== undefined) expect(Date.parse(day) - Date.parse(before)).toBe(7 * 24 * hour);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('agree on what is newest and what is next', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 7 }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        (timeZone, weekday, now) => {
          const schedule = { weekday, time: '09:00', timeZone };
          const [newest, next] = [newestSlot(schedule, now), nextSlot(schedule, now)];
          expect(newest.at <= now && next.at > now).toBe(true);
          expect(Date.parse(next.on) - Date.parse(newest.on)).toBe(7 * 24 * hour);
        },
      ),
    );
  });
});

describe('the slot that a channel has coming', () => {
  it('is the newest that was missed in an outage, and none before it', () => {
    expect(dueSlot(monday, new Date('2026-01-01T00:00:00Z'), new Date('2026-11-26T12:00:00Z'))?.on).toBe('2026-11-23');
  });
  it('is none from before the link was made or the schedule was set', () => {
    expect(dueSlot(monday, new Date('2026-11-23T07:30:00.001Z'), new Date('2026-11-26T12:00:00Z'))).toBeNull();
    expect(dueSlot(monday, new Date('2026-11-23T07:30:00.001Z'), new Date('2026-11-30T07:30:00Z'))?.on).toBe('2026-11-30');
  });
});
