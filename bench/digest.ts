import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { planDigests } from '../src/digest/index.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { newAccount, upToDate } from '../test/support/database.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { type Bench, ms } from './row.ts';

const channels = 1_000;
const accounts = 20;
const workers = 3;
const kills = 6;
/** What Teams takes of one app in one tenant. */
const perSecond = 50;
/** Making them is timed on a few: it takes place in the ten minutes before their hour. */
const makesForMs = 5_000;
const mostlyAll = 0.85;
const today = '2026-11-24';

/** Takes every post after 100 ms, as the service does, and writes down where and when. */
async function recording() {
  const posts: { conversation: string; at: number }[] = [];
  const http = createServer((request, response) => {
    request.resume().on('end', () => {
      posts.push({ conversation: decodeURIComponent(request.url?.split('/')[3] ?? ''), at: performance.now() });
      setTimeout(() => {
        // restify, where it is loaded, makes writeHead return nothing.
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(`{"id":"m${posts.length}"}`);
      }, 100);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const close = () => {
    http.closeAllConnections();
    return new Promise<void>((resolve) => http.close(() => resolve()));
  };
  return { url, posts, close };
}

async function prepare(db: Database, serviceUrl: string): Promise<void> {
  await migrate(db);
  for (let n = 0; n < accounts; n += 1) {
    await newAccount(db, `account-${n}`);
    await upToDate(db, `account-${n}`, today);
  }
  await db.asOwner(async (tx) => {
    await sql`
      insert into link (account_id, team_id, channel_id, membership_type, linked_at)
      select 'account-' || n % ${accounts}, 'team', '19:channel-' || n || '@thread.tacv2', 'standard', '2020-01-01' from generate_series(0, ${channels - 1}) n`.execute(
      tx,
    );
    await sql`
      insert into conversation (id, kind, service_url, bot_id, channel_id, seen_at)
      select '19:channel-' || n || '@thread.tacv2', 'channel', ${serviceUrl}, 'bot', '19:channel-' || n || '@thread.tacv2', now() from generate_series(0, ${channels - 1}) n`.execute(
      tx,
    );
  });
}

/** The other channels' digests, as copies of the first. */
async function makeTheRest(db: Database): Promise<void> {
  await db.asOwner(async (tx) => {
    await sql`
      insert into digest (account_id, channel_id, number, occasion, on_date, known_at, computed_at, facts)
      select l.account_id, l.channel_id, 1, d.occasion, d.on_date, d.known_at, d.computed_at, d.facts
      from link l cross join (select * from digest order by channel_id limit 1) d
      where not exists (select from digest have where have.account_id = l.account_id and have.channel_id = l.channel_id)`.execute(tx);
    await sql`
      insert into outbox (account_id, id, kind, about, conversation_id, content, created_at, next_try_at)
      select d.account_id, gen_random_uuid()::text, 'digest', d.channel_id || ' 1', d.channel_id, jsonb_build_object('channelId', d.channel_id, 'number', 1), now(), now()
      from digest d on conflict do nothing`.execute(tx);
  });
}

/** A server of its own, which says how much memory it holds. */
function startWorker(url: string, largest: { rss: number }): ChildProcess {
  const script = join(import.meta.dirname, '../test/postgres/outboxChild.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, today, '15000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (said: Buffer) => {
    for (const [, rss] of said.toString().matchAll(/rss (\d+)/g)) largest.rss = Math.max(largest.rss, Number(rss));
  });
  return child;
}

/** 1,000 digests that are due at once, posted by three servers of which one is killed every three seconds. */
export const digestBench: Bench = {
  name: 'digest',
  run: async () => {
    const server = await startPostgres();
    const db = await openDatabase({ engine: 'postgres', url: server.url });
    const connector = await recording();
    await prepare(db, connector.url);
    const begun = performance.now();
    const parts = { db, now: () => new Date(), today: () => today, report: (error: unknown) => process.stderr.write(`${error}\n`) };
    const { made } = await planDigests(parts, { until: Date.now() + makesForMs });
    const making = (performance.now() - begun) / made;
    await makeTheRest(db);

    const largest = { rss: 0 };
    const running = Array.from({ length: workers }, () => startWorker(server.url, largest));
    let killed = 0;
    const killing = setInterval(() => {
      if (connector.posts.length === 0 || killed >= kills) return;
      const index = Math.floor(Math.random() * workers);
      running[index]?.kill('SIGKILL');
      running[index] = startWorker(server.url, largest);
      killed += 1;
    }, 3_000);
    const states = async () =>
      new Map(
        (
          await db.asOwner((tx) =>
            sql<{ state: string; rows: number }>`select state, count(*) as rows from outbox where kind = 'digest' group by state`.execute(
              tx,
            ),
          )
        ).rows.map((row) => [row.state, row.rows]),
      );
    let found = await states();
    for (const end = Date.now() + 180_000; (found.get('sent') ?? 0) + (found.get('unknown') ?? 0) < channels && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      found = await states();
    }
    clearInterval(killing);
    const ends = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ends);

    const times = connector.posts.map((post) => post.at).sort((a, b) => a - b);
    // What dead servers had leased comes free a quarter of a minute later: the last of them say nothing of the pace.
    const nearlyAll = Math.floor(times.length * mostlyAll);
    const pace = (nearlyAll - 1) / (((times[nearlyAll - 1] ?? 0) - (times[0] ?? 0)) / 1_000);
    const doubles = connector.posts.length - new Set(connector.posts.map((post) => post.conversation)).size;
    const arrived = `${found.get('sent') ?? 0} sent, ${found.get('unknown') ?? 0} in doubt`;
    await connector.close();
    await db.close();
    await server.stop();
    return [
      {
        work: `digest to ${channels} channels due at once, ${workers} servers, ${killed} killed`,
        ours: `${pace.toFixed(1)}/s; ${doubles} doubles; ${arrived}; ${Math.round(largest.rss / 1e6)} MB; each made in ${ms(making)}`,
        against: `${perSecond}/s that Teams takes`,
        ratio: pace / perSecond,
        must: 'at the limit (≥ 0.95), 0 doubles',
        isMet: pace / perSecond >= 0.95 && doubles === 0 && (found.get('sent') ?? 0) + (found.get('unknown') ?? 0) === channels,
        aim: '10,000, memory flat',
      },
    ];
  },
};
