import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { days, type House, minutes, openHouse, pause, until } from './following.support.ts';

/** Each part goes through a story in order: what one sentence did is there for the next. */
let house: House;
const open = async (options: Parameters<typeof openHouse>[0] = {}) => {
  house = await openHouse(options);
};
const close = () => house.close();

const only = () => {
  const [subscription, ...others] = house.local.notifications.subscriptions();
  if (!subscription || others.length > 0) throw new Error(`there are ${others.length + (subscription ? 1 : 0)} subscriptions`);
  return subscription;
};
/** No round runs or is about to. */
const quiet = async () => {
  for (let before = -1; before !== house.rounds(); ) {
    before = house.rounds();
    await pause(400);
  }
};
const shows = (amount: string, withinMs = 5000) => until(async () => (await house.reading()) === amount, withinMs);
const genuine = (more: object = {}) => {
  const { id, clientState, resource } = only();
  return { subscriptionId: id, clientState, resource, changeType: 'updated', tenantId: house.local.tenantId, ...more };
};
const loseNotifications = () => house.local.notifications.setFaults(() => ({ lost: true }));
const loseNone = () => house.local.notifications.setFaults(null);

describe('the subscription of a list', () => {
  beforeAll(() => open());
  afterAll(close);

  it('is made on connecting: for its whole lifetime, with a secret of its own, with an address that was tried', async () => {
    const { resource, clientState, notificationUrl, lifecycleNotificationUrl, expirationDateTime } = only();
    expect(resource).toMatch(/^sites\/[^/]+,[^/]+,[^/]+\/lists\/[0-9a-f-]{36}$/);
    expect(clientState).toMatch(/^[\w-]{43}$/);
    expect([notificationUrl, lifecycleNotificationUrl]).toEqual(Array(2).fill(`${house.url}/api/graph/notifications`));
    expect(Date.parse(expirationDateTime) - house.clock.now()).toBeGreaterThan(minutes(42_000));
    expect(await house.source()).toMatchObject({ following: 'notifications', followingNote: null });
  });

  it('has a secret that is nowhere to be read', async () => {
    const { clientState } = only();
    expect(JSON.stringify(await house.query('select * from subscription'))).not.toContain(clientState);
    expect(JSON.stringify((await house.api('/sources')).json)).not.toContain(clientState);
  });

  it('is renewed at once where Graph asks to be authorized again', async () => {
    const first = only();
    house.clock.forward(days(1));
    house.local.notifications.tell(first.id, 'reauthorizationRequired');
    await until(() => only().expirationDateTime !== first.expirationDateTime);
    expect(only().id).toBe(first.id);
  });

  it('is renewed when half its life is over, and not before', async () => {
    const first = only();
    house.clock.forward(days(10));
    await house.tick();
    expect(only()).toEqual(first);
    house.clock.forward(days(6));
    await house.tick();
    expect(only().id).toBe(first.id);
    expect(Date.parse(only().expirationDateTime) - Date.parse(first.expirationDateTime)).toBeGreaterThan(days(15));
  });

  it('is made anew where Graph removed it, and what had changed meanwhile is read', async () => {
    await quiet();
    const first = only();
    house.local.notifications.remove(first.id);
    house.local.lists.change('Pipeline', 1, { Amount: 300 });
    await until(() => house.local.notifications.subscriptions().length === 1);
    expect(only().id).not.toBe(first.id);
    await shows('700');
  });

  it('is made anew where it is gone and nobody said so', async () => {
    const first = only();
    house.local.notifications.remove(first.id, false);
    house.clock.forward(days(16));
    await house.tick();
    expect(only().id).not.toBe(first.id);
  });

  it('is made anew where it lapsed while nothing ran, once, whoever tends to it at the same time', async () => {
    const first = only();
    house.clock.forward(days(40));
    expect((await house.source()).following).toBe('schedule');
    const asOtherServers = [1, 2].map(() => house.keepUpAt(first.notificationUrl));
    await Promise.all([house.follow.keepUp(), house.tick(), ...asOtherServers]);
    expect(only().id).not.toBe(first.id);
    expect((await house.source()).following).toBe('notifications');
  });

  it('ends with its source', async () => {
    await house.query("delete from source where id = 'pipeline'");
    await house.tick();
    expect(house.local.notifications.subscriptions()).toEqual([]);
    expect(await house.query('select * from subscription')).toEqual([]);
  });
});

