import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { fileSource } from '../../src/sources/file/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { workbookSource } from '../../src/sources/workbook/index.ts';
import type { Database } from '../../src/store/database.ts';
import { connectAccount, syncAccount } from '../../src/sync/index.ts';
import { graphOf, secret, teamId, tenantOf } from '../integration/sync.support.ts';
import { testDatabase } from '../support/database.ts';
import { workbookOf } from '../support/workbook.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from './graph-contract.mjs';

const workbook = (stage: string) =>
  workbookOf([
    {
      name: 'Deals',
      rows: [
        ['Id', 'Stage'],
        ['D1', stage],
      ],
    },
  ]);

/** Files as the server reads them, and what else the local Graph answers about a library, against Microsoft's contract. */
describe('the traffic about files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-drive-'));
  const file = join(folder, 'graph.jsonl');
  let local: LocalGraph;
  let db: Database;

  beforeAll(async () => {
    const files = [
      { path: 'Sales/Deals.xlsx', content: workbook('Won') },
      { path: 'Sales/rates.csv', content: Buffer.from('Id,Year,Currency,Rate\nR1,2026,EUR,1.1\n') },
    ];
    local = await startLocalGraph({ ...secret, seed: { ...tenantOf([]), files }, port: 0 });
    db = await testDatabase();
    const log = openExchangeLog(file, {});
    const graph = graphOf(local, { log });
    const mapping = readMapping({
      opportunity: {
        workbook: 'Sales/Deals.xlsx',
        sheet: 'Deals',
        fields: { id: 'Id', status: { column: 'Stage', values: { Won: 'won', '*': 'open' } } },
      },
      rate: { file: 'Sales/rates.csv', fields: { id: 'Id', fiscalYear: 'Year', currency: 'Currency', planRate: 'Rate' } },
      partner: { workbook: 'Sales/Partners.xlsx', sheet: 'Partners', fields: { id: 'Id' } },
      score: { workbook: 'Nowhere/Scores.xlsx', sheet: 'Scores', fields: { id: 'Id' } },
    });
    await connectAccount(db, { accountId: 'traffic', slug: 'traffic', mapping, site: { groupId: teamId }, at: new Date().toISOString() });
    const context = { db, graph, kinds: { workbook: workbookSource(), file: fileSource() }, now: Date.now };
    const sync = () => syncAccount(context, 'traffic', async () => undefined);
    await sync();
    local.files.put('Sales/Deals.xlsx', workbook('Lost'));
    local.files.move('Sales/Deals.xlsx', 'Sales/Deals of 2026.xlsx');
    await sync();
    local.files.lock('Sales/rates.csv');
    local.files.put('Sales/rates.csv', Buffer.from('Id,Year,Currency,Rate\nR1,2026,EUR,1.2\n'));
    local.files.remove('Sales/Deals of 2026.xlsx');
    await sync();
    const drive = await graph.get<{ id: string }>(`/sites/${local.site.id}/drive`);
    const start = await graph.get<{ '@odata.deltaLink': string }>(`/drives/${drive.id}/root/delta`);
    local.files.put('Sales/New.xlsx', workbook('Won'));
    await graph.get(start['@odata.deltaLink']);
    local.files.expireDeltaTokens();
    await graph.get(start['@odata.deltaLink']).catch(() => undefined);
    for (const path of ['', '/root', '/root/children', '/items/root/children', '/root:/Sales:/children', '/root:/Sales/New.xlsx'])
      await graph.get(`/drives/${drive.id}${path}`);
    await graph.get(`/groups/${teamId}/drive`);
    await graph.get(`/sites/${local.site.id}/drives`);
    log.close();
  });
  afterAll(async () => {
    await db.close();
    await local.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const exchanges = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line.replaceAll(local.url, 'https://graph.microsoft.com')));

  it('breaks the contract on neither side, in any cloud', () => {
    const slice = JSON.parse(readFileSync(new URL('./graph-v1-slice.json', import.meta.url), 'utf8'));
    for (const cloud of [undefined, 'china', 'usgov']) {
      const checker = createChecker(slice, { strictLinks: true, ...(cloud ? { cloud } : {}) });
      const findings = exchanges().flatMap((exchange) => checker.check(exchange).findings);
      expect([cloud, findings.filter((finding: { severity: string }) => finding.severity === 'error')]).toEqual([cloud, []]);
    }
  });

  it('holds downloads, files that are missing, moved, locked and deleted, and a delta that ran out', () => {
    const said = exchanges().map(
      ({ method, url, status }) => `${method} ${status} ${new URL(url).pathname.replace(/(drives|items)\/[^/:]+/g, '$1/x')}`,
    );
    for (const line of [
      'GET 302 /v1.0/drives/x/items/x/content',
      'GET 404 /v1.0/drives/x/root:/Sales/Partners.xlsx',
      'GET 404 /v1.0/drives/x/root:/Nowhere:/children',
      'GET 423 /v1.0/drives/x/items/x/content',
      'GET 404 /v1.0/drives/x/items/x',
      'GET 410 /v1.0/drives/x/root/delta',
    ])
      expect(said).toContain(line);
  });

  it('is recorded without tokens, and without the addresses that stand for one', () => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/eyJ[\w-]+\.eyJ|Bearer|authorization|tempauth/i);
  });
});
