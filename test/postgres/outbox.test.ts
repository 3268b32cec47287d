import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { sweep } from '../../src/outbox/sweep.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { newAccount, upToDate } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const channels = 50;
const channel = (n: number) => `19:channel-${n}@thread.tacv2`;

/** Takes every post, and writes down when; at times it answers late, never, or asks to wait. */
async function startSlowConnector() {
  const posts: { conversation: string; text: string; at: number }[] = [];
  const refused = new Map<string, number>();
  let turn = 0;
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const conversation = decodeURIComponent(request.url?.split('/')[3] ?? '');
    turn += 1;
    // Every eighth conversation is asked to wait a second, once.
    if (turn % 8 === 0 && !refused.has(conversation)) {
      refused.set(conversation, Date.now());
      // Not in one chain: restify, wherever it was loaded in this process, has writeHead return nothing.
      response.writeHead(429, { 'retry-after': '1' });
      response.end('{}');
      return;
    }
    posts.push({ conversation, text: JSON.parse(Buffer.concat(chunks).toString()).text, at: Date.now() });
    // Every ninth is taken, and never answered: the bot's patience ends.
    if (turn % 9 === 0) return;
    setTimeout(
      () => {
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id: `m${posts.length}` }));
      },
      30 + (turn % 5) * 40,
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    posts,
    refused,
    close: () => {
      http.closeAllConnections();
      return new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

let server: Awaited<ReturnType<typeof startPostgres>>;
let connector: Awaited<ReturnType<typeof startSlowConnector>>;
let db: Database;
beforeAll(async () => {
  server = await startPostgres();
  db = await openDatabase({ engine: 'postgres', url: server.url });
  await migrate(db);
  connector = await startSlowConnector();
  for (let account = 0; account < 5; account += 1) {
    await newAccount(db, `account-${account}`);
    await upToDate(db, `account-${account}`, '2026-11-24');
  }
  await db.asOwner(async (tx) => {
    for (let n = 0; n < channels; n += 1) {
      // Monday of long ago is due to all of them.
      await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values (${`account-${n % 5}`}, 'team', ${channel(n)}, 'standard', '2020-01-01')`.execute(
        tx,
      );
      await sql`insert into conversation (id, kind, service_url, bot_id, channel_id, seen_at) values (${channel(n)}, 'channel', ${connector.url}, 'bot', ${channel(n)}, now())`.execute(
        tx,
      );
    }
  });
}, 180_000);
afterAll(async () => {
  await connector?.close();
  await db?.close();
  await server?.stop();
});

const start = (): ChildProcess =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'outboxChild.ts'), server.url, '2026-11-24'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );

interface Row {
  channel: string;
  number: number;
  state: string;
  code: string | null;
}
const rows = async (): Promise<Row[]> => {
  const found = await db.asOwner((tx) =>
    sql<Row>`
      select d.channel_id as channel, d.number, o.state, o.problem ->> 'code' as code
      from digest d join outbox o on o.account_id = d.account_id and o.about = d.channel_id || ' ' || d.number`.execute(tx),
  );
  return found.rows;
};
const until = async (isSo: () => Promise<boolean>, withinMs: number): Promise<void> => {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(await rows())}`);
};

describe('fifty channels due at once, and three servers killed at random', () => {
  it('post no digest twice; every other one has arrived or is shown as in doubt', async () => {
    const children = [start(), start(), start()];
    const ends: Promise<unknown>[] = [];
    let kills = 0;
    // Each post taken may cost a server its life, in the midst of the answer.
    const killing = setInterval(() => {
      if (connector.posts.length === 0 || kills >= 12) return;
      const index = Math.floor(Math.random() * children.length);
      const victim = children[index] as ChildProcess;
      ends.push(new Promise((resolve) => victim.once('exit', resolve)));
      victim.kill('SIGKILL');
      kills += 1;
      children[index] = start();
    }, 350);
    try {
      // What was made ready or sent by a server that died comes free after its lease; nothing else remains.
      await until(async () => {
        const now = await rows();
        return now.length === channels && now.every((row) => row.state === 'sent' || row.state === 'unknown');
      }, 150_000);
    } finally {
      clearInterval(killing);
      for (const child of children) {
        ends.push(new Promise((resolve) => child.once('exit', resolve)));
        child.kill('SIGKILL');
      }
      await Promise.all(ends);
    }
    await sweep(db, Date.now() + 60_000);
    const settled = await rows();
    const postsOf = (row: Row) =>
      connector.posts.filter((post) => post.conversation === row.channel && post.text === `Digest ${row.number}`).length;
    expect(kills).toBeGreaterThan(0);
    expect(settled).toHaveLength(channels);
    for (const row of settled) {
      expect([row.channel, row.number]).toEqual([row.channel, 1]);
      // Never twice; and what is said to have been sent was.
      expect([row.channel, postsOf(row)]).toEqual([row.channel, row.state === 'sent' ? 1 : Math.min(1, postsOf(row))]);
    }
    expect(connector.posts.length).toBeLessThanOrEqual(channels);
    // Never answered: asked, not posted again.
    expect(settled.some((row) => row.state === 'unknown' && row.code === 'TimeoutError')).toBe(true);
    // Asked to wait: nothing went into that conversation before.
    for (const [conversation, at] of connector.refused)
      for (const post of connector.posts.filter((one) => one.conversation === conversation))
        expect(post.at - at).toBeGreaterThanOrEqual(1_000);
    // 50 a second over all servers together.
    const times = connector.posts.map((post) => post.at).sort((a, b) => a - b);
    for (const [index, at] of times.entries())
      expect(times.slice(index).filter((other) => other < at + 1_000).length).toBeLessThanOrEqual(52);
  }, 240_000);
});
