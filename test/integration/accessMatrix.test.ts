import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { actions } from '../../bot/actions/index.ts';
import { commands } from '../../bot/commands/index.ts';
import { type Operation, operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { accessTable, actionTable, circles, commandTable, type Room } from '../support/accessTable.ts';
import { giveAccess, person } from './apiHouse.ts';
import { channel, member, places, startBot, team } from './bot.support.ts';

/** Everybody who may come to an account's doors. */
const people = {
  manager: 1,
  member: 2,
  reader: 3,
  namedGuest: 7,
  administrator: 8,
  /** Named until yesterday. */
  ended: 5,
  /** A guest in the channel whom nobody has named. */
  guest: 6,
  /** Was in the channel, and has left it. */
  left: 10,
  /** Manages another account. */
  other: 11,
  /** Of this directory, and of no account. */
  stranger: 9,
} as const;
type Who = keyof typeof people;
const everybody = Object.keys(people) as Who[];
/** The account's name, its deals, amounts and ratios (90% and 100% are every account's usual thresholds). */
const secrets = /Fabrikam|Data centre|Helpdesk|\b731|\b269|812[,.]?000|\b(?!90%|100%)\d{1,3}(\.\d+)? ?%/;
/** What of it a text tells; the random ids of requests tell nothing. */
const leakIn = (text: string): string | null => secrets.exec(text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ''))?.[0] ?? null;

