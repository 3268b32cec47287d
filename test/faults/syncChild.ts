/**
 * One sync in a process of its own, to be killed in the middle: node syncChild.ts <data folder> <Graph's address>
 * <mapping as JSON>. Says "page" at each page that it fetches, and "kept" whenever a round has come further for good.
 */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { bringUpToDate } from '../../src/engine/index.ts';
import type { SourceKind } from '../../src/sources/kind.ts';
import type { ListLocation } from '../../src/sources/list/discover.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { connectAccount, syncAccount } from '../../src/sync/index.ts';
import { accountId, graphOf, teamId } from '../integration/sync.support.ts';

const [dataDir = '', url = '', mapping = '{}'] = process.argv.slice(2);
const db = await openDatabase({ engine: 'pglite', dataDir });
await migrate(db);
const told: SourceKind<ListLocation> = {
  ...listSource,
  async *round(graph, location, columns, start) {
    for await (const page of listSource.round(graph, location, columns, start)) {
      process.stdout.write('page\n');
      yield page;
      // A far service: else one write would take all that is left.
      await setTimeout(60);
    }
  },
};
let cameTo = '';
const watched: Database = {
  ...db,
  async transaction(scope, work) {
    const result = await db.transaction(scope, work);
    const rounds = await db.transaction([accountId], (tx) => sql`select id, round ->> 'next' as next from source order by id`.execute(tx));
    const come = JSON.stringify(rounds.rows);
    if (come !== cameTo && /https?:/.test(come)) process.stdout.write('kept\n');
    cameTo = come;
    return result;
  },
};
await connectAccount(db, {
  accountId,
  slug: accountId,
  mapping: readMapping(JSON.parse(mapping)),
  site: { groupId: teamId },
  at: '2026-11-24T00:00:00.000Z',
});
const context = { db: watched, graph: graphOf({ url }), kinds: { list: told }, now: () => Date.now() };
const reports = await syncAccount(context, accountId, () => bringUpToDate(db, accountId, { today: '2026-11-24' }));
await db.close();
process.stdout.write(`done ${JSON.stringify(reports)}\n`);
