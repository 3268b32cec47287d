import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { csvTenant, readCsvFolder } from '../../demo/csv/folder.ts';
import { faultsFromSetting } from '../../demo/graph/http/faultSetting.ts';
import { type LocalGraph, notificationFaultsFromSetting, seededDraw, startLocalGraph } from '../../demo/graph/server.ts';
import { localRegistration } from '../../demo/localTenant.ts';
import { bringUpToDate } from '../../src/engine/index.ts';
import { openGraph } from '../../src/graph/client.ts';
import { systemClock } from '../../src/graph/clock.ts';
import { clientSecretTokens } from '../../src/graph/tokens.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { connectAccount, syncAccount } from '../../src/sync/index.ts';
import { openEditor } from './edits.ts';
import { contents, judgeFigures, judgeStore, type Rows } from './judge.ts';
import { type Item, openLists, tokenOf } from './lists.ts';
import { openServer } from './server.ts';
import { truthOf } from './truth.ts';
import { diceOf, type ListName, listNames, mapping, writeWorld } from './world.ts';

export interface Soaked {
  /** Empty: it holds. */
  problems: string[];
  facts: Record<string, number>;
}

const today = '2026-11-24';
/** A seed of few edits goes on until there were so many. */
const fewestKills = 3;
const slug = 'world';
/** Each with its share of our server's requests; those that only wait are left to the tests. */
const graphFaults =
  '429:0.02,429-bare:0.01,429-ratelimit:0.01,503:0.02,500:0.01,502-html:0.02,504:0.01,cut:0.02,cut-before:0.02,truncated:0.02,401:0.01,403:0.005,423-read:0.005,410:0.01,410-bare:0.01,sync-state:0.01,empty:0.03,twice:0.05,replay:0.05,shuffled:0.03,lag:0.1,error-item:0.01';
const notificationFaults = 'lost:0.3,late:0.1,doubled:0.2,forged:0.1,burst:0.01';

/** One seed, from an empty store to the judgement. All that it wrote stays in `folder`. */
export async function soakSync({ seed, edits, folder }: { seed: number; edits: number; folder: string }): Promise<Soaked> {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const dice = diceOf(seededDraw(seed));
  const world = join(folder, slug);
  writeWorld(world, dice);
  const read = await readCsvFolder(world);
  const tenant = csvTenant(world, read.lists);
  const draw = seededDraw(seed + 1_000_003);
  const faults = faultsFromSetting(graphFaults, draw);
  const counts = { faults: 0 };
  const graph = await startLocalGraph({
    ...{ seed: tenant, port: 0, journal: join(logs, 'graph'), pageSize: 50, ...localRegistration },
    // Those who edit and judge are not disturbed.
    faults: (request) => {
      const fault = request.headers['user-agent']?.startsWith('NONISV') ? faults(request) : null;
      if (fault) counts.faults += 1;
      return fault;
    },
    notificationFaults: notificationFaultsFromSetting(notificationFaults, draw),
    notificationPace: { gatherMs: 20, firstRetryMs: 500 },
  });
  try {
    const manager = tenant.people[0]?.userPrincipalName ?? '';
    const lists = await openLists(graph.url, graph.site.id, manager);
    const server = await openServer({ data: join(folder, 'data'), world, logs }, graph.url, today);
    let end: string | null = null;
    let facts: Record<string, number>;
    const api = client(server.url, graph.url, manager);
    try {
      await server.ready();
      const hunted = server.harass(diceOf(seededDraw(seed + 7)));
      const editor = await openEditor(lists, dice);
      const reloadAt = Math.floor(edits / 3);
      let done = 0;
      let hasReloaded = false;
      while (done < edits || hunted.kills() < fewestKills) {
        if (!hasReloaded && done >= reloadAt) {
          hasReloaded = true;
          done += await editor.reload('Contracts');
        }
        done += await editor.edit();
        // Edits come in bursts and pauses, so that rounds end in between.
        await sleep(dice.below(20) === 0 ? dice.below(1500) : dice.below(40));
      }
      const kills = await hunted.stop();
      await editor.settle();
      graph.setFaults(null);
      graph.notifications.setFaults(null);
      await server.ready();
      const rounds = await api.settle();
      facts = { edits: done, kills, faults: counts.faults, rounds };
    } finally {
      end = await server.stop();
    }
    return { problems: [...(end ? [`the server: ${end}`] : []), ...(await judge(graph, lists.items, folder))], facts };
  } catch (error) {
    return { problems: [(error as Error).message], facts: { faults: counts.faults } };
  } finally {
    await graph.close();
  }
}

