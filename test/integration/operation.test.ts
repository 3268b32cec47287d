import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openLog } from '../../src/operation/log.ts';
import { type Metrics, openMetrics } from '../../src/operation/metrics/registry.ts';
import { requestContext } from '../../src/operation/requestContext.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase, upToDate, write } from '../support/database.ts';
import { type Api, giveAccess, person, startApi } from './apiHouse.ts';

/** Marks that no log line may hold: names, addresses, texts and tokens as people and other services send them. */
const marks = ['Zebediah', 'Quux', 'zq@customer.example', 'p07@contoso.example', 'Plugh', 'xyzzy', 'eyJ', 'Bearer ey'];
const token = 'metrics-token-of-the-operator';

describe('operation of a server', () => {
  let db: Database;
  let api: Api;
  let metrics: Metrics;
  let now = Date.parse('2026-11-24T12:00:00Z');
  const lines: string[] = [];
  const requests = requestContext();
  const log = openLog('trace', { write: (line: string) => void lines.push(line) }, requests, (level) => metrics?.logged(level));

  beforeAll(async () => {
    db = await testDatabase();
    metrics = openMetrics({ db, now: () => now, services: {} });
    api = await startApi({
      db,
      log,
      requests,
      config: { mode: 'local', administrators: [person(9)], production: false },
      metrics: { contentType: metrics.contentType, text: metrics.text, answered: metrics.answered, token: () => token },
      sync: {
        syncNow: async () => {
          throw new Error('the list of zq@customer.example at https://x.example/a?name=Plugh failed with Bearer eyJhbGciOi.eyJzdWIi.sig');
        },
      },
    });
    await newAccount(db, 'pulse', { name: 'Quux' });
    await giveAccess(db, 'pulse', 7, 'manager');
    await write(db, 'pulse', 'contact', [
      { id: 'c1', name: 'Zebediah Quux', title: 'xyzzy', address: 'zq@customer.example', level: 'CXO' },
    ]);
    await upToDate(db, 'pulse');
    await db.transaction(['pulse'], async (tx) => {
      await sql`insert into source (account_id, id, kind, name, location, mapping, state, last_success_at, created_at)
        values ('pulse', 's1', 'list', 'Deals of Plugh', '{}', '[]', 'stale', '2026-11-24T10:00:00Z', '2026-01-01')`.execute(tx);
      for (const [id, kind, state] of [
        ['o1', 'digest', 'unknown'],
        ['o2', 'morningCard', 'pending'],
      ])
        await sql`insert into outbox (account_id, id, kind, about, conversation_id, content, state, created_at, next_try_at)
          values ('pulse', ${id}, ${kind}, ${id}, 'c', '{}', ${state}, '2026-11-24T11:00:00Z', '2026-11-24T11:55:00Z')`.execute(tx);
    });
  });
  afterAll(async () => {
    metrics?.stop();
    await api?.close();
    await db?.close();
  });
  beforeEach(() => {
    lines.length = 0;
  });
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  describe('its log', () => {
    it('holds ids, and no name, address, text or token, whatever is asked and whatever fails', async () => {
      const ask = (path: string, init: Parameters<Api['call']>[1] = {}) => api.call(path, { as: 7, ...init });
      const contact = encodeURIComponent('Zebediah Quux zq@customer.example');
      const answers = [
        await ask('/api/me'),
        await ask('/api/accounts'),
        await ask('/api/accounts/pulse/scorecard'),
        await ask(`/api/accounts/pulse/scorecard?period=${contact}`),
        await ask(`/api/accounts/pulse/records/contact?name=${contact}`),
        await ask('/api/accounts/pulse/records/contact'),
        await ask(`/api/accounts/${contact}/scorecard`),
        await ask('/api/accounts/pulse/sync', { method: 'POST', body: {} }),
        await ask('/api/accounts/pulse/what-if', {
          method: 'POST',
          body: { changes: [{ recordType: 'opportunity', recordId: 'Zebediah', set: { name: 'xyzzy' } }] },
        }),
        await ask('/api/accounts/pulse/what-if', { method: 'POST', body: '{"Zebediah Quux' }),
        await ask('/api/accounts/pulse/settings', { method: 'PUT', body: { Plugh: 'xyzzy' } }),
        await ask('/api/nothing/Zebediah'),
        await ask('/api/me', { as: 'eyJhbGciOiJub25lIn0.eyJuYW1lIjoiWmViZWRpYWgifQ.' }),
        await ask('/metrics'),
        await ask('/api/messages', { method: 'POST', body: { text: 'xyzzy', from: { name: 'Zebediah' } } }),
      ];
      expect(answers.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 500]));
      // What PostgreSQL and JSON.parse repeat of what they could not take.
      const bad = await db.asOwner((tx) => sql`select ${'Zebediah Quux'}::date`.execute(tx)).catch((error: unknown) => error);
      log.error({ err: bad }, 'a value');
      const twice = await db
        .asOwner((tx) => sql`insert into person (account_id, id, name) select account_id, id, 'Zebediah' from person limit 1`.execute(tx))
        .catch((error: unknown) => error);
      log.error({ err: new Error('outer', { cause: twice }) }, 'a row');
      log.error({ err: new AggregateError([new TypeError('to zq@customer.example')], 'all of them') }, 'several');
      try {
        JSON.parse('{"name": Zebediah}');
      } catch (error) {
        log.error({ err: error }, 'a text');
      }
      expect(lines.length).toBeGreaterThanOrEqual(5);
      for (const line of lines) for (const mark of marks) expect({ line, holds: line.includes(mark) }).toEqual({ line, holds: false });
    });

    it('carries the id of the request that caused each line, as the answer does', async () => {
      const answer = await api.call('/api/accounts/pulse/sync', {
        as: 7,
        method: 'POST',
        body: {},
        headers: { 'x-request-id': 'monitor-2026.11_24' },
      });
      expect(answer.status).toBe(500);
      expect(answer.headers.get('x-request-id')).toBe('monitor-2026.11_24');
      expect(answer.json.instance).toBe('urn:request:monitor-2026.11_24');
      expect(logged().map((line) => line.requestId)).toEqual(['monitor-2026.11_24']);
    });

    it.each(['short', 'has spaces in it', 'x'.repeat(101), '<script>alert(1)</script>', '-leading-dash', '{"level":"fatal"}'])(
      'takes no id that is not well formed: %s',
      async (given) => {
        const answer = await api.call('/api/me', { headers: { 'x-request-id': given } });
        expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
        expect(answer.json.instance).toBe(`urn:request:${answer.headers.get('x-request-id')}`);
      },
    );
  });

  it('answers what has begun when it stops, and takes no more', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const own = await startApi({
      db,
      sync: {
        syncNow: async () => {
          begun.resolve();
          await finish.promise;
          return { sources: [] };
        },
      },
    });
    const answer = own.call('/api/accounts/pulse/sync', { as: 7, method: 'POST', body: {}, headers: { connection: 'keep-alive' } });
    await begun.promise;
    const closed = own.close();
    await expect(fetch(`${own.url}/healthz`)).rejects.toThrow('fetch failed');
    finish.resolve();
    expect((await answer).status).toBe(200);
    await closed;
  });

  describe('/metrics', () => {
    it('is for the operator’s token and for administrators alone', async () => {
      const statuses = await Promise.all([
        api.call('/metrics'),
        api.call('/metrics', { as: 7 }),
        api.call('/metrics', { as: 'another-token-of-nobody' }),
        api.call('/metrics', { as: 9 }),
        api.call('/metrics', { as: token }),
      ]);
      expect(statuses.map(({ status, json }) => [status, json?.type])).toEqual([
        [401, 'token-missing'],
        [403, 'forbidden'],
        [401, 'token-malformed'],
        [200, undefined],
        [200, undefined],
      ]);
      expect(statuses[4]?.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    });

    it('tells the age of sources, the outbox, digests in doubt, answers by route and lines of the log', async () => {
      await api.call('/api/accounts/pulse/scorecard', { as: 7 });
      now = Date.parse('2026-11-24T12:00:00Z');
      const { text } = await api.call('/metrics', { as: token });
      for (const line of [
        'pulse_database_up 1',
        'pulse_accounts 1',
        'pulse_source_age_seconds{account="pulse",source="s1",kind="list"} 7200',
        'pulse_sources{state="stale"} 1',
        'pulse_sources{state="failed"} 0',
        'pulse_outbox_messages{kind="digest",state="unknown"} 1',
        'pulse_digests_unknown 1',
        'pulse_outbox_oldest_waiting_seconds 300',
        'pulse_job_failures_total 0',
      ])
        expect(text.split('\n')).toContain(line);
      expect(text).toMatch(/pulse_http_request_seconds_count\{method="GET",route="\/api\/accounts\/:account\/scorecard",status="200"\} \d/);
      expect(text).toMatch(/pulse_log_lines_total\{level="error"\} \d/);
      for (const mark of marks) expect(text).not.toContain(mark);
    });

    it('counts what leaves to other services, and how often they ask to come back later', async () => {
      const { createServer } = await import('node:http');
      let status = 200;
      const http = createServer((_request, response) => {
        response.statusCode = status;
        response.end();
      });
      await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
      const origin = `http://127.0.0.1:${(http.address() as { port: number }).port}`;
      const own = openMetrics({ db, now: () => now, services: { [origin]: 'graph' } });
      try {
        for (status of [200, 429, 503]) await (await fetch(`${origin}/v1.0/users/Zebediah`, { headers: { connection: 'close' } })).text();
        const text = await own.text();
        expect(text).toContain('pulse_outgoing_throttled_total{service="graph"} 2');
        expect(text).toContain('pulse_outgoing_requests_total{service="graph",method="GET",status="429"} 1');
        expect(text).not.toContain('Zebediah');
      } finally {
        own.stop();
        http.close();
      }
    });

    it('tells in its very first answer what is so now', async () => {
      const own = openMetrics({ db, now: () => now, services: {} });
      expect((await own.text()).split('\n')).toEqual(expect.arrayContaining(['pulse_database_up 1', 'pulse_digests_unknown 1']));
      own.stop();
    });

    it('says that the database is down, and answers all the same', async () => {
      const broken = { ...db, transaction: async () => Promise.reject(new Error('the database is gone')) } as Database;
      const own = openMetrics({ db: broken, now: () => now, services: {} });
      expect(await own.text()).toContain('pulse_database_up 0');
      own.stop();
    });
  });
});
