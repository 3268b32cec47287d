import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clara, type FirstDay, haruka, openFirstDay } from './firstDay.support.ts';

let house: FirstDay;
let deal = '';
let organizations: string[] = [];
let partners: string[] = [];
const account = '/api/accounts/adventure-works';

/** Adds rows by hand; the number of a row is its record's id. */
async function typed(list: string, rows: readonly object[]): Promise<string[]> {
  const graph = await house.byHand(clara);
  const { body } = await graph('GET', '/sites/root/lists');
  const { id } = body.value.find((one: { displayName: string }) => one.displayName === list);
  const made: string[] = [];
  for (const fields of rows) made.push((await graph('POST', `/sites/root/lists/${id}/items`, { fields })).body.id);
  return made;
}
const fields = async () => {
  const graph = await house.byHand(clara);
  const { body } = await graph('GET', '/sites/root/lists');
  const { id } = body.value.find((one: { displayName: string }) => one.displayName === 'Opportunities');
  return (await graph('GET', `/sites/root/lists/${id}/items/${deal}?$expand=fields`)).body.fields;
};
const change = (set: object, who = clara) => house.call(who, 'PATCH', `${account}/records/opportunity/${deal}`, { set });
const record = async () => (await house.call(clara, 'GET', `${account}/records/opportunity?id=${deal}`)).json;

beforeAll(async () => {
  house = await openFirstDay();
  const wished = { name: 'Adventure Works', currency: 'EUR', fiscalYearStart: '07-01', timeZone: 'Europe/Berlin', channel: house.channel };
  await house.call(clara, 'POST', '/api/accounts', wished);
  const { json } = await house.call(clara, 'POST', `${account}/lists`, { recordTypes: ['organization', 'partner', 'opportunity'] });
  await house.made('adventure-works', json.id);
  organizations = await typed('Organizations', [{ Title: 'Japan' }, { Title: 'Germany' }]);
  partners = await typed('Partners', [{ Title: 'Fourth Coffee' }, { Title: 'Fabrikam' }]);
  [deal = ''] = await typed('Opportunities', [
    {
      Title: 'Data platform',
      PulseStatus: 'Open',
      PulseAmount: 100,
      PulseAmountCurrency: 'EUR',
      PulseOrganizationLookupId: Number(organizations[0]),
    },
  ]);
  await house.call(clara, 'POST', `${account}/sources/sync`, {});
});
afterAll(() => house.close());

describe('an edit of a row in a list that Account Pulse made', () => {
  it('chooses from the other lists, names a person, and fits every kind of column', async () => {
    const set = {
      ...{ name: 'Data platform, phase 2', status: 'won', closedOn: '2026-10-05', keyWin: true, type: 'netNew' },
      ...{ amount: { amount: '250.5', currency: 'USD' }, organization: organizations[1], partners, owner: haruka.userPrincipalName },
    };
    const { status, json } = await change(set);
    expect([status, json.detail]).toEqual([200, undefined]);
    const told = await record();
    expect(told.records[0].fields).toMatchObject({
      ...{ name: set.name, status: 'won', closedOn: '2026-10-05', keyWin: true, type: 'netNew' },
      ...{ organization: organizations[1], partners, amount: { amount: '250.5', currency: 'USD' } },
    });
    expect(told.names[told.records[0].fields.owner]).toBe(haruka.userPrincipalName);
    expect(await fields()).toMatchObject({ PulseOrganizationLookupId: String(organizations[1]), PulseStatus: 'Won', PulseKeyWin: true });
  });

  it('empties what points elsewhere, and an undo points there again', async () => {
    const { json } = await change({ organization: null, partners: null, owner: null });
    expect(json.edit.state).toBe('written');
    expect((await record()).records[0].fields).toMatchObject({ organization: null, partners: null, owner: null });
    const undone = await house.call(clara, 'POST', `${account}/edits/${json.edit.id}/undo`, {});
    expect([undone.status, undone.json.detail]).toEqual([200, undefined]);
    const told = await record();
    expect(told.records[0].fields).toMatchObject({ organization: organizations[1], partners });
    expect(told.names[told.records[0].fields.owner]).toBe(haruka.userPrincipalName);
  });

  it('names nobody whom the site does not know', async () => {
    const { status, json } = await change({ owner: 'nobody@elsewhere.example' });
    expect([status, json.type]).toEqual([422, 'cannot-write-back']);
    expect(json.detail).toContain('does not know this person');
    const told = await record();
    expect(told.names[told.records[0].fields.owner]).toBe(haruka.userPrincipalName);
  });
});
