import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ForbiddenError } from '../../src/graph/errors.ts';
import type { DirectoryPerson } from '../../src/graph/people.ts';
import { newAccount, upToDate } from '../support/database.ts';
import { type Api, giveAccess, link, person, startApi } from './apiHouse.ts';

const [manager, other, member, administrator, guest] = [1, 2, 3, 8, 9];

describe('who may see an account', () => {
  let api: Api;
  let now = Date.parse('2026-11-24T12:00:00Z');
  let account = '';
  let count = 0;
  const directory = new Map<string, DirectoryPerson | Error>();
  beforeAll(async () => {
    api = await startApi({
      config: { mode: 'local', administrators: [person(administrator)], production: false },
      clock: () => new Date(now),
      findPerson: async (key) => {
        const told = directory.get(key.toLowerCase()) ?? directory.get('*') ?? null;
        if (told instanceof Error) throw told;
        return told;
      },
    });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    count += 1;
    now += 3 * 3_600_000;
    account = `kept-${count}`;
    directory.clear();
    for (const number of [manager, other, member, administrator, guest]) {
      const found = {
        directoryId: person(number),
        name: `Person ${number}`,
        address: `p${number}@contoso.example`,
        isGuest: number === guest,
      };
      directory.set(person(number), found);
      directory.set(`p${number}@contoso.example`, found);
    }
    await newAccount(api.db, account);
    await upToDate(api.db, account);
    await giveAccess(api.db, account, manager, 'manager');
    await link(api.db, account, 'team', `channel-${count}`);
    api.rosters.set(`team/channel-${count}`, [
      { directoryId: person(member), isOutsider: false, name: 'Mel Member', address: 'mel@contoso.example' },
      { directoryId: person(guest), isOutsider: true, name: 'Gus Guest', address: 'gus@partner.example' },
    ]);
  });
  /** As the API's clock has it, so that a token outlives the hours that pass here. */
  const call = async (to: string, { as, ...asked }: { as: number; method?: string; body?: unknown }) => {
    const at = Math.floor(now / 1000);
    const token = await api.issuer.token(person(as), { iat: at, nbf: at, exp: at + 600 });
    return api.call(to, { ...asked, as: token });
  };
  const path = () => `/api/accounts/${account}/access`;
  const read = async (as = manager) => (await call(path(), { as })).json;
  const put = (people: readonly object[], as = manager, version?: string) =>
    call(path(), { as }).then(({ json }) =>
      call(path(), { as, method: 'PUT', body: { version: version ?? json?.version ?? '0', people } }),
    );
  const asManager = { person: person(manager), role: 'manager' };
  const audited = () =>
    api.db.transaction([account], (tx) =>
      sql<{ action: string; subject: string; before: unknown; after: unknown }>`
        select action, subject, before, after from audit where account_id = ${account} order by id`.execute(tx),
    );

  it('is shown to its managers: whom they named, and who is in the channels with which role', async () => {
    expect(await read()).toMatchObject({
      version: '0',
      people: [{ directoryId: person(manager), name: 'Person 1', role: 'manager', until: null, hasEnded: false, isOutsider: false }],
      rooms: [
        {
          id: `channel-${count}`,
          kind: 'channel',
          membershipType: 'standard',
          isKnown: true,
          outsiders: 1,
          outsidersSee: 'nothing',
          members: [
            { directoryId: person(member), name: 'Mel Member', role: 'member', isImplied: true, isOutsider: false },
            { directoryId: person(guest), name: 'Gus Guest', role: null, isImplied: false, isOutsider: true },
          ],
        },
      ],
    });
    expect((await call(path(), { as: member })).status).toBe(403);
    expect((await call(path(), { as: guest })).json.type).toContain('unknown-account');
  });

  it('says where Teams does not tell who is in a channel', async () => {
    api.rosters.set(`team/channel-${count}`, new Error('down'));
    expect((await read()).rooms).toMatchObject([{ isKnown: false, members: [] }]);
  });

  it('takes people by address or by directory id, until a day that counts, and writes who changed what', async () => {
    const until = new Date(now).toISOString().slice(0, 10);
    const { status, json } = await put([
      asManager,
      { person: 'P2@contoso.example', role: 'reader', until },
      { person: 'gus@partner.example', role: 'reader' },
    ]);
    expect([status, json.version]).toEqual([200, '1']);
    expect(json.people.map((one: { directoryId: string; role: string }) => [one.directoryId, one.role])).toEqual(
      expect.arrayContaining([
        [person(other), 'reader'],
        [person(guest), 'reader'],
      ]),
    );
    expect((await call(`/api/accounts/${account}/scorecard`, { as: other })).status).toBe(200);
    now += 86_400_000;
    expect((await call(`/api/accounts/${account}/scorecard`, { as: other })).status).toBe(404);
    expect((await read()).people).toEqual(
      expect.arrayContaining([expect.objectContaining({ directoryId: person(other), hasEnded: true, until })]),
    );
    expect((await audited()).rows).toEqual([
      { action: 'access', subject: person(other), before: null, after: { role: 'reader', until } },
      { action: 'access', subject: person(guest), before: null, after: { role: 'reader', until: null } },
    ]);
  });

  it('takes nobody whom the directory does not know, and says which entry it is', async () => {
    const { status, json } = await put([
      asManager,
      { person: 'nobody@contoso.example', role: 'reader' },
      { person: person(77), role: 'reader' },
    ]);
    expect([status, json.type]).toEqual([422, expect.stringContaining('unknown-person')]);
    expect(json.errors.map((error: { path: string }) => error.path)).toEqual(['people.1.person', 'people.2.person']);
    const twice = await put([asManager, { person: person(other), role: 'reader' }, { person: 'p2@contoso.example', role: 'member' }]);
    expect(twice.json.errors).toEqual([{ path: 'people.2.person', message: '"p2@contoso.example" is named twice' }]);
    const past = await put([asManager, { person: person(other), role: 'reader', until: '2020-01-01' }]);
    expect(past.json.errors).toMatchObject([{ path: 'people.1.until' }]);
    expect((await read()).people).toHaveLength(1);
  });

  it('believes a directory id where the directory may not be read, and asks for one', async () => {
    directory.clear();
    directory.set(
      '*',
      new ForbiddenError({
        status: 403,
        code: 'Forbidden',
        message: 'no',
        method: 'GET',
        url: '/users',
        permission: 'User.Read.All',
      } as never),
    );
    expect((await put([asManager, { person: 'p2@contoso.example', role: 'reader' }])).json.type).toContain('directory-unreadable');
    expect((await put([asManager, { person: person(other), role: 'reader' }])).status).toBe(200);
  });

  it('keeps one manager, without an end', async () => {
    expect((await put([{ person: person(other), role: 'member' }])).json.type).toContain('last-manager');
    expect((await put([{ ...asManager, until: '2030-01-01' }])).json.type).toContain('last-manager');
    expect((await put([{ person: person(other), role: 'manager' }])).status).toBe(200);
    expect((await call(path(), { as: manager })).status).toBe(404);
  });

  it('does not count a manager whom the directory no longer knows as one who stays', async () => {
    await put([asManager, { person: person(other), role: 'manager' }]);
    await api.db.transaction([account], (tx) =>
      sql`update access set left_at = ${new Date(now).toISOString()} where account_id = ${account} and directory_id = ${person(other)}`.execute(
        tx,
      ),
    );
    expect((await read()).people).toContainEqual(expect.objectContaining({ directoryId: person(other), hasLeft: true }));
    expect((await put([{ person: person(other), role: 'manager' }])).json.type).toContain('last-manager');
  });

  it('lets nobody overwrite what somebody else has changed meanwhile', async () => {
    const { version } = await read();
    const wish = [asManager, { person: person(other), role: 'manager' }];
    const both = await Promise.all([
      put(wish, manager, version),
      put([asManager, { person: person(member), role: 'reader' }], manager, version),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.json.type).toContain('access-changed');
    expect((await read()).people).toHaveLength(2);
  });

  it('is for an administrator to mend: managers alone, never himself, and with no figures', async () => {
    expect((await read(administrator)).people).toHaveLength(1);
    expect((await call(`/api/accounts/${account}/scorecard`, { as: administrator })).status).toBe(404);
    expect((await put([asManager, { person: person(administrator), role: 'manager' }], administrator)).status).toBe(403);
    expect((await put([asManager, { person: person(other), role: 'reader' }], administrator)).status).toBe(403);
    expect((await put([{ person: person(other), role: 'manager' }], administrator)).status).toBe(200);
    expect((await read(other)).people.map((one: { directoryId: string }) => one.directoryId)).toEqual([person(other)]);
  });

  it('ends for whoever has left the channel, as soon as its roster is read again', async () => {
    const scorecard = () => call(`/api/accounts/${account}/scorecard`, { as: member });
    expect((await scorecard()).status).toBe(200);
    api.rosters.set(`team/channel-${count}`, []);
    now += 9 * 60_000;
    expect((await scorecard()).status).toBe(200);
    now += 2 * 60_000;
    expect((await scorecard()).status).toBe(404);
  });

  it('is nobody in the channel once Teams has not told for over an hour', async () => {
    const scorecard = () => call(`/api/accounts/${account}/scorecard`, { as: member });
    expect((await scorecard()).status).toBe(200);
    api.rosters.set(`team/channel-${count}`, new Error('down'));
    now += 59 * 60_000;
    expect((await scorecard()).status).toBe(200);
    now += 2 * 60_000;
    expect((await scorecard()).status).toBe(404);
  });

  it('names what people from outside may see in a room, by the manager, in the audit', async () => {
    const confirm = (room: string, see: string, as = manager) => call(`${path()}/outsiders`, { as, method: 'PUT', body: { room, see } });
    const room = `channel-${count}`;
    expect((await confirm(room, 'headlines')).json.rooms).toMatchObject([
      { id: room, outsidersSee: 'headlines', confirmedBy: person(manager) },
    ]);
    expect((await confirm('elsewhere', 'reader')).json.type).toContain('unknown-room');
    expect((await confirm(room, 'reader', member)).status).toBe(403);
    expect((await confirm(room, 'reader', administrator)).status).toBe(404);
    expect((await confirm(room, 'everything')).status).toBe(400);
    expect((await audited()).rows).toEqual([
      { action: 'access.outsiders', subject: room, before: { see: 'nothing' }, after: { see: 'headlines' } },
    ]);
    await call(`/api/accounts/${account}/link?channelId=${room}`, { as: manager, method: 'DELETE' });
    await link(api.db, account, 'team', room);
    expect((await read()).rooms).toMatchObject([{ id: room, outsidersSee: 'nothing' }]);
  });
});
