import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { clara, type FirstDay, openFirstDay } from '../integration/firstDay.support.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from './graph-contract.mjs';

/** Every list made, filled with sample rows, read, and emptied, as on somebody's first day, against Microsoft's contract. */
describe('the traffic of a first day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-first-day-'));
  const file = join(folder, 'graph.jsonl');
  let house: FirstDay;
  let state: string;

  beforeAll(async () => {
    const log = openExchangeLog(file, {});
    house = await openFirstDay({ log });
    const { json } = await house.call(clara, 'POST', '/api/accounts', { name: 'Contoso', channel: house.channel });
    const account = `/api/accounts/${json.slug}`;
    await house.call(clara, 'GET', '/api/channels');
    const { json: proposed } = await house.call(clara, 'GET', `${account}/lists/proposed`);
    const recordTypes = proposed.lists.map((list: { recordType: string }) => list.recordType);
    const making = await house.call(clara, 'POST', `${account}/lists`, { recordTypes, sampleRows: true });
    state = (await house.made(json.slug, making.json.id)).state;
    await house.call(clara, 'GET', `${account}/lists/proposed?sampleRows=true`);
    await house.call(clara, 'DELETE', `${account}/lists/sample-rows`);
    await house.call(clara, 'GET', `${account}/sources/available`);
    log.close();
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const exchanges = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line.replaceAll(house.local.url, 'https://graph.microsoft.com')));

  it('makes all seventeen lists', () => {
    expect(state).toBe('done');
    const made = exchanges().filter(({ method, url, status }) => method === 'POST' && url.endsWith('/lists') && status === 201);
    expect(made).toHaveLength(17);
  });

  it('breaks the contract on neither side, in any cloud that has lists', () => {
    const slice = JSON.parse(readFileSync(new URL('./graph-v1-slice.json', import.meta.url), 'utf8'));
    for (const cloud of [undefined, 'china', 'usgov']) {
      const checker = createChecker(slice, { strictLinks: true, ...(cloud ? { cloud } : {}) });
      const findings = exchanges().flatMap((exchange) => checker.check(exchange).findings);
      expect([cloud, findings.filter((finding: { severity: string }) => finding.severity === 'error')]).toEqual([cloud, []]);
    }
  });

  it('asks no list for more lookups than Graph gives at a time', () => {
    for (const { url } of exchanges().filter(({ url }) => url.includes('/items/delta'))) {
      const selected = /select=([^)]*)/.exec(decodeURIComponent(url))?.[1]?.split(',') ?? [];
      expect(selected.filter((name) => name.endsWith('LookupId')).length).toBeLessThanOrEqual(12);
    }
  });
});
