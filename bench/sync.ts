import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, PageIterator } from '@microsoft/microsoft-graph-client';
import { sql } from 'kysely';
import { testDatabase } from '../test/support/database.ts';
import { program } from './program.ts';
import type { Bench } from './row.ts';

const items = 100_000;
const itemsOfIterator = 5_000;

async function serve(count: number): Promise<{ root: string; stop(): void }> {
  const child = program('bench/pageServer.ts', [String(count)]);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', () => reject(new Error('the page server ended')));
  });
  return { root: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

const first = (root: string): string => `${root}/v1.0/sites/s/lists/l/items/delta`;
const rate = (count: number, begun: number): number => count / ((performance.now() - begun) / 1_000);

/** Ours in a process of its own, into a data folder as `npm start` has it: its memory is the server's, not the bench's. */
async function ours(root: string): Promise<{ rowsPerSecond: number; peakMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-bench-'));
  const run = async (...given: string[]): Promise<string> => {
    const child = program('bench/syncOnce.ts', [root, folder, ...given]);
    let said = '';
    for await (const chunk of child.stdout ?? []) said += chunk;
    return said;
  };
  try {
    await run();
    return JSON.parse(await run(String(items)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The limit: download and parse the same pages, and do nothing else. */
async function downloadOnly(root: string): Promise<number> {
  const begun = performance.now();
  for (let next: string | undefined = first(root); next; ) {
    const page = (await (await fetch(next)).json()) as { '@odata.nextLink'?: string };
    next = page['@odata.nextLink'];
  }
  return rate(items, begun);
}

/** The usual way: Microsoft's PageIterator, and an insert for each row. */
async function iterator(root: string): Promise<number> {
  const db = await testDatabase();
  const client = Client.initWithMiddleware({
    baseUrl: root,
    middleware: {
      execute: async (context) => {
        context.response = await fetch(context.request as string);
      },
    },
  });
  const begun = performance.now();
  const rows: { fields: Record<string, unknown> }[] = [];
  const page = await (await fetch(first(root))).json();
  await new PageIterator(client, page, (row) => rows.push(row) > 0).iterate();
  for (const [n, { fields }] of rows.entries()) {
    await db.transaction(['bench'], (tx) =>
      sql`insert into opportunity (account_id, id, known_from, source_id, source_row_id, name, status, amount, product)
        values ('bench', ${String(fields.DealId)}, now(), 's', ${String(n)}, ${String(fields.Title0)}, ${String(fields.Stage)}, ${String(fields.Amount)}, ${String(fields.Product)})`.execute(
        tx,
      ),
    );
  }
  const rowsPerSecond = rate(rows.length, begun);
  await db.close();
  return rowsPerSecond;
}

export const syncBench: Bench = {
  name: 'sync',
  run: async () => {
    const [large, small] = [await serve(items), await serve(itemsOfIterator)];
    try {
      const limit = await downloadOnly(large.root);
      const { rowsPerSecond, peakMb } = await ours(large.root);
      const usual = await iterator(small.root);
      const said = (value: number) => `${Math.round(value).toLocaleString('en')} rows/s`;
      return [
        {
          work: 'sync of 100,000 list items',
          ours: said(rowsPerSecond),
          against: `${said(limit)} download and parse`,
          ratio: rowsPerSecond / limit,
          must: '≥ 20,000 rows/s or ≥ 0.2',
          isMet: rowsPerSecond >= 20_000 || rowsPerSecond / limit >= 0.2,
          aim: '0.4',
        },
        {
          work: 'the same, against PageIterator and an insert per row',
          ours: said(rowsPerSecond),
          against: said(usual),
          ratio: rowsPerSecond / usual,
          must: '≥ 5',
          isMet: rowsPerSecond / usual >= 5,
          aim: '',
        },
        {
          work: 'memory of the sync, database included',
          ours: `${Math.round(peakMb)} MB`,
          against: '',
          ratio: null,
          must: '≤ 400 MB',
          isMet: peakMb <= 400,
          aim: '',
        },
      ];
    } finally {
      large.stop();
      small.stop();
    }
  },
};