/** The API as the manager uses it. */
function client(url: string, graphUrl: string, manager: string) {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const token = await tokenOf(graphUrl, manager, 'api');
    const answer = await fetch(`${url}/api/accounts/${slug}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    /** Reads until a round of every source finds nothing new; where much would go, it is confirmed. @returns how many rounds that took */
    async settle(): Promise<number> {
      for (let round = 1; round <= 20; round += 1) {
        const { sources } = await ask<{ sources: { id: string; state: string; written: number; deleted: number }[] }>(
          ...(['POST', '/sources/sync', {}] as const),
        );
        for (const source of sources)
          if (source.state === 'asking') await ask('POST', '/sources/deletions', { source: source.id, answer: 'delete' });
        if (sources.every(({ state, written, deleted }) => state === 'fresh' && written === 0 && deleted === 0)) return round;
      }
      throw new Error('after 20 rounds something is still new');
    },
  };
}

async function judge(graph: LocalGraph, items: (list: ListName) => Promise<Item[]>, folder: string): Promise<string[]> {
  const held = {} as Record<ListName, Item[]>;
  for (const list of listNames) held[list] = await items(list);
  const store = await inStore(storeOf(folder), (db) => contents((text) => query(db, text)));
  const undisturbed = await fresh(graph);
  keep(join(folder, 'logs'), 'lists', held);
  keep(join(folder, 'logs'), 'store', store);
  keep(join(folder, 'logs'), 'undisturbed', undisturbed);
  return [...judgeStore(store, truthOf(held)), ...judgeFigures(store, undisturbed)];
}

/** Where a server that was given this folder of lists keeps its database (see demo/localTenant.ts). */
const storeOf = (folder: string): string =>
  join(folder, 'data', `data-${createHash('sha256').update(resolve(folder, slug)).digest('hex').slice(0, 12)}`, 'database');

const query = async (db: Database, text: string): Promise<Rows> =>
  db.transaction([slug], async (tx) => (await sql.raw<Rows[number]>(text).execute(tx)).rows);

async function inStore<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ engine: 'pglite', dataDir });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** The same lists as they are now, read once into an empty store. */
async function fresh(graph: LocalGraph): Promise<Record<string, Rows>> {
  const db = await openDatabase({ engine: 'pglite' });
  try {
    await migrate(db);
    const tokens = clientSecretTokens({
      ...{ tokenUrl: `${graph.url}/oauth2/v2.0/token`, clientId: localRegistration.clientId, clientSecret: localRegistration.clientSecret },
      ...{ scope: `${graph.graphAudience}/.default`, clock: systemClock },
    });
    const site = { siteId: graph.site.id };
    await connectAccount(db, { accountId: slug, slug, mapping: readMapping(mapping), site, at: new Date().toISOString() });
    const context = { db, graph: openGraph({ root: graph.url, tokens }), kinds: { list: listSource }, now: Date.now };
    await syncAccount(context, slug, () => bringUpToDate(db, slug, { today }));
    return await contents((text) => query(db, text));
  } finally {
    await db.close();
  }
}

/** One JSON object a line, one file a table. */
function keep(folder: string, name: string, tables: Readonly<Record<string, readonly unknown[]>>): void {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [table, rows] of Object.entries(tables))
    writeFileSync(join(folder, name, `${table}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
