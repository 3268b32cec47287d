import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import * as contract from '../../src/server/contract.ts';
import { newAccount, upToDate, usd, write } from '../support/database.ts';
import { type Api, giveAccess, startApi } from './apiHouse.ts';

let api: Api;
const at = '/api/accounts/fabrikam';
const won = (id: string, amount: number, more: Record<string, unknown> = {}) => ({
  id,
  name: `Deal ${id}`,
  type: 'netNew',
  status: 'won',
  amount: usd(amount),
  createdOn: '2026-07-01',
  closedOn: '2026-09-01',
  organization: 'de',
  owner: 'Ada King',
  product: 'Suite',
  ...more,
});
const score = (id: string, contact: string, value: number, organization = 'de') => ({
  id,
  contact,
  organization,
  answeredOn: '2026-09-01',
  method: 'nps',
  score: value,
  scaleMin: 0,
  scaleMax: 10,
});

beforeAll(async () => {
  api = await startApi();
  const { db } = api;
  await newAccount(db, 'fabrikam', { name: 'Fabrikam Global' });
  await giveAccess(db, 'fabrikam', 1, 'manager');
  await giveAccess(db, 'fabrikam', 2, 'member');
  await giveAccess(db, 'fabrikam', 3, 'reader');
  await write(db, 'fabrikam', 'organization', [
    { id: 'hq', name: 'Fabrikam', country: 'US' },
    { id: 'de', name: 'Fabrikam Deutschland', country: 'DE', parent: 'hq' },
    { id: 'jp', name: 'Fabrikam Japan', country: 'JP', parent: 'hq' },
  ]);
  await write(db, 'fabrikam', 'opportunity', [
    won('o1', 100_000),
    won('o2', 50_000.5, { organization: 'jp', owner: 'Bo Li' }),
    won('o3', 70_000, { status: 'lost' }),
    won('o4', 30_000, { status: 'open', closedOn: null, expectedClose: '2027-03-01', forecastCategory: 'commit' }),
  ]);
  await write(db, 'fabrikam', 'contact', [
    { id: 'c1', name: 'Carla Roth', level: 'CXO', organization: 'de', relationshipOwner: 'p02@contoso.example' },
    { id: 'c2', name: 'Daisuke Mori', level: 'VP', organization: 'jp', relationshipOwner: 'Bo Li' },
    { id: 'c3', name: 'Eva Sand', level: 'VP', organization: 'de', relationshipOwner: 'Bo Li' },
    { id: 'c4', name: 'Finn Dahl', level: 'VP', organization: 'de', relationshipOwner: 'Bo Li' },
  ]);
  await write(db, 'fabrikam', 'score', [score('s1', 'c1', 9), score('s2', 'c2', 3, 'jp'), score('s3', 'c3', 8), score('s4', 'c4', 10)]);
  await write(db, 'fabrikam', 'target', [
    { id: 't1', kpi: 'win-rate', period: 'FY2027', value: { amount: '0.5', currency: null }, organization: null },
  ]);
  await db.transaction(['fabrikam'], async (tx) => {
    await sql`insert into source (account_id, id, kind, name, location, mapping, state, rows_seen, last_success_at, problem, created_at)
      values ('fabrikam', 'test', 'list', 'Deals', '{}', '[{"recordType":"opportunity"}]', 'fresh', 5, '2026-11-24T08:00:00Z', null, clock_timestamp())`.execute(
      tx,
    );
    for (const [row, type] of [
      ['r1', 'opportunity'],
      ['r2', 'score'],
    ]) {
      await sql`insert into quarantine (account_id, source_id, row_id, record_type, record_id, reasons, cells, source_url, quarantined_at)
        values ('fabrikam', 'test', ${row}, ${type}, ${row}, '[{"column":"Amount","field":"amount","value":"lots","expected":"an amount"}]', '{"Amount":"lots"}', null, clock_timestamp())`.execute(
        tx,
      );
    }
  });
  await upToDate(db, 'fabrikam');
});
afterAll(() => api.close());

const get = (path: string, as = 1, headers: Record<string, string> = {}) => api.call(path, { as, headers });

