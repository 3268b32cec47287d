import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { openGraph } from '../../src/graph/client.ts';
import * as contract from '../../src/server/contract.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { connectAccount } from '../../src/sync/connect.ts';
import { runRound } from '../../src/sync/round.ts';
import { type Api, giveAccess, person, startApi } from './apiHouse.ts';
import { APP, accessToken, personForm } from './localGraphClient.ts';
import { ANNA, OUTSIDER, smallTenant, TEAM_ID } from './localGraphSeed.ts';
import { graphOf } from './sync.support.ts';

const seed = smallTenant();
const lists = [
  ...seed.lists,
  {
    displayName: 'Contracts',
    columns: ['Contract Number', 'Contract Type', 'Contract Start Date', 'Contract End Date', 'Annual Contract Value (USD)'].map(
      (displayName) => ({ displayName, type: 'text' as const }),
    ),
    rows: [
      {
        'Contract Number': 'C-1',
        'Contract Type': 'EA',
        'Contract Start Date': '2024-01-01',
        'Contract End Date': '2026-12-31',
        'Annual Contract Value (USD)': '120,000.00',
      },
      {
        'Contract Number': 'C-2',
        'Contract Type': 'CSP',
        'Contract Start Date': '2025-01-01',
        'Contract End Date': '2025-12-31',
        'Annual Contract Value (USD)': '8,000.00',
      },
      {
        'Contract Number': 'C-3',
        'Contract Type': 'EA',
        'Contract Start Date': '2023-07-01',
        'Contract End Date': 'soon',
        'Annual Contract Value (USD)': '45,000.00',
      },
      ...Array.from({ length: 17 }, (_, index) => ({
        'Contract Number': `C-${index + 4}`,
        'Contract Type': 'MPSA',
        'Contract Start Date': '2025-02-01',
        'Contract End Date': '2027-01-31',
        'Annual Contract Value (USD)': '1,000.00',
      })),
    ],
  },
];
const accountId = 'fabrikam';
const mapping = {
  account: { name: 'Fabrikam', currency: 'USD' },
  opportunity: { list: 'Deals', fields: { id: 'Deal id', amount: { column: 'Amount (USD)', currency: 'USD' } } },
};

let local: LocalGraph;
let api: Api;
const at = (path: string) => `/api/accounts/${accountId}/sources${path}`;
const post = (path: string, body: unknown, as = 1) => api.call(at(path), { as, method: 'POST', body });
const contracts = {
  recordType: 'agreement',
  fields: {
    id: 'Contract Number',
    program: 'Contract Type',
    endsOn: 'Contract End Date',
    annualValue: { column: 'Annual Contract Value (USD)', currency: 'USD' },
  },
};
/** The first person of the API is on the team of the site; the second is not. */
const personOf = (assertion: string) =>
  JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()).oid === person(1) ? ANNA : OUTSIDER;

beforeAll(async () => {
  local = await startLocalGraph({ seed: { ...seed, lists }, port: 0, ...APP });
  api = await startApi({
    graphAs: async (assertion) => {
      const token = await accessToken(local, personForm(personOf(assertion).userPrincipalName));
      return openGraph({ root: local.url, tokens: { token: async () => token, forget: () => undefined } });
    },
  });
  await connectAccount(api.db, {
    accountId,
    slug: accountId,
    mapping: readMapping(mapping),
    site: { groupId: TEAM_ID },
    at: new Date().toISOString(),
  });
  await giveAccess(api.db, accountId, 1, 'manager');
  await giveAccess(api.db, accountId, 2, 'manager');
  await giveAccess(api.db, accountId, 3, 'member');
});
afterAll(async () => {
  await api.close();
  await local.close();
});

