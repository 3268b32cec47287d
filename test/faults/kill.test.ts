import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { openDatabase } from '../../src/store/database.ts';
import { accountId, list, secret, tenantOf } from '../integration/sync.support.ts';

const deals = Array.from({ length: 600 }, (_, index) => [
  `D${index}`,
  `Deal ${index}`,
  `Company ${index % 7}`,
  index % 3 === 0 ? 'Won' : 'Open',
  index === 77 ? 'lots' : `${index}.5`,
  '2026-10-01',
]);
const companies = Array.from({ length: 7 }, (_, index) => [`C${index}`, `Company ${index}`, 'DE']);
const mapping = {
  account: { name: 'Contoso', currency: 'USD' },
  opportunity: {
    list: 'Pipeline',
    fields: {
      id: 'Id',
      name: 'Deal',
      organization: { column: 'Company', match: 'name' },
      status: { column: 'Stage', values: { Won: 'won', '*': 'open' } },
      amount: 'Value',
      closedOn: 'Closed',
      type: { value: 'netNew' },
    },
  },
  organization: { list: 'Companies', fields: { id: 'Key', name: 'Name', country: 'Country' } },
};

let local: LocalGraph;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'account-pulse-'));
  const seed = tenantOf([
    list('Pipeline', ['Id', 'Deal', 'Company', 'Stage', 'Value', 'Closed'], deals),
    list('Companies', ['Key', 'Name', 'Country'], companies),
  ]);
  local = await startLocalGraph({ seed, port: 0, ...secret, pageSize: 50 });
});
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (dataDir: string): ChildProcess =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'syncChild.ts'), dataDir, local.url, JSON.stringify(mapping)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );

/** Kills the process, without warning, as soon as it has kept pages so many times; null: lets it end. */
function run(dataDir: string, killAfter: number | null): Promise<string> {
  const child = start(dataDir);
  let said = '';
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString();
    if (killAfter !== null && said.split('kept\n').length > killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('exit', () => resolve(said)));
}

/** All that a user can see, without the moments at which it became known. */
async function contents(dataDir: string): Promise<unknown[]> {
  const db = await openDatabase({ engine: 'pglite', dataDir });
  const all: unknown[] = [];
  for (const statement of [
    'select id, known_until, source_id, source_row_id, name, organization_id, status, amount, closed_on from opportunity order by id, known_from',
    'select id, known_until, name, country from organization order by id, known_from',
    'select source_id, row_id, record_type, record_id, reasons from quarantine order by row_id',
    'select kpi, subject, record_id, part, numerator, denominator, organization_id from contribution order by 1, 2, 3, 4',
    'select kpi, period, value, numerator, denominator, records from reading order by 1, 2',
    'select id, state, rows_seen, problem, round from source order by id',
    'select * from pending_claim union all select account_id, source_id, row_id, record_type, record_id, null, null, null from pending_deletion',
    'select row_id from seen_row',
  ]) {
    all.push((await db.transaction([accountId], (tx) => sql.raw(statement).execute(tx))).rows);
  }
  await db.close();
  return all;
}

describe('a sync killed in the middle', () => {
  it('goes on where it was, and ends as if nothing had happened: no row lost, none doubled, the same readings', async () => {
    const undisturbed = join(folder, 'undisturbed');
    expect(await run(undisturbed, null)).toMatch(/done/);
    const killed = join(folder, 'killed');
    for (const after of [1, 1, 2]) expect(await run(killed, after)).not.toMatch(/done/);
    const last = await run(killed, null);
    expect(last).toMatch(/done/);
    // 13 pages in all: it did not begin anew.
    expect(last.split('page\n').length - 1).toBeLessThan(13);
    expect(await contents(killed)).toEqual(await contents(undisturbed));
  }, 180_000);
});