describe('the API', () => {
  it.each([
    ['/scorecard', contract.Scorecard],
    ['/kpis/net-new-revenue', contract.KpiDetail],
    ['/kpis/win-rate?period=2026-07-01..2026-12-31&country=de', contract.KpiDetail],
    ['/kpis/net-new-revenue/breakdown?by=country', contract.Breakdown],
    ['/kpis/net-new-revenue/breakdown?by=owner', contract.Breakdown],
    ['/kpis/net-new-revenue/records?limit=1', contract.DrillDown],
    ['/kpis/net-new-revenue/drivers?since=2026-08-01', contract.Drivers],
    ['/kpis/net-new-revenue/why-not?recordType=opportunity&recordId=o3', contract.WhyNot],
    ['/kpis/net-new-revenue/goal-seek?target=160000', contract.GoalSeek],
    ['/records/opportunity', contract.Records],
    ['/records/contact', contract.Records],
    ['/sources', contract.Sources],
    ['/sources/quarantine', contract.Quarantine],
    ['/settings', contract.Settings],
  ] as const)('answers %s as its contract says', async (path, schema) => {
    const { status, json } = await get(at + path);
    expect({ status, problem: status === 200 ? null : json }).toEqual({ status: 200, problem: null });
    expect(schema.safeParse(json).error?.issues ?? []).toEqual([]);
  });
  it('finds an account by its slug too', async () => {
    await api.db.transaction('every', (tx) => sql`update workspace set slug = 'fabrikam-global' where account_id = 'fabrikam'`.execute(tx));
    expect((await get('/api/accounts/fabrikam-global/scorecard')).status).toBe(200);
  });
  it('says it is ready when every source was read and every number computed', async () => {
    const { status, json } = await api.call('/readyz');
    expect({ status, json }).toEqual({ status: 200, json: { ready: true, missing: [] } });
    expect((await api.call('/healthz')).json).toEqual({ status: 'ok' });
  });
  it('lists the portfolio with the newest stored headlines', async () => {
    const { json } = await get('/api/accounts');
    expect(contract.Accounts.safeParse(json).error?.issues ?? []).toEqual([]);
    expect(json.accounts[0]).toMatchObject({ id: 'fabrikam', name: 'Fabrikam Global', role: 'manager' });
    expect(json.accounts[0].headline.find((kpi: contract.HeadlineReading) => kpi.id === 'net-new-revenue').value).toEqual({
      amount: expect.stringMatching(/^150000\.50?$/),
      currency: 'USD',
    });
  });
});

describe('a scorecard', () => {
  it('states money with its currency, ratios as numbers, and marks the headlines', async () => {
    const kpis = new Map<string, contract.Kpi>((await get(`${at}/scorecard`)).json.kpis.map((kpi: contract.Kpi) => [kpi.id, kpi]));
    expect(kpis.size).toBeGreaterThan(30);
    expect(kpis.get('net-new-revenue')).toMatchObject({
      unit: 'money',
      value: { currency: 'USD' },
      records: 2,
      headline: true,
      headlineRank: 2,
    });
    expect(kpis.get('win-rate')).toMatchObject({
      unit: 'ratio',
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
      target: 0.5,
      status: 'onTrack',
      headline: false,
    });
    expect(kpis.get('win-rate-value')?.numerator).toMatchObject({ currency: 'USD' });
    expect(kpis.get('win-rate')?.freshAsOf).toBe('2026-11-24T08:00:00.000Z');
  });
  it('speaks Chinese to whom asks for it', async () => {
    const { json, headers } = await get(`${at}/scorecard`, 1, { 'accept-language': 'fr, zh-Hans-CN;q=0.8, en;q=0.5' });
    expect(json.kpis.find((kpi: contract.Kpi) => kpi.id === 'net-new-revenue').title).toBe('净新增收入');
    expect(headers.get('content-language')).toBe('zh-CN');
  });
  it('is read as of a past day, and as known then', async () => {
    const value = async (query: string) => (await get(`${at}/kpis/net-new-revenue?${query}`)).json;
    expect(await value('asOf=2026-08-31')).toMatchObject({ records: 0, asOf: '2026-08-31' });
    expect(await value('knownAt=2020-01-01')).toMatchObject({ records: 0, knownAt: '2020-01-01T23:59:59.999Z' });
    expect(await value('knownAt=2999-01-01T00:00:00%2B02:00')).toMatchObject({ records: 2, knownAt: '2998-12-31T22:00:00.000Z' });
  });
  it('is sliced by id or exact name', async () => {
    const records = async (slice: string) => (await get(`${at}/kpis/net-new-revenue?${slice}`)).json.records;
    expect(
      await Promise.all([
        records('organization=jp'),
        records('organization=Fabrikam%20Japan'),
        records('organization=hq'),
        records('owner=Ada%20King'),
        records('country=jp'),
      ]),
    ).toEqual([1, 1, 2, 1, 1]);
    expect((await get(`${at}/scorecard?organization=Nobody`)).json).toMatchObject({
      type: 'invalid-query',
      errors: [{ path: 'organization' }],
    });
  });
  it('carries an ETag that lasts until something changes, and is each role’s own', async () => {
    const path = `${at}/kpis/win-rate?asOf=2026-10-01`;
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const again = await get(path, 1, { 'if-none-match': `W/"other", ${etag}` });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await get(path, 3, { 'if-none-match': etag })).status).toBe(200);
    expect((await get(path, 1, { 'if-none-match': etag, 'accept-language': 'zh-CN' })).status).toBe(200);
    expect((await get(path, 42, { 'if-none-match': etag })).status).toBe(404);
    await write(api.db, 'fabrikam', 'opportunity', [won('o9', 1, { status: 'lost' })]);
    await upToDate(api.db, 'fabrikam');
    const changed = await get(path, 1, { 'if-none-match': etag });
    expect([changed.status, changed.json.denominator]).toEqual([200, 4]);
    await write(api.db, 'fabrikam', 'opportunity', [], ['o9']);
    await upToDate(api.db, 'fabrikam');
  });
  it('is compressed for whom takes it so', async () => {
    for (const encoding of ['gzip', 'br']) {
      const answer = await get(`${at}/scorecard`, 1, { 'accept-encoding': encoding });
      expect([answer.headers.get('content-encoding'), answer.json.currency]).toEqual([encoding, 'USD']);
    }
  });
});