describe('where Graph reports nothing, the schedule alone serves', () => {
  beforeAll(() => open({ local: { withdraw: ['Sites.ReadWrite.All'] } }));
  afterAll(close);
  const note = async () => {
    const { following, followingNote } = await house.source();
    expect(following).toBe('schedule');
    return String(followingNote);
  };
  const followed = async () => expect(await house.source()).toMatchObject({ following: 'notifications', followingNote: null });

  it('and says that the permission is missing', async () => {
    expect(await note()).toContain('Sites.ReadWrite.All');
    house.local.lists.change('Pipeline', 1, { Amount: 300 });
    await house.tick();
    await shows('700');
  });

  it('and asks again after a day, not before', async () => {
    house.local.grant('Sites.ReadWrite.All');
    house.clock.forward(days(0.9));
    await house.tick();
    expect(await note()).toContain('Sites.ReadWrite.All');
    house.clock.forward(days(0.2));
    await house.tick();
    await followed();
  });

  it('and says so once the permission is withdrawn', async () => {
    house.local.withdraw('Sites.ReadWrite.All');
    house.clock.forward(days(16));
    await house.tick();
    expect(await note()).toContain('Sites.ReadWrite.All');
    house.local.grant('Sites.ReadWrite.All');
  });

  it('and tells a limit that is reached from a permission that is missing', async () => {
    house.local.notifications.remove(only().id, false);
    const message = 'Operation: Create; Exception: [Status Code: Forbidden; Reason: Has reached its limit of 100 subscriptions]';
    house.local.setFaults(({ path }) => (path === '/subscriptions' ? { status: 403, code: 'ExtensionError', message } : null));
    house.clock.forward(days(1.1));
    await house.tick();
    expect(await note()).toContain('limit of 100 subscriptions');
    expect(await note()).not.toContain('Sites.ReadWrite.All');
  });

  it('until Graph, which failed for a while, takes the subscription', async () => {
    house.local.setFaults(({ path, method }) => (method === 'POST' && path === '/subscriptions' ? { status: 502 } : null));
    house.clock.forward(days(1.1));
    await house.tick();
    expect(await note()).toContain('until Microsoft Graph can be asked');
    house.local.setFaults(null);
    house.clock.forward(minutes(15));
    await house.tick();
    await followed();
  });

  it('and says that Graph did not reach the address', async () => {
    await house.keepUpAt('http://localhost:9/api/graph/notifications');
    expect(await note()).toContain('could not reach');
  });

  it('and says that there is no address that Graph could reach', async () => {
    await house.keepUpAt(null);
    expect(await note()).toContain('TAB_DOMAIN');
    expect(house.local.notifications.subscriptions()).toEqual([]);
  });

  it('until there is one', async () => {
    await house.follow.keepUp();
    await followed();
  });
});

describe('an edit in the list', () => {
  beforeAll(async () => {
    await open();
    await quiet();
  });
  afterAll(close);

  it('shows in the reading within a second or two', async () => {
    expect(await house.reading()).toBe('500');
    expect((await house.edit(1, 300)).status).toBe(200);
    expect(await shows('700')).toBeLessThan(5000);
  });

  it('shows with the next scheduled round where its notification is lost', async () => {
    loseNotifications();
    await house.edit(1, 400);
    await pause(600);
    expect(await house.reading()).toBe('700');
    await house.tick();
    await shows('800');
    loseNone();
  });

  it('shows at once where Graph says that notifications were missed', async () => {
    await quiet();
    loseNotifications();
    await house.edit(1, 500);
    await pause(500);
    expect(await house.reading()).toBe('800');
    house.local.notifications.tell(only().id, 'missed');
    await shows('900');
    loseNone();
  });

  it.each([
    ['doubled', { copies: 2 }, 610],
    ['late', { lateMs: 600 }, 620],
    ['among forged ones', { forged: 20 }, 630],
  ])('shows rightly with notifications that are %s', async (_how, fault, amount) => {
    house.local.notifications.setFaults(() => fault);
    await house.edit(1, amount);
    await house.edit(2, amount);
    await shows(String(300 + 2 * amount));
    loseNone();
  });

  it('is one round, however many notifications it brings', async () => {
    await quiet();
    const [rounds, { received }] = [house.rounds(), house.follow.counts()];
    house.local.notifications.setFaults(() => ({ copies: 1000 }));
    await house.edit(1, 370);
    await shows('1300');
    await until(() => house.follow.counts().received - received >= 1000);
    await quiet();
    expect(house.rounds() - rounds).toBeLessThanOrEqual(2);
    loseNone();
  });

  it('is looked for again where delta does not show yet what was told', async () => {
    await quiet();
    loseNotifications();
    expect((await house.post({ value: [genuine()] })).status).toBe(202);
    await pause(1500);
    await house.edit(1, 470);
    expect(await shows('1400', 10_000)).toBeGreaterThan(1000);
    loseNone();
    expect(house.errors).toEqual([]);
  });
});

