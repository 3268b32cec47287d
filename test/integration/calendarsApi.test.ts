import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGraph } from '../../src/graph/client.ts';
import type { Vault } from '../../src/vault/index.ts';
import { type Api, startApi } from './apiHouse.ts';
import { anna, bo, type CalendarHouse, calendarHouse, customers, dora, event, mapping, outsider } from './calendar.support.ts';
import { accountId } from './sync.support.ts';

/** The API before accounts whose calendars are read from the local Graph. Anna manages, Bo is a member, Dora administers. */
let house: CalendarHouse;
let api: Api;
let token: (person: { id: string }) => Promise<string>;
const connected = new Set<string>();

beforeAll(async () => {
  house = await calendarHouse({
    events: [event({ key: 'review', attendees: [{ address: customers.cfo, response: 'accepted' }, { address: bo.userPrincipalName }] })],
  });
  await house.connect(mapping({ meeting: [] }));
  await house.sync();
  // One round after the other, as the server has them.
  let last: Promise<unknown> = Promise.resolve();
  const syncNow = async (_account: string, sourceId?: string) => {
    const mine = last.then(() => house.sync(sourceId === undefined ? {} : { sourceId }));
    last = mine.catch(() => undefined);
    await mine;
    return { sources: [] };
  };
  api = await startApi({
    db: house.db,
    sync: { syncNow },
    config: { mode: 'local', administrators: [dora.id], production: false },
    vault: { connected: async () => [...connected] } as unknown as Vault,
    sourceKinds: ['list', 'calendar', 'directory'],
    findPerson: async (key) => {
      const found = [anna, bo, dora, outsider].find((one) => one.id === key || one.userPrincipalName === key);
      return found ? { directoryId: found.id, name: found.displayName, address: found.userPrincipalName, isGuest: false } : null;
    },
    graphAs: async () => openGraph({ root: house.local.url, tokens: { token: async () => 'none', forget: () => undefined } }),
  });
  token = ({ id }) => api.issuer.token(id);
  for (const [person, role] of [
    [anna, 'manager'],
    [bo, 'member'],
    [outsider, 'reader'],
  ] as const)
    await house.query(
      `insert into access (account_id, directory_id, role, until_on, named_at) values ('${accountId}', '${person.id}', '${role}', 'infinity', clock_timestamp())`,
    );
});
afterAll(async () => {
  await api.close();
  await house.close();
});

const ask = async (person: { id: string }, method: string, path: string, body?: unknown) =>
  api.call(`/api/accounts/${accountId}/${path}`, { as: await token(person), method, ...(body === undefined ? {} : { body }) });
const until = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 1000 && !(await holds()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(await holds()).toBe(true);
};
const meeting = async () => (await house.meetings())[0];

describe('calendars of an account', () => {
  it('are opted in to by their owners, once they have connected them', async () => {
    expect(await ask(bo, 'PUT', 'calendars/mine')).toMatchObject({
      status: 409,
      json: { type: expect.stringContaining('calendar-not-connected') },
    });
    connected.add(bo.id);
    const { status, json } = await ask(bo, 'PUT', 'calendars/mine');
    expect([status, json]).toMatchObject([200, { source: 'calendar-calendars', read: 1, mine: { by: 'person' }, calendars: null }]);
    await until(async () => (await house.meetings()).length === 1);
    expect(await meeting()).toMatchObject({ owner: bo.userPrincipalName, contacts: ['C-1:none'] });
    // A second time changes nothing.
    expect((await ask(bo, 'PUT', 'calendars/mine')).json.read).toBe(1);
  });

  it('are scoped by an administrator, and by nobody else', async () => {
    for (const person of [anna, bo, outsider]) expect((await ask(person, 'PUT', 'calendars', { mailboxes: [anna.id] })).status).toBe(403);
    expect((await ask(dora, 'PUT', 'calendars', { mailboxes: ['nobody@contoso.example'] })).status).toBe(422);
    const { json } = await ask(dora, 'PUT', 'calendars', { mailboxes: [anna.userPrincipalName] });
    expect(json.calendars.map(({ directoryId, by }: { directoryId: string; by: string }) => [directoryId, by])).toEqual(
      expect.arrayContaining([
        [anna.id, 'installation'],
        [bo.id, 'person'],
      ]),
    );
    await until(async () => (await meeting())?.owner === anna.userPrincipalName);
    expect(await meeting()).toMatchObject({ contacts: ['C-1:accepted'] });
    expect(await ask(anna, 'DELETE', 'calendars/mine')).toMatchObject({
      status: 409,
      json: { type: expect.stringContaining('calendar-scoped') },
    });
  });

  it('are shown whole to the manager, and to others only their own', async () => {
    expect((await ask(anna, 'GET', 'calendars')).json.calendars).toHaveLength(2);
    expect((await ask(outsider, 'GET', 'calendars')).json).toMatchObject({ read: 2, mine: null, calendars: null });
    expect((await ask(outsider, 'PUT', 'calendars/mine')).status).toBe(403);
  });

  it('are taken back by their owners', async () => {
    const { json } = await ask(bo, 'DELETE', 'calendars/mine');
    expect(json).toMatchObject({ read: 1, mine: null });
    expect(await house.query(`select 1 from calendar_copy where directory_id = '${bo.id}'`)).toEqual([]);
    expect(await house.meetings()).toHaveLength(1);
  });

  it('take a mailbox out that is no longer scoped', async () => {
    await ask(dora, 'PUT', 'calendars', { mailboxes: [bo.id] });
    await until(async () => (await meeting())?.owner === bo.userPrincipalName);
    await ask(dora, 'PUT', 'calendars', { mailboxes: [anna.id] });
    await until(async () => (await meeting())?.owner === anna.userPrincipalName);
  });
});

