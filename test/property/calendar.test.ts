import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventSeed, ResponseSeed } from '../../demo/tenant.ts';
import { confirmDeletions } from '../../src/sync/deletions.ts';
import { syncAccount } from '../../src/sync/index.ts';
import {
  anna,
  bo,
  type CalendarHouse,
  calendarHouse,
  calendarSourceId,
  customers,
  dora,
  mapping,
} from '../integration/calendar.support.ts';
import { accountId } from '../integration/sync.support.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 15);
let house: CalendarHouse;
beforeAll(async () => {
  house = await calendarHouse({});
  await house.connect(mapping());
  await house.optIn(anna, bo);
  await house.scope(dora);
  await house.sync();
});
afterAll(() => house.close());

const round = async () => {
  const [report] = await syncAccount(house.context, accountId, async () => undefined, { sourceId: calendarSourceId });
  // Many at once are asked for: the manager says yes.
  if (report?.state === 'asking') await confirmDeletions(house.db, accountId, calendarSourceId);
  else expect(report).toMatchObject({ state: 'fresh', problem: null });
};
/** Everything is forgotten and read from the beginning. */
const readFromScratch = async () => {
  await house.query('delete from calendar_copy');
  await house.query('delete from calendar_change');
  await house.query('update calendar_mailbox set link = null, is_enumerating = true');
  await house.query(`update source set cursor = null, round = null where id = '${calendarSourceId}'`);
  await round();
};

const addresses = [
  customers.cfo,
  customers.cio,
  customers.buyer,
  anna.userPrincipalName,
  bo.userPrincipalName,
  dora.userPrincipalName,
  'x@third.example',
];
const response = fc.constantFrom<ResponseSeed>('none', 'accepted', 'declined', 'tentativelyAccepted');
const attendees = fc.uniqueArray(fc.record({ address: fc.constantFrom(...addresses), response }), {
  maxLength: 4,
  selector: ({ address }) => address,
});
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-10-${String(number).padStart(2, '0')}`);
const time = fc.constantFrom('T00:30', 'T09:00', 'T23:45');
const sensitivity = fc.constantFrom<EventSeed['sensitivity']>('normal', 'normal', 'normal', 'private');
const whole = fc.record({
  subject: fc.constantFrom('About pumps', 'About ships', 'About cheese'),
  organizer: fc.constantFrom(anna.userPrincipalName, bo.userPrincipalName, customers.cio),
  attendees,
  sensitivity,
  timeZone: fc.constantFrom('W. Europe Standard Time', 'Tokyo Standard Time', 'America/Los_Angeles'),
  start: fc.tuple(day, time).map((parts) => parts.join('')),
  repeats: fc.option(
    fc.record({
      pattern: fc.constantFrom('daily' as const, 'weekly' as const),
      every: fc.integer({ min: 1, max: 3 }),
      until: fc.constant('2026-11-08'),
    }),
    { nil: undefined },
  ),
});
const which = fc.integer({ min: 0, max: 5 });
const at = fc.nat({ max: 12 });
/** What people and the service do, in words, so that a failure can be read. */
const deed = fc.oneof(
  { weight: 4, arbitrary: whole.map((event) => ({ do: 'add' as const, event })) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which,
      change: fc.record({ attendees, sensitivity, subject: fc.constantFrom('About pumps', 'About tea') }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('move' as const), which, start: fc.tuple(day, time).map((parts) => parts.join('')) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('changeOne' as const),
      which,
      at,
      change: fc.record({ attendees, sensitivity, start: fc.tuple(day, time).map((parts) => parts.join('')) }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('removeOne' as const, 'cancelOne' as const), which, at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'remove' as const, 'throwAway' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('respond' as const), which, address: fc.constantFrom(...addresses), response }) },
  { weight: 5, arbitrary: fc.constant({ do: 'sync' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'replay' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'forget' as const }) },
);

describe('any sequence of edits, moves and cancellations', () => {
  it('ends as a full read of the calendars would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 25 }), async (deeds) => {
        const { calendars } = house.local;
        const events: EventSeed[] = [];
        const links: { directory_id: string; link: string }[][] = [];
        const daysOf = ({ start, repeats }: EventSeed, index: number) => {
          const step = repeats ? (repeats.pattern === 'daily' ? 1 : 7) * repeats.every : 0;
          return new Date(Date.parse(`${start.slice(0, 10)}T00:00Z`) + index * step * 86_400_000).toISOString().slice(0, 10);
        };
        for (const [number, one] of deeds.entries()) {
          const event = 'which' in one ? events[one.which % Math.max(events.length, 1)] : undefined;
          if (one.do === 'add') {
            const { repeats, ...rest } = one.event;
            const made: EventSeed = { ...rest, key: `${number}`, minutes: 60, ...(repeats ? { repeats } : {}) };
            events.push(made);
            calendars.add(made);
          } else if (one.do === 'sync') {
            await round();
            links.push(await house.query('select directory_id, link from calendar_mailbox'));
          } else if (one.do === 'replay') {
            // The service gives again what it had given before.
            for (const { directory_id, link } of links[0] ?? [])
              await house.query(`update calendar_mailbox set link = '${link}' where directory_id = '${directory_id}'`);
          } else if (one.do === 'forget') {
            calendars.expireDeltaTokens(bo.userPrincipalName);
            links.length = 0;
          } else if (event) {
            const { key } = event;
            const day = 'at' in one ? daysOf(event, one.at) : '';
            if (one.do === 'change') calendars.change(key, one.change as Partial<EventSeed>);
            else if (one.do === 'move') {
              calendars.change(key, { start: one.start });
              event.start = one.start;
            } else if (one.do === 'changeOne' && event.repeats) calendars.changeOccurrence(key, day, one.change as object);
            else if (one.do === 'removeOne' && event.repeats) calendars.removeOccurrence(key, day);
            else if (one.do === 'cancelOne' && event.repeats) calendars.cancel(key, day);
            else if (one.do === 'cancel') calendars.cancel(key);
            else if (one.do === 'throwAway') calendars.throwAway(key, bo.userPrincipalName);
            else if (one.do === 'respond') calendars.respond(key, one.address, one.response);
            else if (one.do === 'remove') {
              calendars.remove(key);
              events.splice(events.indexOf(event), 1);
            }
          }
        }
        await round();
        const followed = await house.meetings();
        await readFromScratch();
        const whole = await house.meetings();
        for (const { key } of events) calendars.remove(key);
        await round();
        expect(followed).toEqual(whole);
        expect(await house.meetings()).toEqual([]);
        expect(await house.query("select text from note where text like 'About %'")).toEqual([]);
      }),
      { numRuns: runs, ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}), endOnFailure: !process.env.SHRINK },
    );
  }, 600_000);
});
