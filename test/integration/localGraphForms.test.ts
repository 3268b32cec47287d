import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalGraph } from '../../demo/graph/server.ts';
import { accessToken, asking, personForm, start } from './localGraphClient.ts';
import { ANNA, OUTSIDER, smallTenant } from './localGraphSeed.ts';

let graph: LocalGraph;
let anna: ReturnType<typeof asking>;
let list: string;
let cookie: string;

async function cookieOf(username: string): Promise<string> {
  const response = await fetch(`${list}/NewForm.aspx`, { method: 'POST', body: new URLSearchParams({ username }), redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

beforeAll(async () => {
  graph = await start(smallTenant());
  anna = asking(graph, await accessToken(graph, personForm(ANNA.userPrincipalName, 'https://graph.microsoft.com/.default')));
  const { body } = await anna('POST', `/sites/${graph.site.id}/lists`, {
    displayName: 'Deals of mine',
    list: { template: 'genericList' },
    columns: [
      { name: 'Stage', choice: { choices: ['Open', 'Won'] } },
      { name: 'Amount', number: {} },
      { name: 'Closed', dateTime: { format: 'dateOnly' } },
      { name: 'Key', boolean: {} },
      { name: 'Owner', personOrGroup: {} },
    ],
  });
  list = body.webUrl;
  cookie = await cookieOf(ANNA.userPrincipalName);
});
afterAll(() => graph.close());

const open = async (address: string, as = cookie) => (await fetch(address, { headers: { cookie: as } })).text();
const send = (address: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ 'form-action': 'save', ...fields }),
    headers: { cookie, origin: graph.url, ...headers },
    redirect: 'manual',
  });
const items = async () => (await anna('GET', `/sites/${graph.site.id}/lists/Deals%20of%20mine/items?$expand=fields`)).body.value;

describe('the pages of a list', () => {
  it('make an item in the person’s name, typed cell by cell', async () => {
    expect(await open(list)).toContain('NewForm.aspx');
    const form = await open(`${list}/NewForm.aspx`);
    for (const control of ['<option value="Won">', 'type="number"', 'type="date"', ANNA.displayName]) expect(form).toContain(control);
    const person = /<option value="(\d+)"[^>]*>Anna/.exec(form)?.[1] ?? '';
    const row = { Stage: 'Won', Amount: '120.5', Closed: '2026-02-01', Key: 'No', Owner: person };
    expect((await send(`${list}/NewForm.aspx`, row)).status).toBe(303);
    const [item] = await items();
    expect(item.createdBy.user.displayName).toBe(ANNA.displayName);
    expect(item.fields).toMatchObject({ Stage: 'Won', Amount: 120.5, Closed: '2026-02-01T00:00:00Z', Key: false, OwnerLookupId: person });
    expect(await open(`${list}/DispForm.aspx?ID=${item.id}`)).toContain(ANNA.displayName);
  });

  it('refuse what the API refuses, and keep what was typed', async () => {
    const refused = await send(`${list}/NewForm.aspx`, { Amount: 'plenty', Closed: '2026-02-01' });
    expect(refused.status).toBe(400);
    const again = await refused.text();
    for (const said of ['a number', 'value="plenty"', 'value="2026-02-01"']) expect(again).toContain(said);
    expect((await send(`${list}/NewForm.aspx`, {})).status).toBe(400);
    expect(await items()).toHaveLength(1);
  });

  it('change and delete an item, but none that somebody has changed meanwhile', async () => {
    const [{ id }] = await items();
    const form = `${list}/EditForm.aspx?ID=${id}`;
    expect((await send(form, { 'form-version': '1', Stage: 'Open' })).status).toBe(303);
    const [{ fields }] = await items();
    expect([fields.Stage, fields.Amount]).toEqual(['Open', undefined]);
    const late = await send(form, { 'form-version': '1', Stage: 'Won' });
    expect([late.status, (await late.text()).includes('meanwhile')]).toEqual([400, true]);
    expect((await send(form, { 'form-version': '2', 'form-action': 'delete' })).status).toBe(303);
    expect(await items()).toEqual([]);
  });

  it('take nothing from another page, from a stranger, or from who is not on the team', async () => {
    const form = `${list}/NewForm.aspx`;
    expect((await send(form, { Stage: 'Won' }, { origin: 'http://localhost:1' })).status).toBe(400);
    expect(await (await send(form, { Stage: 'Won' }, { cookie: '' })).text()).toContain('Sign in');
    expect((await send(form, { Stage: 'Won' }, { cookie: await cookieOf(OUTSIDER.userPrincipalName) })).status).toBe(403);
    expect(await items()).toEqual([]);
  });
});