describe('what people say of a meeting', () => {
  const answer = async (set: Record<string, unknown>, person = bo) =>
    ask(person, 'PATCH', `records/meeting/${encodeURIComponent(String((await meeting())?.id))}`, { set });

  it('is kept beside the calendar, at once, and not written over by it', async () => {
    const said = await answer({ businessValueDiscussed: true, value: 'Scrap −2 %', contacts: ['C-1:confirmed'] });
    expect([said.status, said.json]).toMatchObject([200, { changed: true }]);
    expect(await meeting()).toMatchObject({ business_value_discussed: true, value: 'Scrap −2 %', contacts: ['C-1:confirmed'] });
    house.local.calendars.respond('review', customers.cfo, 'declined');
    house.local.calendars.change('review', {
      attendees: [
        { address: customers.cfo, response: 'none' },
        { address: customers.cio, response: 'accepted' },
      ],
      subject: 'Another title',
    });
    await house.sync();
    expect(await meeting()).toMatchObject({
      business_value_discussed: true,
      value: 'Scrap −2 %',
      contacts: ['C-1:confirmed', 'C-2:accepted'],
      subject: 'Another title',
    });
    expect(await house.query("select answered_on from meeting where known_until = 'infinity'")).toEqual([
      { answered_on: expect.any(String) },
    ]);
  });

  it('outlasts that everything is read anew', async () => {
    house.local.calendars.expireDeltaTokens(anna.userPrincipalName);
    await house.sync({ full: true });
    expect(await meeting()).toMatchObject({ business_value_discussed: true, value: 'Scrap −2 %' });
  });

  it('cannot be what only the calendar says', async () => {
    expect(await answer({ heldOn: '2026-11-11' })).toMatchObject({ status: 422, json: { detail: expect.stringContaining('calendar') } });
    expect(await answer({ businessValueDiscussed: false }, outsider)).toMatchObject({ status: 403 });
  });
});

describe('sources that need no mapping', () => {
  it('are connected by the manager: the team’s members', async () => {
    expect((await ask(bo, 'POST', 'sources/own', { kind: 'directory' })).status).toBe(403);
    const { status, json } = await ask(anna, 'POST', 'sources/own', { kind: 'directory' });
    expect([status, json]).toMatchObject([201, { id: 'directory-team-members', kind: 'directory', recordTypes: ['member'] }]);
    await until(
      async () => (await house.query<{ n: number }>("select count(*) as n from member where known_until = 'infinity'"))[0]?.n === 4,
    );
    expect((await ask(anna, 'POST', 'sources/own', { kind: 'directory' })).status).toBe(409);
    const { sources } = (await ask(anna, 'GET', 'sources')).json;
    expect(sources.map((source: { kind: string; records: number }) => [source.kind, source.records]).sort()).toEqual([
      ['calendar', 1],
      ['directory', 4],
      ['list', 3],
    ]);
  });

  it('are not what the cloud does not have', async () => {
    expect((await ask(anna, 'POST', 'sources/own', { kind: 'planner', plan: 'Plan' })).status).toBe(422);
  });
});