describe('behind a number', () => {
  it('the slices are each country’s', async () => {
    const { slices, total } = (await get(`${at}/kpis/net-new-revenue/breakdown?by=country`)).json;
    expect(slices.map((slice: contract.Breakdown['slices'][number]) => [slice.key, slice.records])).toEqual([
      ['DE', 1],
      ['JP', 1],
    ]);
    expect(total.records).toBe(2);
  });
  it('the records are paged, with a link to each source row and to the next page', async () => {
    const first = (await get(`${at}/kpis/net-new-revenue/records?limit=1`)).json;
    expect(first).toMatchObject({
      total: 2,
      page: 1,
      records: [{ recordId: 'o1', ownerName: 'Ada King', sourceUrl: 'https://example.test/o1', numerator: { currency: 'USD' } }],
    });
    const second = (await get(first.next)).json;
    expect(second).toMatchObject({ page: 2, next: null, records: [{ recordId: 'o2' }] });
  });
  it('why-not names the reason and the field', async () => {
    const { json } = await get(`${at}/kpis/net-new-revenue/why-not?recordType=opportunity&recordId=o3`);
    expect(json).toMatchObject({ record: 'known', parts: [{ counts: false, reasons: [{ key: 'notWon', field: 'status' }] }] });
  });
  it('a what-if shows every KPI before and after, and changes nothing', async () => {
    const changes = [{ recordType: 'opportunity', recordId: 'o4', set: { status: 'won', closedOn: '2026-11-20' } }];
    const { json } = await api.call(`${at}/what-if`, { as: 2, method: 'POST', body: { changes } });
    expect(contract.WhatIf.safeParse(json).error?.issues ?? []).toEqual([]);
    const kpi = json.kpis.find((read: { id: string }) => read.id === 'net-new-revenue');
    expect([kpi.before.records, kpi.after.records]).toEqual([2, 3]);
    expect((await get(`${at}/kpis/net-new-revenue`)).json.records).toBe(2);
  });
  it('names of every object are no fields, and texts of no database are refused', async () => {
    const post = (change: object) => api.call(`${at}/what-if`, { as: 1, method: 'POST', body: { changes: [change] } });
    expect((await post({ recordType: 'opportunity', recordId: 'o4', set: { constructor: 'x' } })).json.type).toBe('invalid-change');
    expect((await post({ recordType: 'opportunity', recordId: 'o4', set: { status: 'hasOwnProperty' } })).json.type).toBe('invalid-change');
    expect((await post({ recordType: 'opportunity', recordId: 'a\u0000b', set: {} })).json.type).toBe('invalid-body');
  });
  it('a what-if about a field that does not exist says so', async () => {
    const body = { changes: [{ recordType: 'opportunity', recordId: 'o4', set: { colour: 'red' } }] };
    const { status, json } = await api.call(`${at}/what-if`, { as: 2, method: 'POST', body });
    expect([status, json.type]).toEqual([422, 'invalid-change']);
  });
});

