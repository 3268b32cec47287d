import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { azureTokens } from '../../src/graph/azureTokens.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { rosterReader } from '../../src/graph/roster.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { Database } from '../../src/store/database.ts';
import { connectAccount, syncAccount } from '../../src/sync/index.ts';
import { graphOf, list, quickClock, secret, teamId, tenantOf } from '../integration/sync.support.ts';
import { networkOf } from '../support/cloudNames.ts';
import { testDatabase } from '../support/database.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from './graph-contract.mjs';

/** A sync as the server does it, recorded by GRAPH_LOG, held against Microsoft's published contract. */
describe.each(['global', 'china'] as const)('the traffic between our Graph client and the local Graph, in the cloud %s', (name) => {
  const cloud = clouds[name];
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-traffic-'));
  const file = join(folder, 'graph.jsonl');
  let local: LocalGraph;
  let db: Database;

  beforeAll(async () => {
    const rows = Array.from({ length: 450 }, (_, number) => [`D-${number}`, 'Won', number]);
    local = await startLocalGraph({
      ...secret,
      seed: tenantOf([list('Deals', ['Deal id', 'Stage', { displayName: 'Amount', type: 'number' }], rows)]),
      port: 0,
      cloud,
    });
    db = await testDatabase();
    const log = openExchangeLog(file, {});
    const network = networkOf(cloud, local);
    const proof = { kind: 'secret', clientSecret: secret.clientSecret } as const;
    const identity = { tenantId: local.tenantId, clientId: secret.clientId, proof };
    const clock = quickClock();
    const tokens = azureTokens(identity, cloud, clock, cloud.graph, network);
    const graph = graphOf(local, { log, clock, tokens, root: cloud.graph, fetch: network });
    const mapping = readMapping({
      opportunity: { list: 'Deals', fields: { id: 'Deal id', status: { column: 'Stage', values: { Won: 'won' } }, amount: 'Amount' } },
    });
    await connectAccount(db, { accountId: 'traffic', slug: 'traffic', mapping, site: { groupId: teamId }, at: new Date().toISOString() });
    const context = { db, graph, kinds: { list: listSource }, now: Date.now };
    await syncAccount(context, 'traffic', async () => undefined);
    for (const id of local.lists.find('Deals', 'Deal id', 'D-7')) local.lists.change('Deals', id, { Amount: 700 });
    for (const id of local.lists.find('Deals', 'Deal id', 'D-8')) local.lists.remove('Deals', id);
    await syncAccount(context, 'traffic', async () => undefined);
    local.lists.expireDeltaTokens('Deals');
    await syncAccount(context, 'traffic', async () => undefined);
    await rosterReader(graph, local.tenantId)(teamId, '19:general', 'standard');
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
      .map((line) => JSON.parse(line));

  it('breaks the contract on neither side', () => {
    const slice = JSON.parse(readFileSync(new URL('./graph-v1-slice.json', import.meta.url), 'utf8'));
    const checker = createChecker(slice, { strictLinks: true, ...(name === 'china' ? { cloud: 'china' } : {}) });
    const errors = exchanges().flatMap((exchange) =>
      checker.check(exchange).findings.filter((finding: { severity: string }) => finding.severity === 'error'),
    );
    expect(errors).toEqual([]);
  });

  it('holds a first load, changes, a start from scratch after 410, and the roster', () => {
    const said = exchanges().map(({ method, url, status }) => `${method} ${status} ${String(url).replace(/\?.*/, '')}`);
    expect(said.filter((line) => line.includes('/items/delta')).length).toBeGreaterThan(5);
    expect(said.some((line) => line.startsWith('GET 410'))).toBe(true);
    expect(said.some((line) => line.endsWith(`/teams/${teamId}/members`))).toBe(true);
  });

  it('goes to the hosts of that cloud alone', () => {
    expect([...new Set(exchanges().map(({ url }) => new URL(url).origin))]).toEqual([cloud.graph]);
  });
  it('is recorded without tokens', () => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/eyJ[\w-]+\.eyJ|Bearer|authorization/i);
  });
});
