import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../support/database.ts';
import { clara, type FirstDay, haruka, openFirstDay } from './firstDay.support.ts';

const waiting = { outcome: null, webUrl: null, source: null, sampleRows: 0, problem: null };
const types = ['organization', 'partner', 'agreement', 'opportunity'];

let db: Database;
let house: FirstDay;
let slug: string;
let account: string;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  house = await openFirstDay({ db });
  const { json } = await house.call(clara, 'POST', '/api/accounts', { name: 'Contoso', channel: house.channel, timeZone: 'UTC' });
  slug = json.slug;
  account = `/api/accounts/${slug}`;
});
afterEach(() => house.close());
afterAll(() => db.close());

const make = async (body: object) => {
  const { status, json } = await house.call(clara, 'POST', `${account}/lists`, body);
  return status === 202 ? house.made(slug, json.id) : json;
};
const listsOnSite = async () => {
  const graph = await house.byHand(clara);
  const { body } = await graph('GET', '/sites/root/lists?$expand=columns');
  return body.value as { id: string; displayName: string; columns: { name: string; displayName: string }[] }[];
};
const rows = async (list: string) => {
  const graph = await house.byHand(clara);
  const id = (await listsOnSite()).find((one) => one.displayName === list)?.id;
  return (await graph('GET', `/sites/root/lists/${id}/items?$expand=fields`)).body.value as {
    id: string;
    fields: Record<string, unknown>;
  }[];
};

