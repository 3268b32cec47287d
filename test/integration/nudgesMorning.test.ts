import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { addresses } from '../../src/graph/addresses.ts';
import type { Graph } from '../../src/graph/client.ts';
import { ForbiddenError, UnreachableError } from '../../src/graph/errors.ts';
import { evaluateNudges } from '../../src/nudges/evaluate.ts';
import { morningPlanner } from '../../src/nudges/morning.ts';
import { hoursOf, morningAt } from '../../src/nudges/workingHours.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase, upToDate, usd, write } from '../support/database.ts';

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface Somebody {
  name: string;
  timeZone: string;
  hours: string | null;
  /** Where they work, as the clock there says. */
  start: string;
  end: string;
}
/** Time zones on both sides of the date line, one whose clock goes back on 25 October, one on 1 November, one that never does, halves of an hour. */
const team: readonly Somebody[] = [
  { name: 'Ada', timeZone: 'Europe/Berlin', hours: '08:30-17:30', start: '08:30', end: '17:30' },
  { name: 'Ben', timeZone: 'America/New_York', hours: '8:00–16:00', start: '08:00', end: '16:00' },
  { name: 'Chi', timeZone: 'Asia/Tokyo', hours: '09:00-18:00', start: '09:00', end: '18:00' },
  { name: 'Dev', timeZone: 'Asia/Kolkata', hours: '10:00-19:00', start: '10:00', end: '19:00' },
  { name: 'Eve', timeZone: 'Pacific/Auckland', hours: null, start: '09:00', end: '17:00' },
  { name: 'Fay', timeZone: 'America/Los_Angeles', hours: 'when I feel like it', start: '09:00', end: '17:00' },
  { name: 'Gus', timeZone: 'America/Sao_Paulo', hours: '22:00-06:00', start: '09:00', end: '17:00' },
  { name: 'Hal', timeZone: 'Pacific/Honolulu', hours: '07:00-11:00', start: '07:00', end: '11:00' },
];

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
  for (const accountId of ['first', 'second']) {
    await newAccount(db, accountId, { timeZone: 'UTC' });
    await write(
      db,
      accountId,
      'member',
      team.map(({ name, timeZone, hours }, index) => ({ id: idOf(index), name, timeZone, workingHours: hours })),
    );
    const deals = team.map(({ name }, index) => ({
      ...{ id: `D${index}`, name: `Deal of ${name}`, type: 'netNew', status: 'open', createdOn: '2026-01-01', expectedClose: '2026-09-01' },
      ...{ amount: usd(1000 + index), owner: name },
    }));
    await write(db, accountId, 'opportunity', deals);
    await upToDate(db, accountId, '2026-10-12');
    await evaluateNudges(db, accountId, { today: '2026-10-12', now: new Date('2026-10-12T00:00:00Z') });
    await db.transaction([accountId], async (tx) => {
      for (const index of team.keys())
        await sql`insert into access (account_id, directory_id, role, named_at) values (${accountId}, ${idOf(index)}, 'member', now())`.execute(
          tx,
        );
    });
  }
  for (const index of team.keys()) await chat(index, '2026-10-01T00:00:00Z');
});
afterAll(() => db.close());

const chat = (index: number, welcomedAt: string) =>
  db.transaction('every', (tx) =>
    sql`insert into conversation (id, kind, service_url, bot_id, directory_id, user_id, welcomed_at, seen_at)
      values (${`chat-${index}`}, 'personal', 'http://localhost', '28:pulse', ${idOf(index)}, ${`29:${index}`}, ${welcomedAt}, now())
      on conflict (id) do update set welcomed_at = excluded.welcomed_at, suspended_at = null`.execute(tx),
  );
const forgetCards = () =>
  db.transaction('every', async (tx) => {
    await sql`delete from person_card`.execute(tx);
    await sql`delete from outbox`.execute(tx);
  });
interface Card {
  conversation_id: string;
  about: string;
  created_at: string;
  not_after: string;
}
const cards = (): Promise<Card[]> =>
  db.transaction(
    'every',
    async (tx) => (await sql<Card>`select * from outbox where kind = 'morningCard' order by created_at, conversation_id`.execute(tx)).rows,
  );

/** Two servers whose beats take turns, over a span of time; `isUp` says when they run. */
async function simulate(
  from: string,
  until: string,
  everyMinutes: number,
  isUp: (at: Temporal.Instant) => boolean = () => true,
  addressOf: (directoryId: string, now: Temporal.Instant) => Promise<string | null> = async () => null,
) {
  let now = Temporal.Instant.from(from);
  const people = {
    of: async () => ['first', 'second'].map((id) => ({ id, role: 'member', timeZone: 'UTC' })) as never,
  };
  const parts = {
    ...{ db, clock: () => new Date(now.epochMilliseconds), accounts: people, report: () => undefined },
    addressOf: (directoryId: string) => addressOf(directoryId, now),
  };
  const servers = [morningPlanner(parts), morningPlanner(parts)];
  for (; Temporal.Instant.compare(now, Temporal.Instant.from(until)) < 0; now = now.add({ minutes: everyMinutes })) {
    if (isUp(now)) await Promise.all(servers.map((plan) => plan()));
  }
}
const local = ({ created_at }: Card, { timeZone }: Somebody) => Temporal.Instant.from(created_at).toZonedDateTimeISO(timeZone);
const cardsOf = (all: readonly Card[], index: number) => all.filter((card) => card.conversation_id === `chat-${index}`);