describe('records', () => {
  it('are filtered, searched and sorted', async () => {
    const ids = async (query: string) =>
      (await get(`${at}/records/opportunity?${query}`)).json.records.map((record: { id: string }) => record.id);
    expect(await ids('status=won&sort=-amount')).toEqual(['o1', 'o2']);
    expect(await ids('q=deal%20o3')).toEqual(['o3']);
    expect(await ids('owner=Bo%20Li')).toEqual(['o2']);
    expect(await ids('closedOn=')).toEqual(['o4']);
    expect(await ids("q=%25'--")).toEqual([]);
  });
  it('hold typed fields, and names beside the ids', async () => {
    const { records, names, fields } = (await get(`${at}/records/opportunity?id=o2`)).json;
    expect(records[0]).toMatchObject({
      title: 'Deal o2',
      sourceUrl: 'https://example.test/o2',
      fields: { amount: { amount: '50000.5', currency: 'USD' }, closedOn: '2026-09-01', organization: 'jp' },
    });
    expect(names.jp).toBe('Fabrikam Japan');
    expect(names[records[0].fields.owner]).toBe('Bo Li');
    expect(fields.find((field: { name: string }) => field.name === 'status').choices).toMatchObject({ won: 'Won' });
  });
  it.each([
    ['colour=red', 'colour'],
    ['sort=colour', 'sort'],
    ['limit=500', 'limit'],
    ['page=0', 'page'],
    ['amount=lots', 'amount'],
    ['status=won&status=lost', 'status'],
    ['knownAt=yesterday', 'knownAt'],
    ['knownAt=0000-01-01', 'knownAt'],
    ['period=0000-01-01..9999-12-31', 'period'],
  ])('refuse ?%s and name it', async (query, path) => {
    const { status, json } = await get(`${at}/records/opportunity?${query}`);
    expect([status, json.type, json.errors[0].path]).toEqual([400, 'invalid-query', path]);
  });
  it('of an unknown type are not there', async () => {
    expect((await get(`${at}/records/secrets`)).json.type).toBe('unknown-record-type');
    expect((await get(`${at}/records/__proto__`)).status).toBe(404);
  });
});