describe('making lists', () => {
  it('goes on after an abort midway, and doubles nothing', async () => {
    let posted = 0;
    house.local.setFaults((request) => {
      const isMaking = request.method === 'POST' && /\/(lists|columns)$/.test(request.path);
      posted += isMaking ? 1 : 0;
      return isMaking && posted > 4 ? { status: 500 } : null;
    });
    const first = await make({ recordTypes: types });
    expect(first.state).toBe('failed');
    expect(first.lists.some((list: { state: string }) => list.state === 'done')).toBe(true);
    expect(first.lists.find((list: { state: string }) => list.state === 'failed').problem.type).toBe('source-unreachable');
    house.local.setFaults(null);

    const second = await make({ recordTypes: types });
    expect(second.state).toBe('done');
    const again = await make({ recordTypes: types });
    expect(again.lists.map((list: { outcome: string }) => list.outcome)).toEqual(types.map(() => 'there'));
    const lists = await listsOnSite();
    expect(lists.map((list) => list.displayName).sort()).toEqual(['Agreements', 'Opportunities', 'Organizations', 'Partners']);
    for (const { columns } of lists) expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    const { json } = await house.call(clara, 'GET', `${account}/sources`);
    expect(json.sources).toHaveLength(4);
  });

  it('knows its lists again under another title, and completes them with lookups into later ones', async () => {
    await make({ recordTypes: ['opportunity'] });
    const before = (await listsOnSite())[0];
    expect(before?.columns.map(({ name }) => name)).not.toContain('PulseOrganization');
    const made = await make({ recordTypes: ['organization'] });
    expect(made.state).toBe('done');
    const after = (await listsOnSite()).find((list) => list.displayName === 'Opportunities');
    expect(after?.columns.map(({ name }) => name)).toContain('PulseOrganization');
    const { json } = await house.call(clara, 'GET', `${account}/sources/opportunities/mapping`);
    expect(json).toMatchObject({ isMade: true, kind: 'list' });
    expect(json.entries[0].fields.organization).toEqual({ column: 'PulseOrganizationLookupId', match: 'id' });
  });

  it('speaks Chinese where it is asked to', async () => {
    const made = await make({ recordTypes: ['opportunity'], language: 'zh-CN', sampleRows: true });
    expect(made.lists).toMatchObject([{ name: '商机', state: 'done', sampleRows: 4 }]);
    const [list] = await listsOnSite();
    expect(list?.columns.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['名称', '金额', '状态']));
    const { json } = await house.call(clara, 'GET', `${account}/records/opportunity`);
    expect(json.records.map((record: { fields: { status: string } }) => record.fields.status).sort()).toEqual([
      'lost',
      'open',
      'open',
      'won',
    ]);
  });

  it('leaves a list of that name alone that others made', async () => {
    const graph = await house.byHand(clara);
    const token = await house.manage(clara);
    expect((await token('POST', '/sites/root/lists', { displayName: 'Opportunities', columns: [] })).status).toBe(201);
    const made = await make({ recordTypes: ['opportunity'] });
    expect(made.lists).toMatchObject([{ name: 'Opportunities (Account Pulse)', outcome: 'made' }]);
    expect((await graph('GET', '/sites/root/lists')).body.value).toHaveLength(2);
  });

  it('says that a consent is missing, and which', async () => {
    house.local.withdraw('Sites.Manage.All');
    const { status, json } = await house.call(clara, 'POST', `${account}/lists`, { recordTypes: types });
    expect([status, json.type]).toEqual([403, 'consent-missing']);
    expect(json.detail).toContain('Sites.Manage.All');
    const proposed = await house.call(clara, 'GET', `${account}/lists/proposed`);
    expect(proposed.json.canMake).toBe(false);
  });

  it('says that the person may not make lists on the site', async () => {
    house.local.setFaults((request) => (request.method === 'POST' && /\/lists$/.test(request.path) ? { status: 403 } : null));
    const made = await make({ recordTypes: types });
    expect(made.state).toBe('failed');
    expect(made.lists.map((list: { problem: { type: string } }) => list.problem.type)).toEqual(types.map(() => 'site-forbidden'));
  });

  it('happens once at a time, and is taken up again after a restart', async () => {
    const at = new Date(Date.now() - 30_000).toISOString();
    const lists = JSON.stringify([{ ...waiting, recordType: 'partner', name: 'Partners', state: 'creating' }]);
    const { rows } = await db.transaction('every', async (tx) => {
      await sql`insert into list_making (account_id, id, language, started_by, started_at, beat_at, lists)
        select account_id, 'left', 'en', 'x', ${at}, ${at}, ${lists}::jsonb from workspace where slug = ${slug}`.execute(tx);
      return sql<{ id: string }>`select account_id as id from workspace where slug = ${slug}`.execute(tx);
    });
    const running = await house.call(clara, 'POST', `${account}/lists`, { recordTypes: ['partner'] });
    expect([running.status, running.json.type]).toEqual([409, 'lists-being-made']);
    expect((await house.call(clara, 'GET', `${account}/lists/proposed`)).json.run).toBe('left');

    // Not heard of for so long, it was left off.
    const long = new Date(Date.now() - 300_000).toISOString();
    await db.transaction([rows[0]?.id ?? ''], (tx) => sql`update list_making set beat_at = ${long} where id = 'left'`.execute(tx));
    expect((await house.call(clara, 'GET', `${account}/lists/left`)).json.state).toBe('stopped');
    expect(await make({ recordTypes: ['partner'] })).toMatchObject({ state: 'done' });
    expect((await house.call(clara, 'GET', `${account}/lists/proposed`)).json.run).toBe(null);
    expect((await house.call(clara, 'GET', `${account}/lists/unheard-of`)).json.type).toBe('unknown-making');
  });

  it('takes the place of a list of ours that somebody deleted', async () => {
    await make({ recordTypes: ['partner'], sampleRows: true });
    const before = (await listsOnSite())[0];
    const graph = await house.manage(clara);
    expect((await graph('DELETE', `/sites/root/lists/${before?.id}`)).status).toBe(204);
    const made = await make({ recordTypes: ['partner'] });
    expect(made.lists).toMatchObject([{ outcome: 'made', source: 'partners', state: 'done' }]);
    const { json } = await house.call(clara, 'GET', `${account}/sources`);
    expect(json.sources).toMatchObject([{ id: 'partners', state: 'fresh', records: 0 }]);
  });

  it('takes people for team members, and targets by the names of KPIs in either language', async () => {
    expect(await make({ recordTypes: ['member', 'target'], language: 'zh-CN' })).toMatchObject({ state: 'done' });
    const graph = await house.byHand(clara);
    const id = async (mark: string) => (await listsOnSite()).find((list) => list.columns.some(({ name }) => name === mark))?.id;
    const users = (await graph('GET', '/sites/root/lists/users/items?$expand=fields')).body.value as {
      id: string;
      fields: { EMail?: string };
    }[];
    const number = Number(users.find(({ fields }) => fields.EMail === haruka.userPrincipalName)?.id);
    const member = { Title: 'Haruka Mori', PulsePersonLookupId: number, PulseRole: 'Local account manager' };
    expect((await graph('POST', `/sites/root/lists/${await id('PulseSample_member')}/items`, { fields: member })).status).toBe(201);
    const target = { PulseKpi: '净新增收入', PulsePeriod: 'FY2027', PulseValue: 500_000 };
    expect((await graph('POST', `/sites/root/lists/${await id('PulseSample_target')}/items`, { fields: target })).status).toBe(201);
    await house.call(clara, 'POST', `${account}/sources/sync`, {});
    const members = await house.call(clara, 'GET', `${account}/records/member`);
    expect(members.json.records).toMatchObject([{ id: haruka.userPrincipalName }]);
    expect((await house.call(clara, 'GET', `${account}/kpis/net-new-revenue`)).json.target).toMatchObject({ amount: '500000' });
  });

  it('lets a row be edited from the tab, as the person, also what it refers to', async () => {
    await make({ recordTypes: ['organization', 'opportunity'], sampleRows: true });
    const { json } = await house.call(clara, 'GET', `${account}/records/opportunity`);
    const { json: organizations } = await house.call(clara, 'GET', `${account}/records/organization`);
    const deal = json.records.find((record: { title: string }) => record.title === 'Data platform for the plants');
    const other = organizations.records.find((record: { title: string }) => record.title === 'Adventure Works China');
    const set = { amount: { amount: '300000', currency: 'USD' }, organization: other.id };
    const { status, json: problem } = await house.call(clara, 'PATCH', `${account}/records/opportunity/${deal.id}`, { set });
    expect([status, problem.detail]).toEqual([200, undefined]);
    const row = (await rows('Opportunities')).find(({ id }) => id === deal.id);
    expect(row?.fields).toMatchObject({ PulseAmount: 300_000, PulseOrganizationLookupId: other.id });
  });

  it('is for managers', async () => {
    for (const [method, path] of [
      ['POST', `${account}/lists`],
      ['POST', `${account}/lists/sample-rows`],
      ['DELETE', `${account}/lists/sample-rows`],
    ] as const) {
      const { status } = await house.call(haruka, method, path, method === 'POST' ? {} : undefined);
      expect(status).toBe(403);
    }
  });
});