describe('connecting a list', () => {
  it('shows the lists of the site that are not connected yet', async () => {
    const { json } = await api.call(at('/available'), { as: 1 });
    expect(contract.AvailableLists.parse(json).lists.map(({ name }) => name)).toEqual(['Contracts', 'Quiet list']);
  });
  it('proposes what a list is, with its first rows and those that would be quarantined', async () => {
    const { status, json } = await post('/preview', { list: 'Contracts' });
    expect(status).toBe(200);
    const { proposal, preview, columns } = contract.MappingPreview.parse(json);
    expect(proposal).toMatchObject({ recordType: 'agreement', isSure: true });
    expect(proposal?.fields.map(({ field }) => field).sort()).toEqual(['annualValue', 'endsOn', 'id', 'program', 'startsOn']);
    expect(columns.map(({ displayName }) => displayName)).toContain('Contract Type');
    expect(preview?.counted).toEqual({ rows: 20, understood: 19, quarantined: 1, ofOthers: 0 });
    expect(preview?.rows[0]).toMatchObject({
      recordId: 'C-1',
      fields: { program: 'EA', endsOn: '2026-12-31', annualValue: { amount: '120000', currency: 'USD' } },
    });
    expect(preview?.rows[2]).toMatchObject({ fields: null, reasons: [{ column: 'Contract End Date', value: 'soon' }] });
  });
  it('gives its reasons in the language that is asked for', async () => {
    const { json } = await api.call(at('/preview'), {
      as: 1,
      method: 'POST',
      body: { list: 'Contracts' },
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(json.proposal.fields.find((field: { field: string }) => field.field === 'endsOn')?.reason).toMatch(
      /列名“Contract End Date”通常表示 endsOn/,
    );
  });
  it('shows the rows as given fields would read them', async () => {
    const { json } = await post('/preview', {
      list: 'Contracts',
      recordType: 'agreement',
      fields: { id: 'Contract Number', endsOn: 'Contract Type' },
    });
    expect(json.preview.counted).toMatchObject({ understood: 0, quarantined: 20 });
  });
  it('is for managers, and only for what they may read themselves', async () => {
    expect((await post('/preview', { list: 'Contracts' }, 3)).status).toBe(403);
    for (const refused of [
      await post('/preview', { list: 'Contracts' }, 2),
      await post('', { list: 'Contracts', entries: [contracts] }, 2),
      await api.call(at('/available'), { as: 2 }),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.json.type).toBe('list-not-readable');
    }
  });
  it('names the nearest list where there is none of that name', async () => {
    const { status, json } = await post('/preview', { list: 'Contract' });
    expect(status).toBe(404);
    expect(json.detail).toContain('did you mean "Contracts"?');
  });
  it('refuses a mapping that cannot be used, and says where', async () => {
    const wrong = await post('', {
      list: 'Contracts',
      entries: [{ recordType: 'agreement', fields: { id: 'Contract Number', endOn: 'Contract End Date' } }],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.json.detail).toContain('did you mean endsOn?');
    const missing = await post('', { list: 'Contracts', entries: [{ recordType: 'agreement', fields: { id: 'Contract Nr' } }] });
    expect(missing.json).toMatchObject({ type: 'invalid-mapping', detail: expect.stringContaining('has no column "Contract Nr"') });
  });
  it('connects, once, reads the list, and writes down who did it', async () => {
    const created = await post('', { list: 'Contracts', entries: [contracts] });
    expect(created.status).toBe(201);
    expect(contract.ConnectedSource.parse(created.json)).toMatchObject({ id: 'contracts', recordTypes: ['agreement'] });
    expect(api.synced).toContainEqual({ accountId, sourceId: 'contracts' });
    expect((await post('', { list: 'Contracts', entries: [contracts] })).json.type).toBe('source-exists');
    const audited = await api.db.transaction([accountId], (tx) =>
      sql`select directory_id, action, subject from audit where account_id = ${accountId}`.execute(tx),
    );
    expect(audited.rows).toEqual([{ directory_id: person(1), action: 'connectSource', subject: 'contracts' }]);
  });
  it('is not undone by a mapping.json that does not name the list', async () => {
    await connectAccount(api.db, {
      accountId,
      slug: accountId,
      mapping: readMapping(mapping),
      site: { groupId: TEAM_ID },
      at: new Date().toISOString(),
    });
    const { json } = await api.call(at(''), { as: 1 });
    expect(json.sources.map(({ id }: { id: string }) => id)).toEqual(['contracts', 'deals']);
  });
});

describe('changing a mapping', () => {
  const sync = () =>
    runRound({ db: api.db, graph: graphOf(local, appTokens()), kinds: { list: listSource }, now: Date.now }, accountId, 'contracts');
  const appTokens = () => ({
    tokens: {
      token: () =>
        accessToken(local, {
          grant_type: 'client_credentials',
          client_id: APP.clientId,
          client_secret: APP.clientSecret,
          scope: 'https://graph.microsoft.com/.default',
        }),
      forget: () => undefined,
    },
  });
  const ends = () =>
    api.db.transaction(
      [accountId],
      async (tx) =>
        (
          await sql<{
            id: string;
            ends_on: string | null;
            starts_on: string | null;
          }>`select id, ends_on, starts_on from agreement where account_id = ${accountId} and known_until = 'infinity' order by id`.execute(
            tx,
          )
        ).rows,
    );

  it('reads the source whole again, in the new way', async () => {
    await sync();
    expect((await ends())[0]).toEqual({ id: 'C-1', ends_on: '2026-12-31', starts_on: null });
    const put = await api.call(at('/contracts/mapping'), {
      as: 1,
      method: 'PUT',
      body: { entries: [{ ...contracts, fields: { ...contracts.fields, startsOn: 'Contract Start Date' } }] },
    });
    expect(put.status).toBe(200);
    expect(await sync()).toMatchObject({ state: 'fresh', full: true });
    expect((await ends())[0]).toEqual({ id: 'C-1', ends_on: '2026-12-31', starts_on: '2024-01-01' });
  });
  it('takes away at once what is no longer mapped', async () => {
    await api.call(at('/contracts/mapping'), {
      as: 1,
      method: 'PUT',
      body: { entries: [{ recordType: 'partner', fields: { id: 'Contract Number', name: 'Contract Type' } }] },
    });
    expect(await ends()).toEqual([]);
    await api.call(at('/contracts/mapping'), { as: 1, method: 'PUT', body: { entries: [contracts] } });
    await sync();
    expect(await ends()).toHaveLength(19);
  });
  it('refuses what is no source, or not the caller’s to change', async () => {
    expect((await api.call(at('/nothing/mapping'), { as: 1, method: 'PUT', body: { entries: [contracts] } })).json.type).toBe(
      'unknown-source',
    );
    expect((await api.call(at('/contracts/mapping'), { as: 3, method: 'PUT', body: { entries: [contracts] } })).status).toBe(403);
    expect((await api.call(at('/contracts/mapping'), { as: 2, method: 'PUT', body: { entries: [contracts] } })).json.type).toBe(
      'list-not-readable',
    );
  });
});

describe('a column that changes later', () => {
  const round = (rename: (name: string) => string | null) =>
    runRound(
      {
        db: api.db,
        graph: graphOf(local, {
          tokens: {
            token: () =>
              accessToken(local, {
                grant_type: 'client_credentials',
                client_id: APP.clientId,
                client_secret: APP.clientSecret,
                scope: 'https://graph.microsoft.com/.default',
              }),
            forget: () => undefined,
          },
        }),
        kinds: {
          list: {
            ...listSource,
            columns: async (graph, location) =>
              (await listSource.columns(graph, location)).flatMap((column) => {
                const displayName = rename(column.displayName);
                return displayName === null ? [] : [{ ...column, displayName }];
              }),
          },
        },
        now: Date.now,
      },
      accountId,
      'contracts',
      { full: true },
    );
  const records = () =>
    api.db.transaction(
      [accountId],
      async (tx) =>
        (
          await sql<{
            count: number;
          }>`select count(ends_on) as count from agreement where account_id = ${accountId} and known_until = 'infinity'`.execute(tx)
        ).rows[0]?.count,
    );
  const problem = async () => (await api.call(at(''), { as: 1 })).json.sources.find((source: { id: string }) => source.id === 'contracts');

  it('is read on where it was renamed, and said', async () => {
    expect(await round((name) => (name === 'Contract End Date' ? 'Expires' : name))).toMatchObject({
      state: 'fresh',
      problem: { code: 'columnRenamed' },
    });
    expect(await problem()).toMatchObject({
      state: 'fresh',
      problem: {
        code: 'columnRenamed',
        message: expect.stringContaining('the column ‘Contract End Date’ that gives endsOn was renamed to ‘Expires’'),
      },
    });
    expect(await records()).toBe(19);
  });
  it('leaves every record as it was where it is gone, and says what to do', async () => {
    expect(await round((name) => (name === 'Contract End Date' ? null : name))).toMatchObject({
      state: 'failed',
      problem: { code: 'missingColumn' },
    });
    expect((await problem()).problem.message).toContain('the column ‘Contract End Date’ that gives endsOn is no longer in Contracts');
    expect(await records()).toBe(19);
  });
  it('is forgotten once it is as it was', async () => {
    expect(await round((name) => name)).toMatchObject({ state: 'fresh', problem: null });
  });
});
