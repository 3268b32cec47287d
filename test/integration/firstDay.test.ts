import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import * as contract from '../../src/server/contract.ts';
import { clara, type FirstDay, guest, haruka, openFirstDay, outsider } from './firstDay.support.ts';

let house: FirstDay;
beforeAll(async () => {
  house = await openFirstDay();
});
afterAll(() => house.close());

const wished = (more: object = {}) => ({
  ...{ name: 'Adventure Works', currency: 'EUR', fiscalYearStart: '07-01', timeZone: 'Europe/Berlin' },
  channel: house.channel,
  ...more,
});
const account = '/api/accounts/adventure-works';
const kpi = async (id: string) => (await house.call(clara, 'GET', `${account}/kpis/${id}`)).json;

describe('the first day in a bare tenant', () => {
  it('shows the channel, and that an account can be set up there', async () => {
    const listed = contract.Channels.parse((await house.call(clara, 'GET', '/api/channels')).json);
    expect(listed.canList).toBe(true);
    expect(listed.channels).toMatchObject([
      { ...house.channel, channelName: 'General', accounts: [], mayCreate: true },
      { ...house.privateChannel, channelName: 'Leads', membershipType: 'private', mayCreate: true },
    ]);
    const { teamId, channelId } = house.channel;
    const asked = await house.call(clara, 'GET', `/api/channels?teamId=${teamId}&channelId=${encodeURIComponent(channelId)}`);
    expect(asked.json.channels).toMatchObject([{ channelId, mayCreate: true }]);
    const refused = await house.call(outsider, 'GET', `/api/channels?teamId=${teamId}&channelId=${encodeURIComponent(channelId)}`);
    expect([refused.status, refused.json.type]).toEqual([403, 'not-in-channel']);
  });

  it('lets nobody set one up who is not in the channel, or is a guest there', async () => {
    const outside = await house.call(outsider, 'POST', '/api/accounts', wished());
    expect([outside.status, outside.json.type]).toEqual([403, 'not-in-channel']);
    const asGuest = await house.call(guest, 'POST', '/api/accounts', wished());
    expect([asGuest.status, asGuest.json.type]).toEqual([403, 'forbidden']);
  });

  it('says what is missing of an account that is asked for', async () => {
    const { status, json } = await house.call(clara, 'POST', '/api/accounts', { name: 'Adventure Works' });
    expect([status, json.detail]).toEqual([400, 'channel: is needed']);
    const half = await house.call(clara, 'POST', '/api/accounts', wished({ managers: [clara.id] }));
    expect(half.json.detail).toBe('managers: is for administrators');
  });

  it('refuses details that nothing could be made of', async () => {
    const wrong: [object, string][] = [
      [{ name: '' }, 'name'],
      [{ name: 'a\u0000b' }, 'U+0000'],
      [{ currency: 'euro' }, 'currency'],
      [{ fiscalYearStart: '02-30' }, 'fiscalYearStart'],
      [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
      [{ language: 'fr' }, 'language'],
      [{ slug: '../x' }, 'slug'],
      [{ site: { url: 'https://elsewhere.example/sites/x' } }, 'site'],
      [{ channel: { teamId: 'x', channelId: '' } }, 'channel.teamId'],
    ];
    for (const [details, path] of wrong) {
      const { status, json } = await house.call(clara, 'POST', '/api/accounts', wished(details));
      expect([details, status, json.detail]).toEqual([details, 400, expect.stringContaining(path)]);
    }
  });

  it('makes whoever sets it up its manager, and its channel’s members its members', async () => {
    const { status, json } = await house.call(clara, 'POST', '/api/accounts', wished());
    expect(status).toBe(201);
    expect(json).toMatchObject({ slug: 'adventure-works', sources: [] });
    const mine = await house.call(clara, 'GET', '/api/me');
    expect(mine.json.accounts).toMatchObject([{ slug: 'adventure-works', role: 'manager' }]);
    expect((await house.call(haruka, 'GET', '/api/me')).json.accounts).toMatchObject([{ slug: 'adventure-works', role: 'member' }]);
    expect((await house.call(outsider, 'GET', '/api/me')).json.accounts).toEqual([]);
    const { json: settings } = await house.call(clara, 'GET', `${account}/settings`);
    expect(settings.account).toMatchObject({
      name: 'Adventure Works',
      currency: 'EUR',
      fiscalYearStart: '07-01',
      timeZone: 'Europe/Berlin',
    });
    expect(settings.digest).toMatchObject([{ channel: house.channel.channelId, language: 'en' }]);
  });

  it('makes no second account for the channel', async () => {
    const { status, json } = await house.call(haruka, 'POST', '/api/accounts', wished({ name: 'Another' }));
    expect([status, json.type]).toEqual([409, 'channel-has-account']);
  });

  it('says what every KPI waits for', async () => {
    const { status, json } = await house.call(clara, 'GET', `${account}/setup`);
    expect(status).toBe(200);
    const setup = contract.Setup.parse(json);
    expect(setup.isComplete).toBe(false);
    expect(setup.missing).toMatchObject({ waiting: 33, of: 33 });
    const survey = setup.missing.waits.find((wait) => wait.key === 'noSource:survey');
    expect(survey).toMatchObject({
      ...{ kind: 'noSource', step: 'lists', recordType: 'survey', isNeeded: true, kpis: ['survey-response'] },
      ...{ text: 'No surveys yet: 1 of 33 KPIs waits for it.', next: 'Make a list of surveys, or connect one that there is.' },
    });
    expect(setup.missing.waits[0]?.kpis.length).toBeGreaterThanOrEqual(10);
    expect(setup.steps.map(({ key, state }) => [key, state])).toEqual([
      ['account', 'partly'],
      ['lists', 'open'],
      ['mapping', 'open'],
      ['targets', 'open'],
      ['people', 'partly'],
      ['digest', 'done'],
    ]);
  });

  it('proposes a list for every record type, and says which KPIs read it', async () => {
    const { status, json } = await house.call(clara, 'GET', `${account}/lists/proposed`);
    expect(status).toBe(200);
    const proposed = contract.ProposedLists.parse(json);
    expect(proposed.lists).toHaveLength(17);
    expect(proposed.lists.every((list) => list.state === 'absent')).toBe(true);
    const opportunity = proposed.lists.find((list) => list.recordType === 'opportunity');
    expect(opportunity).toMatchObject({ name: 'Opportunities', isSuggested: true });
    expect(opportunity?.kpis).toContain('Net-new revenue');
    expect(opportunity?.columns).toContainEqual(
      expect.objectContaining({ field: 'organization', kind: 'lookup', refersTo: 'organization' }),
    );
    const refused = await house.call(haruka, 'GET', `${account}/lists/proposed`);
    expect(refused.status).toBe(403);
  });

  it('makes them in the manager’s name, and connects them', async () => {
    const recordTypes = ['organization', 'partner', 'agreement', 'opportunity', 'contact', 'meeting'];
    const { status, json } = await house.call(clara, 'POST', `${account}/lists`, { recordTypes });
    expect(status).toBe(202);
    const made = contract.ListMaking.parse(await house.made('adventure-works', json.id));
    expect(made.state).toBe('done');
    expect(made.lists.map((list) => [list.recordType, list.state, list.outcome, list.problem])).toEqual(
      recordTypes.map((type) => [type, 'done', 'made', null]),
    );
    const { json: sources } = await house.call(clara, 'GET', `${account}/sources`);
    expect(sources.sources.map((source: { name: string; state: string }) => [source.name, source.state]).sort()).toEqual(
      ['Agreements', 'Contacts', 'Meetings', 'Opportunities', 'Organizations', 'Partners'].map((name) => [name, 'fresh']),
    );
  });

  it('reads what people type into them, with what they choose from each other', async () => {
    const graph = await house.byHand(haruka);
    const { body: lists } = await graph('GET', `/sites/root/lists`);
    const id = (name: string) => lists.value.find((list: { displayName: string }) => list.displayName === name).id;
    const type = async (list: string, fields: object) => (await graph('POST', `/sites/root/lists/${id(list)}/items`, { fields })).body.id;
    const customer = await type('Organizations', { Title: 'Adventure Works', PulseCountry: 'Germany' });
    const site = await type('Organizations', { Title: 'Adventure Works Japan', PulseCountry: 'JP', PulseParentLookupId: Number(customer) });
    const integrator = await type('Partners', { Title: 'Fourth Coffee' });
    const own = (await graph('GET', `/sites/root/lists/users/items?$expand=fields`)).body.value.find(
      (item: { fields: { EMail?: string } }) => item.fields.EMail === haruka.userPrincipalName,
    );
    const deal = await graph('POST', `/sites/root/lists/${id('Opportunities')}/items`, {
      fields: {
        Title: 'Data platform',
        PulseOrganizationLookupId: Number(site),
        PulseType: 'Net new',
        PulseStatus: 'Won',
        PulseAmount: 250_000.5,
        PulseAmountCurrency: 'EUR',
        PulseClosedOn: '2026-10-01',
        PulseKeyWin: true,
        PulseOwnerLookupId: Number(own.id),
        'PulsePartnersLookupId@odata.type': 'Collection(Edm.Int32)',
        PulsePartnersLookupId: [Number(integrator)],
      },
    });
    expect(deal.status).toBe(201);
    await house.call(clara, 'POST', `${account}/sources/sync`, {});

    expect(await kpi('net-new-revenue')).toMatchObject({ value: { amount: '250000.5', currency: 'EUR' }, records: 1 });
    expect(await kpi('partner-attach')).toMatchObject({ value: 1 });
    const { json } = await house.call(clara, 'GET', `${account}/records/opportunity`);
    expect(json.records[0].fields).toMatchObject({ organization: site, partners: [integrator], closedOn: '2026-10-01' });
    expect(json.names[json.records[0].fields.owner]).toBe(haruka.userPrincipalName);
    const { json: sliced } = await house.call(clara, 'GET', `${account}/kpis/net-new-revenue/breakdown?by=organization`);
    expect(JSON.stringify(sliced.slices)).toContain('Adventure Works');
  });

  it('counts whom somebody met, as the list of meetings has it', async () => {
    const graph = await house.byHand(clara);
    const lists = (await graph('GET', `/sites/root/lists`)).body.value as { id: string; displayName: string }[];
    const items = (name: string) => `/sites/root/lists/${lists.find((list) => list.displayName === name)?.id}/items`;
    const contact = await graph('POST', items('Contacts'), {
      fields: { Title: 'Ada Frey', PulseLevel: 'CXO', PulseActiveFrom: '2026-01-01' },
    });
    const met = { PulseHeldOn: '2026-11-10', PulseKind: 'Meeting', PulseNumberOfPeople: 3 };
    const chosen = { 'PulseContactsLookupId@odata.type': 'Collection(Edm.Int32)', PulseContactsLookupId: [Number(contact.body.id)] };
    await graph('POST', items('Meetings'), { fields: { ...met, ...chosen } });
    await house.call(clara, 'POST', `${account}/sources/sync`, {});
    expect(await kpi('executive-coverage')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  });

  it('sets an account of a private channel up on the site of that channel, for its people alone', async () => {
    const asked = { name: 'Secret', channel: house.privateChannel };
    expect((await house.call(haruka, 'POST', '/api/accounts', asked)).json.type).toBe('not-in-channel');
    expect((await house.call(clara, 'POST', '/api/accounts', asked)).status).toBe(201);
    const { rows } = await house.db.transaction('every', (tx) =>
      sql<{ site: unknown }>`select site from workspace where slug = 'secret'`.execute(tx),
    );
    expect(rows).toEqual([{ site: { siteId: house.local.site.id } }]);
    expect((await house.call(haruka, 'GET', '/api/accounts/secret/scorecard')).status).toBe(404);
    expect((await house.call(clara, 'GET', '/api/accounts/secret/lists/proposed')).status).toBe(200);
  });

  it('leaves out what the manager says is not kept, and asks for it again when they say so', async () => {
    const put = (body: object) => house.call(clara, 'PUT', `${account}/setup`, body);
    const { json } = await put({ skip: ['targets'], dismiss: ['noSource:survey', 'noSource:score'] });
    const setup = contract.Setup.parse(json);
    expect(setup.steps.find((step) => step.key === 'targets')?.state).toBe('skipped');
    expect(setup.missing.waits.find((wait) => wait.key === 'noSource:survey')?.isDismissed).toBe(true);
    expect(setup.missing.kpis.find((one) => one.id === 'survey-response')?.waitsFor).not.toContain('noSource:survey');
    const again = contract.Setup.parse((await put({ unskip: ['targets'], undismiss: ['noSource:survey', 'noSource:score'] })).json);
    expect(again.steps.find((step) => step.key === 'targets')?.state).toBe('open');
    expect(again.missing.waiting).toBe(setup.missing.waiting + 3);
    expect((await house.call(haruka, 'PUT', `${account}/setup`, { skip: ['digest'] })).status).toBe(403);
    expect((await house.call(haruka, 'GET', `${account}/setup`)).status).toBe(200);
    expect((await put({ skip: ['nonsense'] })).status).toBe(400);
  });
});