describe('sample rows', () => {
  const all = [
    'organization',
    'partner',
    'agreement',
    'opportunity',
    'revenue',
    'contact',
    'meeting',
    'survey',
    'score',
    'condition',
    'planItem',
    'deployment',
    'commitment',
  ];

  it('move the KPIs, and go in one step without a row that people typed', async () => {
    const made = await make({ recordTypes: all, sampleRows: true });
    expect(made.state).toBe('done');
    const total = made.lists.reduce((sum: number, list: { sampleRows: number }) => sum + list.sampleRows, 0);
    expect(total).toBeGreaterThan(30);
    const { json: sources } = await house.call(clara, 'GET', `${account}/sources`);
    expect(sources.sources.filter((source: { quarantined: number }) => source.quarantined > 0)).toEqual([]);
    const { json: scorecard } = await house.call(clara, 'GET', `${account}/scorecard`);
    const silent = scorecard.kpis.filter((kpi: { value: unknown; note: unknown }) => kpi.value === null && kpi.note === null);
    expect(silent.map((kpi: { id: string }) => kpi.id)).toEqual(['pipeline-coverage', 'sponsor-engagement']);
    expect((await house.call(clara, 'GET', `${account}/sources/unmatched`)).json.total).toBe(0);

    const graph = await house.byHand(haruka);
    const opportunities = (await listsOnSite()).find((list) => list.displayName === 'Opportunities');
    await graph('POST', `/sites/root/lists/${opportunities?.id}/items`, { fields: { Title: 'Our own deal' } });
    // A copy of a sample row is the person's who copied it.
    await graph('POST', `/sites/root/lists/${opportunities?.id}/items`, {
      fields: { Title: 'Copied', PulseSample_opportunity: 'example-won' },
    });
    const again = await house.call(clara, 'POST', `${account}/lists/sample-rows`, {});
    expect(again.json.added).toBe(0);

    const { status, json } = await house.call(clara, 'DELETE', `${account}/lists/sample-rows`);
    expect([status, json.removed, json.kept]).toEqual([200, total, 0]);
    expect((await rows('Opportunities')).map((row) => row.fields.Title)).toEqual(['Our own deal', 'Copied']);
    expect(await rows('Contacts')).toEqual([]);
    const { json: records } = await house.call(clara, 'GET', `${account}/records/opportunity`);
    expect(records.total).toBe(2);
  });

  it('stay where somebody has changed them since, unless they are to go too', async () => {
    await make({ recordTypes: ['opportunity'], sampleRows: true });
    const [first] = await rows('Opportunities');
    const graph = await house.byHand(haruka);
    const list = (await listsOnSite())[0];
    house.local.setFaultSettings({ clockSkewSeconds: 60 });
    await graph('PATCH', `/sites/root/lists/${list?.id}/items/${first?.id}/fields`, { Title: 'Now ours' });
    const kept = await house.call(clara, 'DELETE', `${account}/lists/sample-rows`);
    expect(kept.json).toMatchObject({ removed: 3, kept: 1 });
    const gone = await house.call(clara, 'DELETE', `${account}/lists/sample-rows?changedToo=true`);
    expect(gone.json).toMatchObject({ removed: 1, kept: 0 });
  });
});

