import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault, Faults } from '../../demo/graph/server.ts';
import { type House, list, openHouse } from '../integration/sync.support.ts';

const mapping = {
  account: { name: 'Contoso', currency: 'USD' },
  opportunity: { list: 'Pipeline', fields: { id: 'Id', amount: 'Value', closedOn: 'Closed', status: 'Stage' } },
};
const deals = Array.from({ length: 60 }, (_, index) => [`D${index}`, `${index}`, '2026-10-01', index % 2 ? 'Won' : 'Lost']);
const columns = ['Id', 'Value', 'Closed', 'Stage'];

let house: House;
afterEach(() => house.close());
const open = async (options: Parameters<typeof openHouse>[1] = {}) => {
  house = await openHouse([list('Pipeline', columns, deals)], { ...options, local: { pageSize: 10, ...options.local } });
  await house.connect(mapping);
};
/** Answers the n-th delta requests with these faults, everything else as it is. */
const onDelta = (faults: Record<number, Fault>): Faults => {
  let count = 0;
  return (request) => {
    if (!request.path.includes('/delta')) return null;
    count += 1;
    return faults[count] ?? null;
  };
};
const ids = async () => (await house.rows('opportunity', 'id')).length;
const state = async () => (await house.query<{ state: string; problem: { code: string } | null }>('select state, problem from source'))[0];

/** In seconds: what is waited for is counted from when it was said, and that was a moment ago. */
const slept = () => house.clock.slept.map((ms) => Math.round(ms / 1000));

