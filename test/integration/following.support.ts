import { sql } from 'kysely';
import { pino } from 'pino';
import { type LocalGraph, type LocalGraphOptions, startLocalGraph } from '../../demo/graph/server.ts';
import * as engine from '../../src/engine/index.ts';
import { type Following, following } from '../../src/following/index.ts';
import type { Graph, GraphOptions } from '../../src/graph/client.ts';
import type { Clock } from '../../src/graph/clock.ts';
import { inProcessJobs, type Jobs } from '../../src/jobs/index.ts';
import { goalSeek } from '../../src/moves/goalSeek.ts';
import { notificationsPath } from '../../src/server/notifications.ts';
import { createServer } from '../../src/server/server.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { Database } from '../../src/store/database.ts';
import { connectAccount, dueReconciles } from '../../src/sync/index.ts';
import { syncing } from '../../src/sync/syncing.ts';
import { testDatabase } from '../support/database.ts';
import { accountId, graphOf, list, secret, teamId, tenantOf } from './sync.support.ts';

const columns = ['Deal Id', 'Stage', { displayName: 'Amount', type: 'number' as const }, { displayName: 'Closed', type: 'date' as const }];
const mapping = {
  account: { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01', timeZone: 'UTC' },
  opportunity: {
    list: 'Pipeline',
    fields: {
      id: 'Deal Id',
      status: { column: 'Stage', values: { Won: 'won', '*': 'open' } },
      amount: { column: 'Amount', currency: 'USD' },
      closedOn: 'Closed',
      type: { value: 'netNew' },
    },
  },
};
const deals = Array.from({ length: 5 }, (_, index) => [`D${index + 1}`, 'Won', 100, '2026-10-01'] as const);
export const person = tenantOf([]).people[0] as { id: string; userPrincipalName: string };

/** Moves on by itself, and further when it is told to. */
export function movableClock(): Clock & { forward(ms: number): void } {
  let skew = 0;
  const now = () => Date.now() + skew;
  return {
    now,
    // A pause that Graph asks for takes no time here.
    sleep: async (ms) => {
      skew += ms;
    },
    forward: (ms) => {
      skew += ms;
    },
  };
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

export interface HouseOptions {
  local?: Partial<LocalGraphOptions>;
  graph?: Partial<GraphOptions>;
  /** Migrated and empty; the caller closes it. */
  db?: Database;
}

/** The server, its jobs and the local Graph as main.ts wires them, with one clock for all that can be moved on. */
export async function openHouse(options: HouseOptions = {}) {
  const clock = movableClock();
  const date = () => new Date(clock.now());
  const local: LocalGraph = await startLocalGraph({
    seed: tenantOf([list('Pipeline', columns, deals)]),
    port: 0,
    ...secret,
    clock: date,
    notificationPace: { gatherMs: 5, firstRetryMs: 50 },
    ...options.local,
  });
  const db: Database = options.db ?? (await testDatabase());
  const graph: Graph = graphOf(local, { clock, ...options.graph });
  const kinds = { list: listSource };
  const errors: unknown[] = [];
  const report = (error: unknown) => void errors.push(error);
  const sync = syncing({ db, graph, kinds, now: clock.now }, () => '2026-11-24');
  const parts = { db, graph, kinds, now: clock.now, tenantId: local.tenantId, random: () => 0.5, report };
  const follow: Following = following(parts);
  const server = createServer({
    config: { mode: 'local', administrators: [], production: false },
    db,
    engine: { ...engine, goalSeek },
    sync: { syncNow: sync.account },
    following: follow,
    roster: async () => [],
    channel: async (_team, id) => ({ id, displayName: 'General', membershipType: 'standard' }),
    graphAs: async () => graph,
    issuer: {
      issuer: local.issuer,
      jwksUrl: `${local.url}/discovery/v2.0/keys`,
      audiences: [secret.apiAudience, secret.clientId],
      tenantId: local.tenantId,
      scope: 'access_as_user',
    },
    bootstrap: {
      mode: 'local',
      issuer: local.issuer,
      authorizationEndpoint: `${local.url}/authorize`,
      tokenEndpoint: `${local.url}/token`,
      clientId: secret.clientId,
      scope: 'openid',
      languages: ['en', 'zh-CN'],
    },
    today: () => '2026-11-24',
    clock: date,
    log: pino({ level: 'silent' }),
    tabFolder: null,
  });
  const { url } = await server.listen(0, '127.0.0.1');
  await connectAccount(db, {
    accountId,
    slug: accountId,
    mapping: readMapping(mapping),
    site: { groupId: teamId },
    at: date().toISOString(),
  });
  await db.transaction([accountId], (tx) =>
    sql`insert into access (account_id, directory_id, role, named_at) values (${accountId}, ${person.id}, 'manager', clock_timestamp())`.execute(
      tx,
    ),
  );
  await sync.everyAccount();

  let rounds = 0;
  const upkeep = async () => {
    await follow.keepUp();
    for (const due of await dueReconciles(db, clock.now())) await jobs.requestSync({ ...due, full: true });
  };
  const jobs: Jobs = inProcessJobs({
    accounts: sync.accounts,
    sync: async (request) => {
      rounds += 1;
      const { sources } = await sync.account(request.accountId, request.sourceId, request.full);
      follow.ended(request, { rows: sources.reduce((rows, source) => rows + source.rows, 0) });
    },
    turnOfDay: sync.bringUpToDate,
    upkeep,
    report,
  });
  follow.start({ notificationUrl: url + notificationsPath, requestSync: jobs.requestSync });
  await follow.keepUp();

  const token = async (scope: 'api' | 'graph') => {
    const form = new URLSearchParams({ grant_type: 'password', username: person.userPrincipalName, password: 'local', scope });
    const answer = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body: form });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const call = async (address: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(address, { ...init, headers: { connection: 'close', ...init.headers } });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
  };
  const authorized = async (scope: 'api' | 'graph', method: string, address: string, body?: unknown): Promise<Answer> =>
    call(address, {
      method,
      headers: { authorization: `Bearer ${await token(scope)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const api = (path: string, method = 'GET', body?: unknown) => authorized('api', method, `${url}/api/accounts/${accountId}${path}`, body);

  return {
    local,
    db,
    clock,
    errors,
    follow,
    url,
    call,
    api,
    /** What the schedule does every quarter of an hour. */
    tick: async () => {
      await jobs.requestSync({ accountId });
      await upkeep();
    },
    rounds: () => rounds,
    /** As after a start with another public address. */
    keepUpAt: async (notificationUrl: string | null) => {
      const restarted = following(parts);
      restarted.start({ notificationUrl, requestSync: jobs.requestSync });
      await restarted.keepUp();
      await restarted.stop();
    },
    /** As a person edits a cell of the list. */
    edit: (item: number, amount: number) =>
      authorized('graph', 'PATCH', `${local.url}/v1.0/sites/${local.site.id}/lists/Pipeline/items/${item}/fields`, { Amount: amount }),
    source: async () => (await api('/sources')).json.sources[0],
    reading: async (): Promise<string> => (await api('/kpis/net-new-revenue')).json.value.amount,
    /** What Graph posts, from anybody. */
    post: (value: unknown, headers: Record<string, string> = {}) =>
      call(url + notificationsPath, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof value === 'string' ? value : JSON.stringify(value),
      }),
    query: async <T>(text: string): Promise<T[]> => db.transaction([accountId], async (tx) => (await sql.raw<T>(text).execute(tx)).rows),
    close: async () => {
      await follow.stop();
      await jobs.stop();
      await server.close();
      if (!options.db) await db.close();
      await local.close();
    },
  };
}

export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 86_400_000;
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until it is so. @returns how long it took, in milliseconds */
export async function until(isSo: () => Promise<boolean> | boolean, withinMs = 5000): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > withinMs) throw new Error(`it was not so within ${withinMs} ms`);
    await pause(20);
  }
  return performance.now() - begun;
}
