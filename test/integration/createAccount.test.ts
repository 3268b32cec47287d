import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../src/server/contract.ts';
import { type Api, person, startApi } from './apiHouse.ts';

const groupId = 'c1f0d6a4-52b7-4f0d-9f3a-1d2e3f405060';
const mapping = {
  account: { name: 'Fabrikam', currency: 'EUR', fiscalYearStart: '01-01' },
  opportunity: { list: 'Deals', fields: { id: 'Deal ID', amount: { column: 'Amount', currency: 'EUR' } } },
};
const wished = (more: Record<string, unknown> = {}) => ({ slug: 'fabrikam', site: { groupId }, mapping, managers: [person(2)], ...more });

let api: Api;
const create = (body: unknown, as = 1) => api.call('/api/accounts', { as, method: 'POST', body });

beforeAll(async () => {
  api = await startApi({ config: { mode: 'tenant', administrators: ['p01@contoso.example'], production: false } });
});
afterAll(() => api.close());

describe('connecting an account', () => {
  it('is for administrators', async () => {
    const refused = await create(wished(), 2);
    expect(refused.status).toBe(403);
    expect(refused.json.detail).toBe('Only an administrator connects an account.');
  });
  it('makes the account with its sources, gives it to the named managers, and reads it', async () => {
    const created = await create(wished());
    expect(created.status).toBe(201);
    const body = contract.CreatedAccount.parse(created.json);
    expect(body).toMatchObject({ slug: 'fabrikam', sources: ['deals'] });
    expect(api.synced).toEqual([{ accountId: body.id, sourceId: undefined }]);

    const mine = await api.call('/api/accounts', { as: 2 });
    expect(mine.json.accounts).toMatchObject([{ slug: 'fabrikam', name: 'Fabrikam', role: 'manager' }]);
    const sources = await api.call('/api/accounts/fabrikam/sources', { as: 2 });
    expect(sources.json.sources).toMatchObject([{ id: 'deals', name: 'Deals', state: 'new' }]);
  });
  it('gives the administrator no figures of it', async () => {
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 1 })).status).toBe(404);
  });
  it('refuses a name that is taken, and changes nothing of the account that has it', async () => {
    const again = await create(wished({ managers: [person(3)] }));
    expect(again.status).toBe(409);
    expect(again.json.type).toBe('account-exists');
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 3 })).status).toBe(404);
  });
  it('says where a mapping is wrong', async () => {
    const refused = await create(
      wished({ slug: 'other', mapping: { opportunity: { list: 'Deals', fields: { id: 'Deal ID', amont: 'Amount' } } } }),
    );
    expect(refused.status).toBe(422);
    expect(refused.json.detail).toContain('opportunity.fields.amont: opportunity has no such field; did you mean amount?');
    expect((await create(wished({ slug: 'other', mapping: { account: { name: 'x' } } }))).json.detail).toContain(
      'at least one record type',
    );
  });
  it('refuses a name that would not stand in an address, and people who are no ids', async () => {
    for (const slug of ['Fab Rikam', '../x', 'a--b', '']) expect((await create(wished({ slug }))).status).toBe(400);
    expect((await create(wished({ slug: 'other', managers: ['clara@contoso.example'] }))).status).toBe(400);
    expect((await create(wished({ slug: 'other', managers: [] }))).status).toBe(400);
  });
});