describe('answers of named persons', () => {
  const records = async (as: number) => (await get(`${at}/records/score`, as)).json.records.map((record: { id: string }) => record.id);
  it('are for the manager and the relationship’s owner', async () => {
    expect([await records(1), await records(2), await records(3)]).toEqual([['s1', 's2', 's3', 's4'], ['s1'], []]);
  });
  it('are withheld behind the number', async () => {
    const rows = (await get(`${at}/kpis/relationship-score/records`, 2)).json.records;
    expect(rows.filter((row: { withheld: boolean }) => !row.withheld).map((row: { recordId: string }) => row.recordId)).toEqual(['s1']);
    for (const row of rows.filter((one: { withheld: boolean }) => one.withheld))
      expect(row).toMatchObject({ recordId: null, label: null, numerator: null, sourceUrl: null, organization: null });
  });
  it('tell nothing by the place where they stand', async () => {
    const order = async (as: number) =>
      (await get(`${at}/kpis/relationship-score/records`, as)).json.records.map((row: { recordId: string | null }) => row.recordId);
    expect(await order(1)).toEqual(['s4', 's1', 's3', 's2']);
    // all answered on one day: by id, whatever was answered
    expect(await order(2)).toEqual(['s1', null, null, null]);
  });
  it('cannot be had by why-not or what-if', async () => {
    expect((await get(`${at}/kpis/relationship-score/why-not?recordType=score&recordId=s2`, 2)).json.type).toBe('answers-of-persons');
    const body = { changes: [{ recordType: 'score', recordId: 's2', set: {}, delete: true }] };
    expect((await api.call(`${at}/what-if`, { as: 2, method: 'POST', body })).json.type).toBe('answers-of-persons');
  });
  it('cannot be had by adding an answer in a what-if, which would take the place of theirs', async () => {
    const added = { recordType: 'score', recordId: null, set: { contact: 'c2', answeredOn: '2026-11-24', method: 'nps', score: 0 } };
    const body = { changes: [added], horizon: '2026-11-24' };
    expect((await api.call(`${at}/what-if`, { as: 2, method: 'POST', body })).json.type).toBe('answers-of-persons');
    expect((await api.call(`${at}/what-if`, { as: 1, method: 'POST', body })).status).toBe(200);
  });
  it('cannot be had by making oneself the owner of the relationship', async () => {
    const patch = (path: string, set: object) => api.call(`${at}/records/${path}`, { as: 2, method: 'PATCH', body: { set } });
    expect((await patch('contact/c2', { relationshipOwner: 'p02@contoso.example' })).json.type).toBe('forbidden');
    expect((await patch('member/m1', { name: 'Bo Li' })).json.type).toBe('forbidden');
    expect((await patch('target/t1', { value: { amount: '0', currency: null } })).json.type).toBe('forbidden');
  });
  it('cannot be had by taking the other slices from the total', async () => {
    const { slices } = (await get(`${at}/kpis/relationship-score/breakdown?by=country`, 2)).json;
    expect(slices.map((slice: { key: string; note: string }) => [slice.key, slice.note])).toEqual([
      ['DE', 'tooFewRespondents'],
      ['JP', 'tooFewRespondents'],
    ]);
  });
  it('show no mean where fewer than three answered', async () => {
    const { slices } = (await get(`${at}/kpis/relationship-score/breakdown?by=country`)).json;
    const byKey = new Map<string, contract.Reading>(slices.map((slice: contract.Reading & { key: string }) => [slice.key, slice]));
    expect(byKey.get('JP')).toMatchObject({ value: null, numerator: null, note: 'tooFewRespondents' });
    expect(byKey.get('DE')).toMatchObject({ value: 90, records: 3, note: null });
    expect((await get(`${at}/kpis/relationship-score?country=JP`)).json).toMatchObject({
      value: null,
      trend: [],
      previousYear: null,
      note: 'tooFewRespondents',
    });
  });
  it('in quarantine are for the manager', async () => {
    const cells = async (as: number) => (await get(`${at}/sources/quarantine?recordType=score`, as)).json.rows[0];
    expect(await cells(1)).toMatchObject({ cells: { Amount: 'lots' }, withheld: false });
    expect(await cells(2)).toMatchObject({ cells: {}, reasons: [{ value: null }], withheld: true });
  });
});