describe('a month with several time zones, over the change of the clocks', () => {
  let all: Card[];
  beforeAll(async () => {
    await simulate('2026-10-12T00:00:00Z', '2026-11-09T00:00:00Z', 15);
    all = await cards();
  }, 300_000);

  it('brings each person one card on each working day, over all their accounts', () => {
    for (const [index, person] of team.entries()) {
      const days = cardsOf(all, index).map((card) => local(card, person).toPlainDate().toString());
      expect(new Set(days).size).toBe(days.length);
      expect({ [person.name]: days.length }).toEqual({ [person.name]: 20 });
    }
  });

  it('brings none on a weekend and none out of hours, and each within a quarter of an hour of the day’s start', () => {
    for (const [index, person] of team.entries()) {
      for (const card of cardsOf(all, index)) {
        const at = local(card, person);
        expect(at.dayOfWeek).toBeLessThanOrEqual(5);
        const start = at.toPlainDate().toZonedDateTime({ timeZone: person.timeZone, plainTime: person.start });
        expect(at.since(start).total('minutes')).toBeGreaterThanOrEqual(0);
        expect(at.since(start).total('minutes')).toBeLessThan(15);
        const end = Temporal.Instant.from(card.not_after).toZonedDateTimeISO(person.timeZone);
        expect(end.toPlainDateTime().toString()).toBe(`${at.toPlainDate()}T${person.end}:00`);
      }
    }
  });

  it('goes by the clock on the wall before and after the change', () => {
    const instants = cardsOf(all, 0).map((card) => card.created_at.slice(11, 16));
    expect(instants[0]).toBe('06:30');
    expect(instants.at(-1)).toBe('07:30');
  });
});

describe('a server that was down at the hour', () => {
  const berlin = (time: string) => Temporal.PlainDateTime.from(`2026-11-10T${time}`).toZonedDateTime('Europe/Berlin').toInstant();
  const downUntil = (time: string) => (at: Temporal.Instant) => Temporal.Instant.compare(at, berlin(time)) >= 0;

  it('brings the card later the same morning', async () => {
    await forgetCards();
    await simulate('2026-11-10T05:00:00Z', '2026-11-10T23:00:00Z', 15, downUntil('11:00'));
    const [card] = cardsOf(await cards(), 0);
    expect(
      card &&
        local(card, team[0] as Somebody)
          .toPlainTime()
          .toString(),
    ).toBe('11:00:00');
  });

  it('brings it later to whoever’s address the directory did not tell, and to the others meanwhile', async () => {
    await forgetCards();
    const addressOf = addresses({ get: ask } as unknown as Graph, () => 0);
    let isAway = true;
    async function ask(path: string) {
      if (isAway && path.includes(idOf(0))) throw new UnreachableError('no answer', null);
      throw new ForbiddenError({ status: 403, code: 'denied', message: 'not granted', permission: 'User.Read.All' });
    }
    await simulate('2026-11-10T05:00:00Z', '2026-11-10T13:00:00Z', 15, undefined, (directoryId, now) => {
      isAway = Temporal.Instant.compare(now, berlin('09:20')) < 0;
      return addressOf(directoryId);
    });
    const all = await cards();
    expect([0, 3].map((index) => cardsOf(all, index).map((card) => card.created_at.slice(11, 16)))).toEqual([['08:30'], ['05:00']]);
  });

  it('lets the day pass when it comes back in the afternoon', async () => {
    await forgetCards();
    await simulate('2026-11-10T05:00:00Z', '2026-11-10T20:00:00Z', 15, downUntil('14:00'));
    expect(cardsOf(await cards(), 0)).toEqual([]);
  });
});

describe('no card comes', () => {
  const tuesday = () => simulate('2026-11-10T05:00:00Z', '2026-11-10T12:00:00Z', 15);

  it('on the day of the welcome', async () => {
    await forgetCards();
    await chat(0, '2026-11-10T06:00:00Z');
    await tuesday();
    expect(cardsOf(await cards(), 0)).toEqual([]);
    await chat(0, '2026-10-01T00:00:00Z');
  });

  it('where the bot was removed, or nothing is asked', async () => {
    await forgetCards();
    await db.transaction('every', (tx) => sql`update conversation set suspended_at = now() where id = 'chat-0'`.execute(tx));
    await db.transaction('every', (tx) => sql`update nudge set state = 'snoozed' where record_id = 'D3'`.execute(tx));
    await tuesday();
    const all = await cards();
    expect([cardsOf(all, 0), cardsOf(all, 3)]).toEqual([[], []]);
    await db.transaction('every', (tx) => sql`update nudge set state = 'open'`.execute(tx));
    await chat(0, '2026-10-01T00:00:00Z');
  });
});

describe('working hours', () => {
  it('are read as people write them; those that cannot be are nine to five', () => {
    expect(['08:30-17:30', '8-16', '9:00 – 18:00', '9 to 17', '0830-1730'].map(hoursOf)).toEqual([
      { start: '08:30', end: '17:30' },
      { start: '08:00', end: '16:00' },
      { start: '09:00', end: '18:00' },
      { start: '09:00', end: '17:00' },
      { start: '08:30', end: '17:30' },
    ]);
    for (const text of [null, '', 'flexible', '25:00-26:00', '17:00-09:00', '09:00-09:00', '9:75-17:00'])
      expect(hoursOf(text)).toEqual({ start: '09:00', end: '17:00' });
  });

  it('exist on a day whose morning hour the clock leaves out', () => {
    const at = Temporal.Instant.from('2026-03-30T00:30:00Z');
    expect(morningAt(at, 'Europe/Berlin', { start: '02:30', end: '12:00' })?.from.toString()).toBe('2026-03-30T00:30:00Z');
    expect(morningAt(Temporal.Instant.from('2026-03-29T08:00:00Z'), 'Europe/Berlin', { start: '02:30', end: '12:00' })).toBeNull();
  });
});
