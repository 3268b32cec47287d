import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Api, giveAccess, startApi } from './apiHouse.ts';
import { accountId, type House, list, openHouse } from './sync.support.ts';

const mapping = {
  account: { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01' },
  opportunity: {
    list: 'Pipeline',
    fields: {
      id: 'Key',
      type: { value: 'netNew' },
      status: { value: 'won' },
      amount: { column: 'Value', currency: 'USD' },
      closedOn: { value: '2026-08-01' },
    },
  },
};
/** What Graph answers of a list or site that is gone, and of one that may no longer be read. */
const gone = { status: 404 };

describe('a list that was read for months', () => {
  let house: House;
  let api: Api;
  beforeEach(async () => {
    house = await openHouse([
      list(
        'Pipeline',
        ['Key', 'Value'],
        [
          ['D1', '100'],
          ['D2', '50'],
        ],
      ),
    ]);
    await house.connect(mapping);
    await house.sync();
    api = await startApi({ db: house.db });
    await giveAccess(house.db, accountId, 1, 'manager');
  });
  afterEach(async () => {
    await api.close();
    await house.close();
  });
  const revenue = async () => {
    const { json } = await api.call(`/api/accounts/${accountId}/kpis/net-new-revenue`, { as: 1 });
    return json.value;
  };
  const shown = async (language = 'en') => {
    const { json } = await api.call(`/api/accounts/${accountId}/sources`, { as: 1, headers: { 'accept-language': language } });
    return json.sources[0];
  };

  it.each([
    ['was deleted, or moved to another site', (path: string) => path.includes('/lists'), 'notFound', /recycle bin/, /回收站/],
    ['is on a site that was deleted', (path: string) => path.includes('/sites'), 'notFound', /recycle bin/, /回收站/],
  ])(
    'that %s turns stale: its records stay and count, it says what to do, and reading goes on when it is back',
    async (_how, isOf, code, en, zh) => {
      const before = await revenue();
      expect(before).toMatchObject({ amount: '150' });
      house.local.setFaults(({ path }) => (isOf(path) ? gone : null));
      for (let round = 0; round < 3; round += 1)
        expect(await house.sync()).toMatchObject([{ state: 'stale', deleted: 0, problem: { code } }]);
      expect(await revenue()).toEqual(before);
      expect(await shown()).toMatchObject({ state: 'stale', records: 2, advice: expect.stringMatching(en) });
      expect((await shown('zh-CN')).advice).toMatch(zh);
      house.local.setFaults(null);
      house.local.lists.change('Pipeline', 1, { Value: '101' });
      expect(await house.sync()).toMatchObject([{ state: 'fresh', problem: null }]);
      expect(await shown()).toMatchObject({ state: 'fresh', records: 2, problem: null, advice: null });
      expect(await revenue()).toMatchObject({ amount: '151' });
    },
  );

  it('whose permission was withdrawn turns stale and names the way back', async () => {
    for (const name of ['Sites.Selected', 'Sites.ReadWrite.All', 'Sites.Read.All']) house.local.withdraw(name);
    expect(await house.sync()).toMatchObject([{ state: 'stale', problem: { code: 'forbidden' } }]);
    expect(await shown()).toMatchObject({ records: 2, advice: expect.stringMatching(/npm run doctor/) });
    expect(await revenue()).toMatchObject({ amount: '150' });
  });

  it('is not stale but failed where it was never read: there is nothing that could be old', async () => {
    await house.query(`update source set last_success_at = null`);
    house.local.setFaults(({ path }) => (path.includes('/lists') ? gone : null));
    expect(await house.sync()).toMatchObject([{ state: 'failed', problem: { code: 'notFound' } }]);
  });
});