describe('settings', () => {
  const put = (body: unknown, as = 1) => api.call(`${at}/settings`, { as, method: 'PUT', body });
  it('take a target, which counts at once, and keep who set it', async () => {
    const { status, json } = await put({ targets: [{ kpi: 'net-new-revenue', period: 'FY2027', value: 600_000 }] });
    expect({ status, problem: status === 200 ? null : json }).toEqual({ status: 200, problem: null });
    expect(json.targets).toContainEqual({
      kpi: 'net-new-revenue',
      period: 'FY2027',
      organization: null,
      value: { amount: '600000', currency: 'USD' },
      source: 'app',
    });
    expect((await get(`${at}/kpis/net-new-revenue`)).json.target).toEqual({ amount: '600000', currency: 'USD' });
    const audit = await api.db.transaction(['fabrikam'], (tx) =>
      tx.selectFrom('audit').selectAll().where('subject', '=', 'targets').execute(),
    );
    expect(audit[0]).toMatchObject({ action: 'settings', directory_id: expect.stringMatching(/0001$/) });
    await put({ targets: [{ kpi: 'net-new-revenue', period: 'FY2027', value: null }] });
    expect((await get(`${at}/kpis/net-new-revenue`)).json.target).toBeNull();
  });
  it('stand over what a source says, without losing it', async () => {
    const { json } = await put({ targets: [{ kpi: 'win-rate', period: 'FY2027', value: 0.9 }] });
    expect(
      json.targets
        .filter((target: { kpi: string }) => target.kpi === 'win-rate')
        .map((target: { source: string; value: number }) => [target.source, target.value]),
    ).toEqual([
      ['app', 0.9],
      ['test', 0.5],
    ]);
    expect((await get(`${at}/kpis/win-rate`)).json.target).toBe(0.9);
    await put({ targets: [{ kpi: 'win-rate', period: 'FY2027', value: null }] });
  });
  it('of the account change what the KPIs read, and leave the past its own', async () => {
    const before = new Date().toISOString();
    const { json } = await put({ account: { fiscalYearStart: '01-01' } });
    expect(json.account).toMatchObject({ name: 'Fabrikam Global', fiscalYearStart: '01-01' });
    expect((await get(`${at}/scorecard`)).json.period).toMatchObject({ start: '2026-01-01' });
    expect((await get(`${at}/scorecard?knownAt=${before}`)).json.period).toMatchObject({ start: '2026-07-01' });
    await put({ account: { fiscalYearStart: '07-01' } });
  });
  it('are written whole or not at all', async () => {
    const before = (await get(`${at}/settings`)).json;
    const { status, json } = await put({
      thresholds: { onTrack: 0.5, atRisk: 0.4 },
      targets: [
        { kpi: 'win-rate', period: 'FY2027', value: 0.7 },
        { kpi: 'luck', period: 'FY2027', value: 1 },
      ],
    });
    expect([status, json.type, json.errors]).toEqual([422, 'invalid-settings', [{ path: 'targets.1', message: 'there is no KPI "luck"' }]]);
    expect((await get(`${at}/settings`)).json).toEqual(before);
  });
  it.each([
    [{ colour: 'red' }, 'colour'],
    [{ account: { timeZone: 'Mars/Olympus' } }, 'account.timeZone'],
    [{ account: { fiscalYearStart: '02-30' } }, 'account.fiscalYearStart'],
    [{ thresholds: { onTrack: 0.5, atRisk: 0.9 } }, 'thresholds'],
    [{ targets: [{ kpi: 'win-rate', period: '2027', value: 1 }] }, 'targets.0.period'],
  ])('refuse %j and say where', async (body, path) => {
    const { status, json } = await put(body);
    expect([status, json.type, json.errors[0].path]).toEqual([400, 'invalid-body', path]);
  });
});

describe('figures about people', () => {
  const policy = (figuresAboutPeople: string, as = 1) =>
    api.call(`${at}/settings`, { as, method: 'PUT', body: { policies: { figuresAboutPeople } } });
  const byOwner = (as: number) => get(`${at}/kpis/net-new-revenue/breakdown?by=owner`, as);
  /** Whom goal-seek, the records behind a number and those left out of it name, to a member. */
  const owners = async () => {
    const shown: Record<string, string[]> = {};
    for (const [path, rows] of [
      ['goal-seek?target=160000', 'moves'],
      ['records', 'records'],
      ['left-out', 'records'],
    ] as const) {
      const { json } = await get(`${at}/kpis/net-new-revenue/${path}`, 2);
      expect(json[rows]).not.toEqual([]);
      const named = json[rows].flatMap((row: { owner: string | null; ownerName: string | null }) => [row.owner, row.ownerName]);
      shown[rows === 'moves' ? rows : path] = [...new Set<string | null>(named)].filter((one) => one !== null).sort();
    }
    return shown;
  };
  it('follow the policy, which a manager may only make stricter', async () => {
    const mine = { owner: 'p02@contoso.example' };
    await write(api.db, 'fabrikam', 'opportunity', [
      won('o5', 1000, mine),
      won('o6', 1000, { ...mine, status: 'lost' }),
      won('o7', 20_000, { ...mine, status: 'open', closedOn: null, expectedClose: '2027-03-01', forecastCategory: 'commit' }),
    ]);
    await upToDate(api.db, 'fabrikam');
    for (const named of Object.values(await owners())) expect(named).toContain('Ada King');
    expect((await byOwner(2)).json.slices).toHaveLength(3);
    expect((await policy('own')).status).toBe(200);
    const ownSlices = (await byOwner(2)).json.slices;
    expect(ownSlices).toHaveLength(1);
    const own = await owners();
    for (const named of Object.values(own)) expect(named).not.toContain('Ada King');
    expect(own.records).toContain(ownSlices[0].key);
    expect(own['left-out']).toContain(ownSlices[0].key);
    expect((await get(`${at}/scorecard?owner=Ada%20King`, 2)).json.type).toBe('figures-about-people-off');
    expect((await policy('off')).status).toBe(200);
    expect(await owners()).toEqual({ moves: [], records: [], 'left-out': [] });
    for (const path of [
      '/kpis/net-new-revenue/breakdown?by=owner',
      '/scorecard?owner=Ada%20King',
      '/records/opportunity?owner=Ada%20King',
    ]) {
      const { status, json } = await get(at + path);
      expect([path, status, json.type]).toEqual([path, 403, 'figures-about-people-off']);
    }
    expect((await policy('named')).status).toBe(403);
  });
});

