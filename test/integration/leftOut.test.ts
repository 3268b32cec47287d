import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { drillDown, leftOut, whyNot } from '../../src/engine/index.ts';
import { kpis } from '../../src/kpis/index.ts';
import * as contract from '../../src/server/contract.ts';
import { newAccount, upToDate, usd, write } from '../support/database.ts';
import { type Api, giveAccess, startApi } from './apiHouse.ts';

let api: Api;
const at = '/api/accounts/fabrikam';
const get = (path: string, as = 1, headers: Record<string, string> = {}) => api.call(at + path, { as, headers });
const deal = (id: string, more: Record<string, unknown>) => ({
  id,
  name: `Deal ${id}`,
  type: 'netNew',
  status: 'won',
  amount: usd(1000),
  createdOn: '2026-01-05',
  closedOn: '2026-09-01',
  organization: 'de',
  owner: 'Ada King',
  product: 'Suite',
  ...more,
});

beforeAll(async () => {
  api = await startApi();
  const { db } = api;
  await newAccount(db, 'fabrikam', {});
  for (const [person, role] of [
    [1, 'manager'],
    [2, 'member'],
  ] as const)
    await giveAccess(db, 'fabrikam', person, role);
  await write(db, 'fabrikam', 'organization', [
    { id: 'hq', name: 'Fabrikam', country: 'US' },
    { id: 'de', name: 'Fabrikam Deutschland', country: 'DE', parent: 'hq' },
  ]);
  await write(db, 'fabrikam', 'opportunity', [
    deal('counted', {}),
    deal('lost', { status: 'lost', amount: usd(9000), organization: 'hq' }),
    deal('open', { status: 'open', closedOn: null, expectedClose: '2027-01-15' }),
    deal('renewal', { type: 'renewal' }),
    deal('lastYear', { closedOn: '2025-09-01' }),
    deal('later', { closedOn: '2026-12-15' }),
    deal('foreign', { amount: { amount: '10', currency: 'ARS' } }),
    deal('empty', { amount: null }),
  ]);
  await write(db, 'fabrikam', 'agreement', [
    { id: 'a1', program: 'EA', organization: 'de', startsOn: '2023-09-01', endsOn: '2026-08-31', annualValue: usd(500) },
    { id: 'a2', program: 'MPSA', organization: 'de', startsOn: '2023-09-01', endsOn: '2026-08-31', annualValue: usd(500) },
  ]);
  await write(db, 'fabrikam', 'contact', [{ id: 'c1', name: 'Carla Roth', level: 'CXO', organization: 'de', relationshipOwner: 'Bo Li' }]);
  await write(db, 'fabrikam', 'score', [
    { id: 's1', contact: 'c1', organization: 'de', answeredOn: '2024-01-01', method: 'nps', score: 9, scaleMin: 0, scaleMax: 10 },
  ]);
  await upToDate(db, 'fabrikam');
});
afterAll(() => api.close());

const reasonsOf = (json: contract.LeftOut) => Object.fromEntries(json.records.map(({ recordId, reason }) => [recordId, reason.key]));