describe('what is posted by anybody', () => {
  beforeAll(async () => {
    await open();
    await quiet();
  });
  afterAll(close);
  const path = '/api/graph/notifications';

  it.each([
    ['a wrong secret', { clientState: 'not-ours' }],
    ['no secret', { clientState: undefined }],
    ['an unknown subscription', { subscriptionId: '00000000-0000-4000-8000-000000000000' }],
    ['another directory', { tenantId: '00000000-0000-4000-8000-000000000000' }],
    ['a secret that is no text', { clientState: { $ne: null } }],
    ['SQL in place of an id', { subscriptionId: "' or 1=1 --" }],
  ])('with %s is answered like all else, and starts nothing', async (_what, changed) => {
    const [rounds, { dropped }] = [house.rounds(), house.follow.counts()];
    const answer = await house.post({ value: [genuine(changed)] });
    expect([answer.status, answer.text]).toEqual([202, '']);
    await pause(500);
    expect(house.rounds()).toBe(rounds);
    expect(house.follow.counts().dropped - dropped).toBe(1);
  });

  it('as an event in a subscription’s life changes nothing of it without the secret', async () => {
    const { id, expirationDateTime } = only();
    house.clock.forward(days(1));
    for (const lifecycleEvent of ['subscriptionRemoved', 'reauthorizationRequired', 'missed', 'toString', '']) {
      await house.post({ value: [genuine({ clientState: 'not-ours', lifecycleEvent })] });
    }
    await pause(500);
    expect(only()).toMatchObject({ id, expirationDateTime });
  });

  it('is taken entry by entry: what is wrong beside it does not matter', async () => {
    const { received } = house.follow.counts();
    await house.post({ value: [null, 7, 'x', [], {}, { subscriptionId: {} }, genuine(), { ...genuine(), more: { deep: [1] } }] });
    expect(house.follow.counts().received - received).toBe(8);
  });

  it.each([
    ['no JSON', '{"value":', 400],
    ['no list', { value: 'all' }, 400],
    ['nothing', '', 400],
    ['another shape', [1, 2], 400],
    ['too much', JSON.stringify({ value: ['x'.repeat(2_100_000)] }), 413],
  ])('is refused where it is %s', async (_what, body, status) => {
    expect((await house.post(body)).status).toBe(status);
  });

  it('is refused in another type or compressed', async () => {
    expect((await house.post('value=1', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await house.post({ value: [] }, { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await house.call(`${house.url}${path}`)).status).not.toBe(202);
  });

  it('a hundred thousand at once leave the server well, and a true one among them is heard', async () => {
    await house.edit(1, 200);
    await shows('600');
    const body = JSON.stringify({
      value: Array.from({ length: 10_000 }, (_, number) => ({
        subscriptionId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        clientState: 'x',
      })),
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => house.post(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect((await house.api('/sources')).status).toBe(200);
    await house.edit(1, 300);
    await shows('700');
  });

  describe('to see whether somebody listens', () => {
    const hello = (query: string) => house.call(`${house.url}${path}${query}`, { method: 'POST' });

    it('is said back as plain text', async () => {
      const token = 'Validation: Testing client application reachability for subscription Request-Id: 1234 ä 中 & + %';
      const answer = await hello(`?validationToken=${encodeURIComponent(token)}`);
      expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, 'text/plain; charset=utf-8', token]);
      expect((await hello('?validationToken=Validation%3A+Testing+1')).text).toBe('Validation: Testing 1');
    });

    it('is no way to bring markup into a page', async () => {
      const answer = await hello(`?validationToken=${encodeURIComponent('<script>alert(1)</script>')}`);
      expect(answer.text).not.toMatch(/[<>]/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toBeTruthy();
    });

    it.each([
      ['twice', '?validationToken=a&validationToken=b'],
      ['with line breaks', '?validationToken=a%0d%0aSet-Cookie:%20b=c'],
      ['with NUL', '?validationToken=%00'],
      ['too long', `?validationToken=${'x'.repeat(1025)}`],
    ])('is refused %s', async (_what, query) => {
      const answer = await hello(query);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('set-cookie')).toBeNull();
    });
  });
});

describe('a reconcile', () => {
  beforeAll(async () => {
    await open();
    await quiet();
  });
  afterAll(close);
  const reconcile = async () => {
    house.clock.forward(minutes(1));
    const { status, json } = await house.api('/sources/sync', 'POST', { source: 'pipeline', full: true });
    expect(status).toBe(200);
    return json.sources[0];
  };

  it('counts nothing that delta told, or would have told', async () => {
    loseNotifications();
    await house.edit(1, 300);
    expect(await reconcile()).toMatchObject({ written: 1, missed: 0 });
  });

  it('finds what delta has lost, repairs it, and says how many records that were', async () => {
    await house.query("delete from opportunity where id = 'D5'");
    await house.query(
      "insert into opportunity (account_id, id, known_from, source_id, source_row_id) values ('contoso', 'ghost', '2026-01-01', 'pipeline', '999')",
    );
    expect(await reconcile()).toMatchObject({ id: 'pipeline', state: 'fresh', missed: 2 });
    const source = await house.source();
    expect(source).toMatchObject({ missed: 2, records: 5 });
    expect(Date.parse(source.reconciledAt)).toBeGreaterThan(house.clock.now() - minutes(1));
  });

  it('comes by itself once a week', async () => {
    const first = (await house.source()).reconciledAt;
    house.clock.forward(days(6));
    await house.tick();
    await quiet();
    expect((await house.source()).reconciledAt).toBe(first);
    house.clock.forward(days(1.1));
    await house.tick();
    await until(async () => (await house.source()).reconciledAt !== first);
    expect((await house.source()).missed).toBe(0);
  });
});
