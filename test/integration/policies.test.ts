import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newAccount, upToDate, usd, write } from '../support/database.ts';
import { type Api, giveAccess, person, startApi } from './apiHouse.ts';

const [manager, greta, louis, administrator] = [1, 2, 3, 8];
const at = '/api/accounts/fabrikam';

describe('the policy on figures about people', () => {
  let api: Api;
  beforeAll(async () => {
    // As a tenant is: nothing is shown until somebody has answered for it.
    api = await startApi({ config: { mode: 'tenant', administrators: [person(administrator)], production: true } });
    await newAccount(api.db, 'fabrikam');
    await giveAccess(api.db, 'fabrikam', manager, 'manager');
    await giveAccess(api.db, 'fabrikam', greta, 'member');
    await giveAccess(api.db, 'fabrikam', louis, 'member');
    await write(api.db, 'fabrikam', 'member', [
      { id: 'p02@contoso.example', name: 'Greta', country: 'DE' },
      { id: 'P03@contoso.example', name: 'Louis', country: 'FR' },
    ]);
    const deal = (id: string, owner: string) => ({
      ...{ id, name: id, type: 'netNew', status: 'won', amount: usd(100), createdOn: '2026-05-01', closedOn: '2026-10-10', owner },
    });
    await write(api.db, 'fabrikam', 'opportunity', [
      deal('o1', 'p02@contoso.example'),
      deal('o2', 'p03@contoso.example'),
      deal('o3', 'Somebody Else'),
    ]);
    await upToDate(api.db, 'fabrikam');
  });
  afterAll(() => api.close());
  const put = (body: object, as = administrator) => api.call(`${at}/policies`, { as, method: 'PUT', body });
  const owners = async (as: number) => {
    const { status, json } = await api.call(`${at}/kpis/net-new-revenue/breakdown?by=owner`, { as });
    return status === 200 ? json.slices.map((slice: { label: string }) => slice.label).sort() : json.type;
  };
  const basis = 'Works agreement 7/2026';
  const withBasis = (figuresAboutPeople: string) => ({ figuresAboutPeople, legalBasis: basis });
  beforeEach(async () => {
    await put({ figuresAboutPeople: 'off', legalBasis: null, countries: {} });
  });

  it('shows nothing until an administrator has recorded on which legal basis', async () => {
    expect(await owners(manager)).toContain('figures-about-people-off');
    expect((await put({ figuresAboutPeople: 'named', legalBasis: null })).json.errors).toMatchObject([{ path: 'policies.legalBasis' }]);
    expect((await put({ figuresAboutPeople: 'off', countries: { FR: { figuresAboutPeople: 'named' } } })).json.errors).toMatchObject([
      { path: 'policies.countries.FR.legalBasis' },
    ]);
    expect((await put(withBasis('named'))).json).toEqual({ ...withBasis('named'), countries: {} });
    expect(await owners(greta)).toHaveLength(3);
  });

  it('is made more open by no manager, in general or for a country, and stricter by any', async () => {
    await put({ ...withBasis('named'), countries: { DE: withBasis('own') } });
    expect((await put({ ...withBasis('named'), countries: {} }, manager)).status).toBe(403);
    expect((await put({ ...withBasis('named'), countries: { DE: withBasis('named') } }, manager)).status).toBe(403);
    expect((await put({ ...withBasis('own'), countries: { DE: withBasis('off') } }, manager)).status).toBe(200);
    expect((await put(withBasis('off'), greta)).status).toBe(403);
    expect((await api.call(`${at}/policies`, { as: greta })).json.countries).toEqual({ DE: withBasis('off') });
    expect((await api.call(`${at}/policies`, { as: administrator })).status).toBe(200);
  });

  it('holds by country, and the strictest for those whose country nobody knows', async () => {
    await put({ ...withBasis('named'), countries: { DE: withBasis('own') } });
    expect(await owners(louis)).toHaveLength(1);
    expect(await owners(greta)).toHaveLength(2);
    await put({ ...withBasis('off'), countries: { FR: withBasis('named') } });
    expect(await owners(greta)).toHaveLength(1);
    const rows = (await api.call(`${at}/kpis/net-new-revenue/records`, { as: greta })).json.records;
    expect(rows.filter((row: { owner: string | null }) => row.owner !== null)).toHaveLength(1);
    const records = (await api.call(`${at}/records/opportunity`, { as: greta })).json.records;
    expect(records.filter((row: { fields: { owner: string | null } }) => row.fields.owner !== null)).toHaveLength(1);
    expect((await api.call(`${at}/records/opportunity?sort=owner`, { as: greta })).json.type).toContain('figures-about-people-off');
    expect((await api.call(`${at}/scorecard?owner=p02@contoso.example`, { as: louis })).json.type).toContain('figures-about-people-off');
  });

  it('stays for the countries that a change does not speak of', async () => {
    await put({ ...withBasis('named'), countries: { DE: withBasis('own') } });
    await api.call(`${at}/settings`, { as: manager, method: 'PUT', body: { policies: { figuresAboutPeople: 'own' } } });
    expect((await api.call(`${at}/policies`, { as: manager })).json).toMatchObject({
      figuresAboutPeople: 'own',
      countries: { DE: withBasis('own') },
    });
  });
});