describe('a list beside those that there are', () => {
  it('refers to records of another list by their names', async () => {
    const columns = [
      { displayName: 'Customer no.', type: 'text' as const },
      { displayName: 'Customer', type: 'text' as const },
    ];
    const other = await openFirstDay({
      db,
      lists: [{ displayName: 'Customers', columns, rows: [{ 'Customer no.': 'C-7', Customer: 'Adventure Works' }] }],
    });
    try {
      const { json: made } = await other.call(clara, 'POST', '/api/accounts', { name: 'Beside', channel: other.channel });
      const at = `/api/accounts/${made.slug}`;
      const entries = [{ recordType: 'organization', fields: { id: 'Customer no.', name: 'Customer' } }];
      expect((await other.call(clara, 'POST', `${at}/sources`, { list: 'Customers', entries })).status).toBe(201);
      const { json: proposed } = await other.call(clara, 'GET', `${at}/lists/proposed`);
      expect(proposed.lists.find((list: { recordType: string }) => list.recordType === 'organization')).toMatchObject({
        ...{ state: 'elsewhere', isSuggested: false },
      });
      const { json } = await other.call(clara, 'POST', `${at}/lists`, { recordTypes: ['opportunity'] });
      expect((await other.made(made.slug, json.id)).state).toBe('done');
      const graph = await other.byHand(clara);
      const fields = { Title: 'A deal', PulseOrganizationName: 'adventure works' };
      expect((await graph('POST', '/sites/root/lists/Opportunities/items', { fields })).status).toBe(201);
      await other.call(clara, 'POST', `${at}/sources/sync`, {});
      const { json: records } = await other.call(clara, 'GET', `${at}/records/opportunity`);
      expect(records.records[0].fields.organization).toBe('C-7');
    } finally {
      await other.close();
    }
  });
});