describe('who may do what', () => {
  let bot: Awaited<ReturnType<typeof startBot>>;
  let passedMs = 0;
  let old: string;
  beforeAll(async () => {
    bot = await startBot({ clock: () => new Date(Date.now() + passedMs), administrators: [person(people.administrator)] });
    const { db, api, connector } = bot;
    await giveAccess(db, 'fabrikam', people.namedGuest, 'reader');
    await giveAccess(db, 'fabrikam', people.ended, 'manager', '2026-01-01');
    await giveAccess(db, 'tailspin', people.other, 'manager');
    await db.transaction(['fabrikam'], (tx) =>
      sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values ('fabrikam', ${team}, ${channel}, 'private', clock_timestamp())`.execute(
        tx,
      ),
    );
    const roster = (...numbers: readonly number[]) =>
      api.rosters.set(
        `${team}/${channel}`,
        numbers.map((number) => ({ directoryId: person(number), isOutsider: number === people.guest || number === people.namedGuest })),
      );
    for (const number of Object.values(people)) connector.members.set(places.personal(number).id, [personIn(number)]);
    roster(1, 2, people.guest, people.namedGuest, people.left);
    const before = await api.call('/api/accounts/fabrikam/scorecard', { as: people.left });
    expect(before.status).toBe(200);
    old = String((await api.issuer.token(person(people.manager), { exp: Math.floor(Date.now() / 1000) - 120 })) ?? '');
    // They had been shown a card, and used a link, before they left.
    await bot.card('scorecard', { from: people.left });
    roster(1, 2, people.guest, people.namedGuest);
    passedMs = 11 * 60_000;
  });
  afterAll(() => bot.close());
  const personIn = (number: number) => member(number, number === people.guest || number === people.namedGuest ? { userRole: 'guest' } : {});

  const addressOf = (operation: Operation, account: string, path: Readonly<Record<string, string>> = {}, query = {}) => {
    const at = operation.path.replace(/:(\w+)/g, (_, name: string) =>
      name === 'account' ? account : encodeURIComponent(path[name] ?? ''),
    );
    const search = new URLSearchParams(query).toString();
    return search ? `${at}?${search}` : at;
  };
  const ask = (name: keyof typeof operations, as: Parameters<typeof bot.api.call>[1] & object, account = 'fabrikam') => {
    const operation: Operation = operations[name];
    const { path, query, body } = accessTable[name] ?? {};
    const sends = body !== undefined || (operation.body !== undefined && operation.method !== 'get');
    return bot.api.call(addressOf(operation, account, path, query), {
      ...as,
      method: operation.method.toUpperCase(),
      ...(sends ? { body: body ?? {} } : {}),
    });
  };
  const names = Object.keys(operations) as (keyof typeof operations)[];
  const ofAccounts = names.filter((name) => accessTable[name] && !['everyone', 'caller'].includes(accessTable[name].for));
  /** What keeps somebody out, by the type of the problem; anything else is an answer to somebody who was let in. */
  const keptOut = (answer: { status: number; json: { type?: string } | null }): string | null => {
    const type = answer.json?.type ?? '';
    if (answer.status === 401 || type === 'unknown-account') return type;
    return answer.status === 403 && type === 'forbidden' ? type : null;
  };

  it('is said of every route, every command and every button', () => {
    expect(names.filter((name) => !accessTable[name])).toEqual([]);
    expect(Object.keys(accessTable).filter((name) => !(name in operations))).toEqual([]);
    expect(commands.map(({ name }) => name).sort()).toEqual(Object.keys(commandTable).sort());
    expect(actions.map(({ verb }) => verb).sort()).toEqual(Object.keys(actionTable).sort());
  });

  it.each(everybody)('holds for every route: %s', async (who) => {
    const wrong: string[] = [];
    for (const name of ofAccounts) {
      const circle = circles[accessTable[name].for as keyof typeof circles] as readonly Who[];
      const isReader = (circles.readers as readonly Who[]).includes(who);
      const expected = circle.includes(who) ? null : isReader ? 'forbidden' : 'unknown-account';
      const answer = await ask(name, { as: people[who] });
      const got = keptOut(answer);
      if (got !== expected) wrong.push(`${name}: ${got ?? `let in (${answer.status})`} instead of ${expected ?? 'let in'}`);
      if (expected !== null && leakIn(answer.text)) wrong.push(`${name} tells ${leakIn(answer.text)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('reads where somebody may read', async () => {
    const wrong: string[] = [];
    for (const name of ofAccounts.filter((one) => operations[one].method === 'get' && accessTable[one].for === 'readers')) {
      for (const who of circles.readers) {
        const { status, json } = await ask(name, { as: people[who] });
        if (status !== 200 && !/^unknown-(digest|nudge)$/.test(json?.type)) wrong.push(`${name} as ${who}: ${status} ${json?.type}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is nothing without a token, with one that has run out, or with one of another directory or application', async () => {
    const { issuer } = bot.api;
    const tokens = {
      'token-missing': undefined,
      'token-expired': old,
      'token-tenant': await issuer.token(person(1), { tid: '11111111-2222-4333-8444-555555555555' }),
      'token-audience': await issuer.token(person(1), { aud: 'https://graph.microsoft.com' }),
      'token-not-a-user': await issuer.token(person(1), { scp: undefined, roles: ['access_as_user'] }),
    };
    const wrong: string[] = [];
    for (const name of names.filter((one) => accessTable[one].for !== 'everyone')) {
      for (const [expected, token] of Object.entries(tokens)) {
        const { status, json } = await ask(name, token === undefined ? {} : { as: token });
        if (status !== 401 || json?.type !== expected) wrong.push(`${name} with ${expected}: ${status} ${json?.type}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is the same of an account that is not there', async () => {
    for (const name of ofAccounts) {
      const [there, not] = [await ask(name, { as: people.stranger }), await ask(name, { as: people.stranger }, 'no-such-account')];
      const plain = ({ instance, requestId, ...rest }: Record<string, unknown>) => rest;
      expect([name, there.status, plain(there.json)]).toEqual([name, not.status, plain(not.json)]);
    }
  });

  it('is each one’s own where a person asks about themselves', async () => {
    for (const who of everybody) {
      const isReader = (circles.readers as readonly Who[]).includes(who);
      for (const path of ['/api/me', '/api/accounts']) {
        const { status, text } = await bot.api.call(path, { as: people[who] });
        expect([who, path, status, text.includes('Fabrikam')]).toEqual([who, path, 200, isReader]);
      }
    }
  });

  it('holds for rooms as for their least', async () => {
    const insiders = [person(1), person(2), person(3)];
    const rooms: { name: string; directoryIds: (string | null)[]; outsiders?: (string | null)[]; see?: string; shows: readonly Room[] }[] =
      [
        { name: 'readers', directoryIds: insiders, shows: ['whole', 'headlines'] },
        { name: 'managers alone', directoryIds: [person(1)], shows: ['whole', 'headlines'] },
        { name: 'with a named guest', directoryIds: insiders, outsiders: [person(people.namedGuest)], shows: ['whole', 'headlines'] },
        { name: 'with a guest', directoryIds: insiders, outsiders: [person(people.guest)], shows: [] },
        {
          name: 'with a guest, for whom headlines are confirmed',
          directoryIds: insiders,
          outsiders: [person(people.guest)],
          see: 'headlines',
          shows: ['headlines'],
        },
        {
          name: 'with a guest, who may see as a reader',
          directoryIds: insiders,
          outsiders: [null],
          see: 'reader',
          shows: ['whole', 'headlines'],
        },
        { name: 'with a colleague of another account', directoryIds: [...insiders, person(people.other)], see: 'reader', shows: [] },
        { name: 'with somebody who has left', directoryIds: [...insiders, person(people.left)], see: 'reader', shows: [] },
        { name: 'with somebody whose role has ended', directoryIds: [...insiders, person(people.ended)], shows: [] },
        { name: 'with the administrator', directoryIds: [...insiders, person(people.administrator)], shows: [] },
        { name: 'of guests alone', directoryIds: [], outsiders: [person(people.namedGuest)], see: 'reader', shows: [] },
        { name: 'of nobody whom Teams tells', directoryIds: [], shows: [] },
      ];
    const wrong: string[] = [];
    for (const { name: room, directoryIds, outsiders = [], see, shows } of rooms) {
      await bot.db.transaction(['fabrikam'], (tx) => sql`delete from outsider_sight`.execute(tx));
      const confirmed = { room: channel, see: see ?? 'nothing' };
      await bot.api.call('/api/accounts/fabrikam/access/outsiders', { as: 1, method: 'PUT', body: confirmed });
      for (const name of names.filter((one) => accessTable[one].for !== 'everyone')) {
        const { path = {}, query = {}, body, room: for_ } = accessTable[name];
        const said = await bot.api.door
          .ask(
            operations[name],
            { kind: 'audience', directoryIds, outsiders, room: channel },
            { language: 'en', path: { account: 'fabrikam', ...path }, query, body },
          )
          .then(
            () => 'shown',
            (error: unknown) => (error instanceof ProblemError ? error.key : String(error)),
          );
        const isKept = ['forbidden', 'unknown-account', 'outsiders-here', 'invalid-body', 'invalid-query'].includes(said);
        if (isKept === shows.includes(for_)) wrong.push(`${room}: ${name} is ${said}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const told = (sent: { body: unknown }[]) => JSON.stringify(sent.map(({ body }) => body));
  it.each(commands.map(({ name }) => name))('holds for what is said to the bot: %s', async (name) => {
    const { words, shows } = commandTable[name] ?? { words: name, shows: 'nothing' };
    for (const who of everybody) {
      const isReader = (circles.readers as readonly Who[]).includes(who);
      const { sent } = await bot.say(words, { from: people[who] });
      const reads = shows === 'account' && (circles[name === 'goal' ? 'members' : 'readers'] as readonly Who[]).includes(who);
      if (reads) expect([who, /Fabrikam/.test(told(sent))]).toEqual([who, true]);
      if (!isReader) expect([who, leakIn(told(sent))]).toEqual([who, null]);
    }
    // A person of another tenant is not even listened to.
    bot.connector.members.set(places.personal(12).id, [member(12, { tenantId: '11111111-2222-4333-8444-555555555555' })]);
    expect(leakIn(told((await bot.say(words, { from: 12 })).sent))).toBeNull();
    const elsewhere = { tenant: { id: '11111111-2222-4333-8444-555555555555' } };
    expect((await bot.say(words, { from: 1, channelData: elsewhere })).sent).toEqual([]);
  });

  const standing = async () => {
    const counted = await bot.db.asOwner((tx) =>
      sql<{
        rows: unknown;
      }>`select jsonb_build_array((select count(*) from digest), (select count(*) from outbox), (select count(*) from audit),
        (select jsonb_agg(to_jsonb(l) order by l.channel_id) from link l), (select jsonb_agg(to_jsonb(s)) from outsider_sight s)) as rows`.execute(
        tx,
      ),
    );
    return JSON.stringify(counted.rows);
  };
  it.each(actions.map(({ verb }) => verb))('holds for an old card’s button, in person and in the channel: %s', async (verb) => {
    const before = await standing();
    for (const who of everybody.filter((one) => !(circles.readers as readonly Who[]).includes(one))) {
      for (const at of [places.personal(people[who]), places.channel]) {
        const answer = await bot.click({ verb, data: actionTable[verb] }, { from: people[who], at });
        expect([who, answer.status, leakIn(JSON.stringify(answer))]).toEqual([who, 200, null]);
      }
    }
    expect(await standing()).toBe(before);
  });

  it('is not widened by a token or a person that a card or an activity merely states', async () => {
    const forged = { id: '29:user-9', aadObjectId: person(1), name: 'Person 1' };
    bot.connector.members.set(places.personal(9).id, [member(9)]);
    const answer = await bot.post({ ...bot.activity(9, places.personal(9), { type: 'message', text: 'scorecard' }), from: forged });
    expect(answer.status).toBe(200);
    expect(leakIn(told(bot.connector.messages().slice(-1)))).toBeNull();
  });
});
