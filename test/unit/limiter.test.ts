import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/graph/clock.ts';
import { openLimiter } from '../../src/graph/limiter/limiter.ts';
import { chargeOf } from '../../src/graph/limiter/services.ts';
import { asUser } from '../../src/graph/urgency.ts';

/** Stands still until it is moved on; whoever sleeps wakes in the order of their times. */
function handClock(): Clock & { forward(ms: number): Promise<void> } {
  let now = 1_000_000;
  let sleeping: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => sleeping.push({ at: now + ms, wake })),
    async forward(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = sleeping.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        sleeping = sleeping.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = until;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
const item = { method: 'GET', path: '/sites/s/lists/l/items/1', body: null };
const headers = (given: Record<string, string>) => new Headers(given);
const patient = 300_000;

/** Asks so often, each answered at once. */
async function spend(limiter: ReturnType<typeof openLimiter>, times: number, asked = item) {
  for (let n = 0; n < times; n += 1) (await limiter.admit(asked, patient)).end(null);
}
/** Whether a promise has come by now. */
async function hasCome(promise: Promise<unknown>): Promise<boolean> {
  let come = false;
  promise.then(
    () => (come = true),
    () => (come = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return come;
}

describe('what a request costs', () => {
  const costs: [string, string, string, number][] = [
    ['GET', '/sites/s/lists/l/items/5?$expand=fields', 'sharepoint', 1],
    ['GET', '/sites/s/lists/l/items/delta?$expand=fields', 'sharepoint', 2],
    ['GET', '/sites/s/lists/l/items/delta?token=abc', 'sharepoint', 1],
    ['GET', '/sites/s/lists/l/items?$top=200', 'sharepoint', 2],
    ['GET', '/sites/s/lists/l/items/5/versions?$expand=fields', 'sharepoint', 2],
    ['PATCH', '/sites/s/lists/l/items/5/fields', 'sharepoint', 2],
    ['GET', '/sites/s/permissions', 'sharepoint', 5],
    ['GET', '/groups/g/sites/root', 'sharepoint', 1],
    ['GET', '/drives/d/items/i/content', 'sharepoint', 1],
    ['GET', '/users/ann@x.example/calendarView/delta', 'outlook ann@x.example', 1],
    ['GET', '/teams/t/members', 'teams', 1],
    ['GET', '/planner/plans/p/tasks', 'planner', 1],
    ['POST', '/subscriptions', 'subscriptions', 1],
    ['GET', '/users?$top=5', 'identity', 2],
    ['GET', '/users/u?$select=id', 'identity', 1],
    ['GET', '/groups/g/members', 'identity', 3],
    ['GET', '/groups/g/transitiveMembers?$select=id', 'identity', 4],
  ];
  for (const [method, path, lane, units] of costs)
    it(`${method} ${path}: ${units} of ${lane}`, () => expect(chargeOf({ method, path, body: null })).toMatchObject({ lane, units }));

  it('is that of each request inside a batch', () => {
    const requests = [
      { id: '1', method: 'GET', url: '/sites/s/lists/l/items/1/versions' },
      { id: '2', method: 'GET', url: '/sites/s/lists/l/items/2/versions' },
    ];
    expect(chargeOf({ method: 'POST', path: '/$batch', body: { requests } })).toEqual({
      service: 'sharepoint',
      lane: 'sharepoint',
      units: 4,
    });
  });
});

describe('the limiter', () => {
  it('lets the background use four fifths of a service’s budget at once, then as fast as it fills up', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    await spend(limiter, 1000);
    const next = limiter.admit(item, patient);
    expect(await hasCome(next)).toBe(false);
    await clock.forward(60);
    expect(await hasCome(next)).toBe(true);
    expect(limiter.spending('sharepoint')).toEqual({ unitsToday: 1001, perDay: 1_200_000, perMinute: 1250 });
  });

  it('lets those who wait go before the background, and into the rest', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    await spend(limiter, 1000);
    const background = limiter.admit(item, patient);
    expect(await hasCome(asUser(() => limiter.admit(item, patient)))).toBe(true);
    expect(await hasCome(background)).toBe(false);
  });

  it('keeps the services apart', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    const answered = await limiter.admit(item, patient);
    answered.close(90_000);
    answered.end(null);
    expect(await hasCome(limiter.admit({ method: 'GET', path: '/teams/t/members', body: null }, patient))).toBe(true);
    const next = limiter.admit(item, patient);
    expect(await hasCome(next)).toBe(false);
    await clock.forward(90_000);
    expect(await hasCome(next)).toBe(true);
  });

  it('does not keep waiting who has no time', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    const answered = await limiter.admit(item, patient);
    answered.close(90_000);
    answered.end(null);
    await expect(asUser(() => limiter.admit(item, 1500))).rejects.toMatchObject({ name: 'ThrottledError', retryAfterMs: 90_000 });
  });

  it('slows the background down before the limit, as RateLimit headers tell how much is left', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    (await limiter.admit(item, patient)).end(headers({ 'RateLimit-Limit': '1200', 'RateLimit-Remaining': '120', 'RateLimit-Reset': '5' }));
    const background = limiter.admit(item, patient);
    expect(await hasCome(background)).toBe(false);
    expect(await hasCome(asUser(() => limiter.admit(item, patient)))).toBe(true);
    await clock.forward(10_000);
    expect(await hasCome(background)).toBe(true);
  });

  it('asks a mailbox four things at a time, and another mailbox meanwhile', async () => {
    const limiter = openLimiter(handClock());
    const of = (person: string) => limiter.admit({ method: 'GET', path: `/users/${person}/calendarView/delta`, body: null }, patient);
    const first = await Promise.all([of('ann'), of('ann'), of('ann'), of('ann')]);
    const fifth = of('ann');
    expect(await hasCome(fifth)).toBe(false);
    expect(await hasCome(of('bob'))).toBe(true);
    first[0]?.end(null);
    expect(await hasCome(fifth)).toBe(true);
  });

  it('leaves a part of the day’s allowance to those who wait', async () => {
    const clock = handClock();
    const limiter = openLimiter(clock);
    const much = {
      method: 'POST',
      path: '/$batch',
      body: { requests: Array.from({ length: 20 }, () => ({ url: '/sites/s/permissions' })) },
    };
    const untilRefused = async () => {
      for (;;) {
        const turn = limiter.admit(much, patient);
        while (!(await hasCome(turn))) await clock.forward(8000);
        (await turn).end(null);
      }
    };
    await expect(untilRefused()).rejects.toMatchObject({ name: 'ThrottledError', message: expect.stringMatching(/allowance/) });
    expect(limiter.spending('sharepoint').unitsToday).toBeGreaterThan(1_000_000);
    expect(await hasCome(asUser(() => limiter.admit(item, patient)))).toBe(true);
  });
});
