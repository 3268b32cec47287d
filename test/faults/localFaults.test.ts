import { afterEach, describe, expect, it } from '@jest/globals';
import { FAULT_KINDS } from '../../demo/graph/http/faultSetting.ts';
import { faultSettings } from '../../demo/graph/server.ts';
import { type House, list, openHouse } from '../integration/sync.support.ts';

const mapping = {
  account: { name: 'Contoso', currency: 'USD' },
  opportunity: { list: 'Pipeline', fields: { id: 'Id', amount: 'Value', closedOn: 'Closed', status: 'Stage' } },
};
const columns = ['Id', 'Value', 'Closed', 'Stage'];
const deals = Array.from({ length: 45 }, (_, index) => [`D${index + 1}`, `${index}`, '2026-10-01', index % 2 ? 'Won' : 'Lost']);
/** These are of writing, or only take time. */
const notReading = ['412', '423', 'late', 'slow'];

let house: House;
let isOpen = false;
afterEach(async () => {
  if (isOpen) await house.close();
  isOpen = false;
});
const open = async (options: Parameters<typeof openHouse>[1] = {}) => {
  house = await openHouse([list('Pipeline', columns, deals)], { ...options, local: { pageSize: 10, ...options.local } });
  isOpen = true;
  await house.connect(mapping);
};
const stored = async () => (await house.rows('opportunity', 'id, amount')).map((row) => `${row.id} ${row.amount}`).toSorted();
/** What the list holds, asked of the local Graph itself. */
const truth = () =>
  Array.from({ length: 100 }, (_, index) => house.local.lists.read('Pipeline', index + 1))
    .flatMap((row) => (row ? [`${row.Id} ${row.Value}`] : []))
    .toSorted();

describe('whatever goes wrong while it reads', () => {
  for (const kind of Object.keys(FAULT_KINDS).filter((name) => !notReading.includes(name))) {
    it(`${kind}: ends at what the list holds, no version doubled`, async () => {
      await open();
      house.local.setFaultSettings({ graph: `${kind}:0.35`, seed: 11 });
      let edits = 0;
      for (let round = 0; round < 4; round += 1) {
        await house.sync();
        house.local.lists.change('Pipeline', 2 + round, { Value: `${1000 + round}` });
        house.local.lists.remove('Pipeline', 20 + round);
        house.local.lists.add('Pipeline', { Id: `N${round}`, Value: `${round}`, Closed: '2026-10-02', Stage: 'Won' });
        edits += 1;
      }
      house.local.setFaultSettings({ graph: '' });
      await house.sync();
      expect((await house.sync())[0]).toMatchObject({ state: 'fresh', problem: null });
      expect(await stored()).toEqual(truth());
      expect(await house.versions('opportunity')).toBeLessThanOrEqual(45 + 2 * edits);
    });
  }

  it('a slow body and a late answer are only waited for', async () => {
    await open();
    let asked = 0;
    house.local.setFaults(() => (asked++ % 2 ? { slowBodyMs: 40 } : { delayMs: 20 }));
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 45 });
    expect(house.clock.slept).toEqual([]);
  });

  it('a body that stops arriving is given up, and asked for again', async () => {
    await open({ graph: { timeoutMs: 250 } });
    let slow = 2;
    house.local.setFaults(({ path }) => (path.includes('/delta') && slow-- > 0 ? { slowBodyMs: 20_000 } : null));
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', written: 45 });
    expect(house.clock.slept).toHaveLength(2);
  });

  it('a grant that is withdrawn is said with what is needed; the records stay, and the next round after it is given again goes on', async () => {
    await open();
    await house.sync();
    house.local.setFaultSettings({ withdrawn: ['Sites.Selected', 'Sites.ReadWrite.All'] });
    house.local.lists.change('Pipeline', 1, { Value: '7' });
    const [refused] = await house.sync();
    expect(refused).toMatchObject({ state: 'stale', problem: { code: 'forbidden' } });
    expect(refused?.problem?.message).toMatch(/needed: Sites\.Selected/);
    expect(await stored()).toHaveLength(45);
    house.local.setFaultSettings({ withdrawn: [] });
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh', full: false, written: 1 });
  });

  it('a clock of Graph that is wrong by hours changes nothing', async () => {
    for (const hours of [-5, 5]) {
      await open();
      house.local.setFaultSettings({ clockSkewSeconds: hours * 3600, graph: '429:0.2', seed: 3 });
      await house.sync();
      house.local.lists.change('Pipeline', 3, { Value: '99' });
      house.local.lists.remove('Pipeline', 4);
      await house.sync();
      house.local.setFaultSettings({ graph: '' });
      expect((await house.sync({ full: true }))[0]).toMatchObject({ state: 'fresh', missed: 0 });
      expect(await stored()).toEqual(truth());
      if (hours < 0) await house.close();
    }
  });
});

describe('settings of faults', () => {
  it('say which of them cannot be read', () => {
    const env = { GRAPH_FAULTS: '429:0.1', GRAPH_NOTIFICATION_FAULTS: 'lost:0.5', GRAPH_FAULT_SEED: '7', GRAPH_CLOCK_SKEW: '-60' };
    expect(faultSettings(env)).toEqual({ graph: '429:0.1', notifications: 'lost:0.5', seed: 7, clockSkewSeconds: -60 });
    expect(() => faultSettings({ GRAPH_FAULTS: '429' })).toThrow(/^GRAPH_FAULTS: A fault is one of 401, 403, /);
    expect(() => faultSettings({ GRAPH_FAULT_SEED: 'x' })).toThrow('GRAPH_FAULT_SEED must be a number, not "x"');
  });
});

describe('the faults of the local Graph', () => {
  const put = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${house.local.url}/local/faults`, { method: 'PUT', body, headers });

  it('are seen and changed while it runs', async () => {
    await open();
    const answer = await put(JSON.stringify({ graph: '503:1', seed: 4 }));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { graph: '503:1', notifications: '', seed: 4, clockSkewSeconds: 0, withdrawn: [] },
    ]);
    expect((await house.sync())[0]).toMatchObject({ state: 'stale', problem: { code: 'throttled' } });
    expect(await (await put('{"graph":""}')).json()).toMatchObject({ graph: '', seed: 4 });
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh' });
  });

  it('are not changed by what cannot be read, nor by a web page', async () => {
    await open();
    for (const body of ['{', '{"graph":"sometimes"}', '{"graphs":"503:1"}', '{"graph":7}']) expect((await put(body)).status).toBe(400);
    expect((await put('{"graph":"503:1"}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await put('{"graph":"503:1"}', { 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(415);
    expect((await house.sync())[0]).toMatchObject({ state: 'fresh' });
  });
});
