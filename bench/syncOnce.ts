/**
 * One first sync of a list, into an embedded database: node syncOnce.ts <Graph's address> <data folder> <items>. Says
 * {rowsPerSecond, peakMb}. Without items it only makes the database: that takes a second PostgreSQL program, whose memory
 * would be counted as the sync's.
 */
import { setTimeout } from 'node:timers/promises';
import { openGraph } from '../src/graph/client.ts';
import { listSource } from '../src/sources/list/index.ts';
import { readMapping } from '../src/sources/mapping/schema.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { connectAccount, runRound } from '../src/sync/index.ts';

const [root = '', dataDir = '', items = ''] = process.argv.slice(2);
const mapping = readMapping({
  opportunity: {
    list: 'Deals',
    fields: {
      id: 'DealId',
      name: 'Title0',
      status: { column: 'Stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
      amount: { column: 'Amount', currency: 'USD' },
      createdOn: 'Created0',
      closedOn: 'Closed',
      product: 'Product',
      owner: 'Owner',
      type: { value: 'netNew' },
    },
  },
});
const db = await openDatabase({ engine: 'pglite', dataDir });
await migrate(db);
if (items === '') {
  await db.close();
  process.exit();
}
// V8 compiles PostgreSQL's largest function when it is first used, on a thread of its own: 600 MB for a second, once per start.
await setTimeout(3_000);
const graph = openGraph({ root, tokens: { token: async () => 'bench', forget: () => undefined } });
const [id = ''] = await connectAccount(db, {
  accountId: 'bench',
  slug: 'bench',
  mapping,
  site: { siteId: 's' },
  at: new Date().toISOString(),
});

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
const begun = performance.now();
const report = await runRound({ db, graph, kinds: { list: listSource }, now: Date.now }, 'bench', id);
const rowsPerSecond = Number(items) / ((performance.now() - begun) / 1_000);
clearInterval(watch);
await db.close();
if (report.written !== Number(items)) throw new Error(`${report.written} of ${items} rows were written: ${report.problem?.message ?? ''}`);
process.stdout.write(JSON.stringify({ rowsPerSecond, peakMb: peak / 1_048_576 }));