describe('a sync', () => {
  it('waits as long as Graph asks when it throttles, then goes on', async () => {
    await open();
    house.local.setFaults(onDelta({ 2: { status: 429, retryAfterSeconds: 17 }, 3: { status: 503, retryAfterSeconds: 5 } }));
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 60 });
    expect(slept()).toEqual([17, 5]);
  });

  it('waits for the longer of Retry-After and RateLimit-Reset', async () => {
    await open();
    house.local.setFaults(onDelta({ 1: { status: 429, retryAfterSeconds: 2, headers: { 'RateLimit-Reset': '31' } } }));
    await house.sync();
    expect(slept()).toEqual([31]);
  });

  it('comes back later where Graph asks for longer than it is worth waiting', async () => {
    await open();
    house.local.setFaults(onDelta({ 3: { status: 429, retryAfterSeconds: 3600 } }));
    expect((await house.sync())[0]).toMatchObject({
      state: 'stale',
      problem: { code: 'throttled', message: 'Microsoft Graph asks to come back later (in 3600 seconds)' },
    });
    expect(await ids()).toBe(20);
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh' });
    expect(await ids()).toBe(60);
    expect(await house.versions('opportunity')).toBe(60);
  });

  it('survives errors of the service and connections cut before and within an answer', async () => {
    await open();
    house.local.setFaults(
      onDelta({ 1: { status: 500 }, 2: { cut: 'before' }, 4: { cut: 'answer' }, 5: { status: 502 }, 6: { status: 504 } }),
    );
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 60 });
    expect(await house.versions('opportunity')).toBe(60);
    // One second, then two; each pause at three quarters of its length with this randomness.
    expect(house.clock.slept).toEqual([750, 1500, 750, 1500, 3000]);
  });

  it('gives up after some attempts, keeps what it has, and goes on at the same page next time', async () => {
    await open();
    const down: Record<number, Fault> = {};
    for (let request = 4; request < 20; request += 1) down[request] = { status: 500 };
    house.local.setFaults(onDelta(down));
    expect((await house.sync())[0]).toMatchObject({ state: 'stale', problem: { code: 'refused' } });
    expect(await ids()).toBe(30);
    let asked = 0;
    house.local.setFaults((request) => {
      if (request.path.includes('/delta')) asked += 1;
      return null;
    });
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh' });
    expect(asked).toBe(3);
    expect(await ids()).toBe(60);
    expect(await state()).toEqual({ state: 'fresh', problem: null });
  });

  it('asks for a new token when the old one has expired', async () => {
    await open({ local: { tokenLifetimeS: 4 } });
    await house.sync();
    await new Promise((resolve) => setTimeout(resolve, 4100));
    house.local.lists.add('Pipeline', { Id: 'new' });
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 1 });
  });

  it('asks for a new token, once, when the old one is refused', async () => {
    await open();
    house.local.setFaults(onDelta({ 1: { status: 401 }, 3: { status: 401 }, 4: { status: 401 } }));
    expect((await house.sync())[0]).toMatchObject({ state: 'failed', problem: { code: 'signInRefused' } });
    expect(await ids()).toBe(10);
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh' });
    expect(await ids()).toBe(60);
  });

  it('reads everything again when its place is gone, and sweeps what disappeared meanwhile', async () => {
    await open();
    await house.sync();
    house.local.lists.remove('Pipeline', 1);
    house.local.lists.change('Pipeline', 2, { Value: '777' });
    house.local.lists.expireDeltaTokens('Pipeline');
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', full: true, written: 1, deleted: 1 });
    expect(await ids()).toBe(59);
    expect(await house.versions('opportunity')).toBe(61);
    expect((await house.sync())[0]).toMatchObject({ full: false, written: 0 });
  });

  it('takes a resync code under another status for what it is', async () => {
    await open();
    await house.sync();
    house.local.setFaults(onDelta({ 1: { status: 400, body: { error: { code: 'syncStateNotFound', message: 'token expired' } } } }));
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', full: true, written: 0, deleted: 0 });
  });

  it('concludes nothing from a page that holds an error in the place of an item', async () => {
    await open();
    await house.sync();
    const error = { error: { code: 'InternalServerError', message: 'Cannot write a deleted resource' } };
    house.local.setFaults(onDelta({ 1: { status: 200, body: { value: [error], '@odata.deltaLink': `${house.local.url}/v1.0/x` } } }));
    expect((await house.sync())[0]).toMatchObject({ state: 'stale', problem: { code: 'partlyRead' } });
    expect(await ids()).toBe(60);
    house.local.setFaults(null);
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', full: true, deleted: 0 });
  });

  it('sends no token to another host, whatever a link says', async () => {
    await open();
    const body = { value: [], '@odata.nextLink': 'https://evil.example/v1.0/sites/x/lists/y/items/delta?token=1' };
    house.local.setFaults(onDelta({ 1: { status: 200, body } }));
    await expect(house.sync()).rejects.toThrow('a link of Graph leads to https://evil.example, which gets no token');
  });

  it('quarantines a list of garbage row by row, with reasons, and does not stop', async () => {
    const noise = ['\u0000', '\ud800', 'NaN', '=1/0', '<script>', '99/99/9999', '💥'.repeat(50), "'; drop table opportunity; --", '-', ''];
    const rows = Array.from({ length: 50 }, (_, index) => [
      `G${index}`,
      noise[index % noise.length] || 'x',
      noise[(index + 3) % noise.length] || 'y',
      noise[(index + 5) % noise.length] || 'z',
    ]);
    house = await openHouse([list('Pipeline', columns, rows)]);
    await house.connect(mapping);
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 0 });
    const quarantined = await house.query<{ reasons: { expected: string }[] }>('select reasons from quarantine');
    expect(quarantined).toHaveLength(50);
    expect(quarantined.every(({ reasons }) => reasons.length > 0 && reasons.every(({ expected }) => expected.length > 0))).toBe(true);
  });
});

describe('a log of exchanges', () => {
  it('is refused in production, and holds no secret', async () => {
    const { openExchangeLog } = await import('../../src/graph/middleware/exchangeLog.ts');
    const { mkdtempSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const file = `${mkdtempSync(`${tmpdir()}/account-pulse-`)}/graph.jsonl`;
    expect(() => openExchangeLog(file, { NODE_ENV: 'production' })).toThrow(/refused when NODE_ENV=production/);
    const log = openExchangeLog(file, {});
    await open({ graph: { log } });
    await house.sync();
    log.close();
    const text = readFileSync(file, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; requestHeaders: Record<string, string>; status: number });
    expect(lines.length).toBeGreaterThan(6);
    expect(lines.every((line) => line.method === 'GET' && line.status === 200)).toBe(true);
    expect(lines[0]?.requestHeaders['User-Agent']).toBe('NONISV|AccountPulse|AccountPulse/0.1');
    expect(text).not.toMatch(/bearer|authorization/i);
  });
});