describe('what a KPI leaves out', () => {
  it('is every record of its type that does not count, each with the reason, as the contract says', async () => {
    const { status, json } = await get('/kpis/net-new-revenue/left-out');
    expect(status).toBe(200);
    expect(contract.LeftOut.safeParse(json).error?.issues ?? []).toEqual([]);
    expect(reasonsOf(json)).toEqual({
      lost: 'notWon',
      open: 'notWon',
      renewal: 'notNetNew',
      empty: 'noAmount',
      lastYear: 'outsidePeriod',
      later: 'notYet',
      foreign: 'noRate',
    });
    expect(json.total).toBe(7);
    expect(json.records[0]).toMatchObject({
      recordId: 'lost',
      label: 'Deal lost · Fabrikam',
      ownerName: 'Ada King',
      reason: { key: 'notWon', text: 'The opportunity is not won', field: 'status' },
      sourceUrl: 'https://example.test/lost',
      withheld: false,
    });
  });

  it('counts the records of each reason, the KPI’s own before those of time', async () => {
    const { json } = await get('/kpis/net-new-revenue/left-out?limit=1', 1, { 'accept-language': 'zh-CN' });
    expect(json.reasons.map(({ key, records }: { key: string; records: number }) => [key, records])).toEqual([
      ['notWon', 2],
      ['noAmount', 1],
      ['notNetNew', 1],
      ['noRate', 1],
      ['notYet', 1],
      ['outsidePeriod', 1],
    ]);
    expect(json.reasons[0].text).toBe('该商机未赢单');
  });

  it('is paged, and narrowed by one reason, a slice and a day', async () => {
    const first = (await get('/kpis/net-new-revenue/left-out?reason=notWon&limit=1')).json;
    expect([first.total, first.records.length]).toEqual([2, 1]);
    const second = (await api.call(first.next, { as: 1 })).json;
    expect([second.page, second.next, second.records[0].recordId]).toEqual([2, null, 'open']);
    expect(Object.keys(reasonsOf((await get('/kpis/net-new-revenue/left-out?country=US')).json))).toEqual(['lost']);
    expect(reasonsOf((await get('/kpis/net-new-revenue/left-out?asOf=2026-12-31')).json).later).toBeUndefined();
    expect((await get('/kpis/net-new-revenue/left-out?reason=nonsense')).json).toMatchObject({ total: 0, records: [] });
  });

  it('tells part from part: an agreement that counts as due is left out of what was renewed', async () => {
    const { json } = await get('/kpis/ea-renewal-rate/left-out');
    expect(reasonsOf(json)).toEqual({ a1: 'noSuccessor', a2: 'notEaType' });
  });

  it('withholds the answers of named persons from whom they are not for', async () => {
    expect((await get('/kpis/relationship-score/left-out')).json.records[0]).toMatchObject({ recordId: 's1', withheld: false });
    expect((await get('/kpis/relationship-score/left-out', 2)).json.records[0]).toMatchObject({
      recordId: null,
      label: null,
      owner: null,
      sourceUrl: null,
      reason: { key: 'noLonger' },
      withheld: true,
    });
  });

  it('is refused to whom the account is not there, and for a KPI that is none', async () => {
    expect((await get('/kpis/net-new-revenue/left-out', 9)).status).toBe(404);
    expect((await get('/kpis/nonsense/left-out')).json.type).toBe('unknown-kpi');
  });

  it('agrees with why-not and with the records behind, for every KPI', async () => {
    const question = { accountId: 'fabrikam', asOf: '2026-11-24', knownAt: null, period: 'fytd', slice: {} };
    const everything = { offset: 0, limit: 1000 };
    for (const { id } of kpis) {
      await api.db.transaction(['fabrikam'], async (tx) => {
        const out = await leftOut(tx, question, id, null, everything);
        const behind = new Set((await drillDown(tx, question, id, everything)).rows.map((row) => `${row.recordId}|${row.part}`));
        expect(out.rows.filter((row) => behind.has(`${row.recordId}|${row.part}`))).toEqual([]);
        for (const row of out.rows) {
          const { parts } = await whyNot(tx, question, id, row.recordType, row.recordId);
          const same = parts.find((part) => part.recordId === row.recordId && part.part === row.part);
          // Not every KPI reads the type of the record that it shows.
          if (same) expect({ id, counts: same.counts, reason: same.reasons[0] }).toEqual({ id, counts: false, reason: row.reason });
        }
      });
    }
  });
});

describe('the values to slice by', () => {
  const keys = async (query: string, as = 1) => (await get(`/slices?${query}`, as)).json.values.map(({ key }: { key: string }) => key);
  it('are those that contributions carry, and every organization', async () => {
    expect(await keys('by=organization')).toEqual(['hq', 'de']);
    expect((await keys('by=country')).sort()).toEqual(['DE', 'US']);
    expect(await keys('by=product')).toEqual(['Suite']);
    expect(contract.SliceValues.safeParse((await get('/slices?by=organization')).json).success).toBe(true);
  });
  it('are found by a part of the name', async () => {
    expect((await get('/slices?by=organization&q=deutsch')).json).toEqual({
      by: 'organization',
      total: 1,
      values: [{ key: 'de', label: 'Fabrikam Deutschland' }],
    });
  });
  it('name no person where figures about people are off', async () => {
    const set = (policy: string) =>
      api.db.transaction(['fabrikam'], (tx) =>
        sql`update workspace set settings = settings || jsonb_build_object('policies', jsonb_build_object('figuresAboutPeople', ${policy}::text)) where account_id = 'fabrikam'`.execute(
          tx,
        ),
      );
    await set('off');
    expect((await get('/slices?by=owner')).json.type).toBe('figures-about-people-off');
    await set('own');
    expect(await keys('by=owner')).toEqual([]);
    await set('named');
    expect((await get('/slices?by=owner')).json.values).toContainEqual({ key: expect.any(String), label: 'Ada King' });
  });
});

describe('a reading', () => {
  it('says how many quarantined rows of the types that it reads it rests on', async () => {
    await api.db.transaction(['fabrikam'], async (tx) => {
      await sql`insert into source (account_id, id, kind, name, location, mapping, state, rows_seen, last_success_at, problem, created_at)
        values ('fabrikam', 'test', 'list', 'Deals', '{}', '[{"recordType":"opportunity"}]', 'fresh', 5, '2026-11-24T08:00:00Z', null, clock_timestamp())`.execute(
        tx,
      );
      await sql`insert into quarantine (account_id, source_id, row_id, record_type, record_id, reasons, cells, source_url, quarantined_at)
        values ('fabrikam', 'test', 'r1', 'opportunity', 'r1', '[]', '{}', null, clock_timestamp())`.execute(tx);
    });
    expect((await get('/kpis/win-rate')).json.quarantined).toEqual([{ recordType: 'opportunity', rows: 1 }]);
    expect((await get('/kpis/deployment')).json.quarantined).toEqual([]);
    expect((await get('/kpis/win-rate')).json.computation).toBe('ratio');
  });
});