describe('a bad request', () => {
  const post = (body: string, headers: Record<string, string> = {}) => api.call(`${at}/what-if`, { as: 1, method: 'POST', body, headers });
  it.each([
    ['not JSON', 'oops', {}, 400, 'invalid-body'],
    ['empty', '', {}, 400, 'invalid-body'],
    ['of another type', '{}', { 'content-type': 'text/plain' }, 415, 'media-type'],
    ['compressed', '{}', { 'content-encoding': 'gzip' }, 415, 'media-type'],
    ['far too large', `{"changes":"${'x'.repeat(1_100_000)}"}`, {}, 413, 'body-too-large'],
    ['an array', '[]', {}, 400, 'invalid-body'],
    ['null', 'null', {}, 400, 'invalid-body'],
    [
      'of changes without end',
      JSON.stringify({ changes: Array.from({ length: 501 }, () => ({ recordType: 'opportunity', recordId: 'x' })) }),
      {},
      400,
      'invalid-body',
    ],
  ] as const)('whose body is %s is answered cleanly', async (_what, body, headers, status, type) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.json.type]).toEqual([status, type]);
    expect(answer.text).not.toMatch(/\.ts\b|node_modules|\bat /);
  });
  it.each([
    ['GET', '/api/nothing', 404, 'not-found'],
    ['GET', `${at}/kpis/win-rat`, 404, 'unknown-kpi'],
    ['GET', `${at}/scorecard?colour=red`, 400, 'invalid-query'],
    ['GET', `${at}/scorecard?asOf=31.12.2026`, 400, 'invalid-query'],
    ['GET', `${at}/scorecard?asOf=1066-10-14`, 400, 'invalid-query'],
    ['GET', `${at}/scorecard?period=someday`, 400, 'invalid-query'],
    ['GET', `${at}/kpis/win-rate/breakdown?by=shoe`, 400, 'invalid-query'],
    ['GET', `${at}/kpis/win-rate/drivers?since=2026-12-01&until=2026-01-01`, 400, 'invalid-query'],
    ['GET', `${at}/kpis/deployment/goal-seek?target=much`, 400, 'invalid-query'],
    ['GET', `${at}/kpis/deployment/goal-seek`, 422, 'no-target'],
    ['GET', '/api/me?verbose=1', 400, 'invalid-query'],
    ['DELETE', `${at}/scorecard`, 405, 'method-not-allowed'],
    ['POST', '/nowhere', 405, 'method-not-allowed'],
    ['GET', '/api/accounts/%00/scorecard', 404, 'not-found'],
    ['GET', '/api/accounts/%E0%A4%A/scorecard', 404, 'not-found'],
    ['GET', '/../../etc/passwd', 404, 'not-found'],
    ['GET', '/%2e%2e/%2e%2e/package.json', 404, 'not-found'],
  ])('%s %s is a problem by name', async (method, path, status, type) => {
    const answer = await api.call(path, { as: 1, method });
    expect([answer.status, answer.json?.type]).toEqual([status, type]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
  it('names the nearest KPI', async () => {
    expect((await get(`${at}/kpis/win-rat`)).json.detail).toContain('"win-rat"; the nearest is win-rate');
  });
});

describe('every response', () => {
  it('says who may frame it, is not sniffed, and has an id', async () => {
    const { headers } = await api.call('/healthz');
    expect(headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://*.cloud.microsoft https://teams.microsoft.com",
    );
    expect(headers.get('content-security-policy')).toMatch(/connect-src 'self' http:\/\/127\.0\.0\.1:\d+ https:\/\/res\.cdn\.office\.net/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });
});
