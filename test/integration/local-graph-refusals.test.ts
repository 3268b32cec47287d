import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsFromSetting, type LocalGraph } from '../../demo/graph/server.ts';
import { accessToken, appForm, asking, personForm, start } from './localGraphClient.ts';
import { ANNA, smallTenant, TEAM_ID } from './localGraphSeed.ts';

let graph: LocalGraph;
let app: ReturnType<typeof asking>;
let items: string;
const reports: unknown[] = [];

beforeAll(async () => {
  graph = await start(smallTenant(), { report: (error) => reports.push(error) });
  app = asking(graph, await accessToken(graph, appForm));
  items = `/sites/${graph.site.id}/lists/Deals/items`;
});
afterEach(() => graph.setFaults(null));
afterAll(async () => {
  await graph.close();
  expect(reports).toEqual([]);
});

describe('tokens', () => {
  it.each(['', 'nonsense', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`])(
    'are refused when they are not ours: %p',
    async (bearer) => {
      const { status, body } = await asking(graph, bearer)('GET', '/users');
      expect([status, body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    },
  );

  it('for our API do not open Graph', async () => {
    const forApi = await accessToken(graph, personForm(ANNA.userPrincipalName, 'api'));
    expect((await asking(graph, forApi)('GET', '/me')).status).toBe(401);
  });

  it('expire', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const clocked = await start(smallTenant(), { clock: () => now });
    const ask = asking(clocked, await accessToken(clocked, appForm));
    expect((await ask('GET', '/users')).status).toBe(200);
    now = new Date('2026-01-01T01:00:01Z');
    expect((await ask('GET', '/users')).status).toBe(401);
    await clocked.close();
  });
});

describe('a withdrawn permission', () => {
  it('closes its routes with Graph’s own error, and no others', async () => {
    const poorer = await start(smallTenant(), { withdraw: ['GroupMember.Read.All', 'TeamMember.Read.Group'] });
    const ask = asking(poorer, await accessToken(poorer, appForm));
    const refused = await ask('GET', `/groups/${TEAM_ID}/members`);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
    expect(refused.body.error.innerError['request-id']).toEqual(expect.any(String));
    expect((await ask('GET', `/teams/${TEAM_ID}/members`)).status).toBe(403);
    expect((await ask('GET', '/users')).status).toBe(200);
    await poorer.close();
  });
});

describe('faults', () => {
  it('throttle with Retry-After, once', async () => {
    let left = 1;
    graph.setFaults(() => (left-- > 0 ? { status: 429, retryAfterSeconds: 1 } : null));
    const throttled = await app('GET', items);
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.body.error.code]).toEqual([429, '1', 'activityLimitReached']);
    expect((await app('GET', items)).status).toBe(200);
  });

  it('cut the connection before or within the answer', async () => {
    for (const cut of ['before', 'answer'] as const) {
      graph.setFaults(() => ({ cut }));
      await expect(app('GET', items)).rejects.toThrow();
    }
  });

  it('can happen by a share of requests', () => {
    const faults = faultsFromSetting('429:0.1,cut:0.1', () => 0.15);
    expect(faults({} as never)).toEqual({ cut: 'answer' });
    expect(faultsFromSetting('503:0.5', () => 0.6)({} as never)).toBeNull();
    expect(() => faultsFromSetting('sometimes')).toThrow(RangeError);
  });
});

describe('a port that is taken', () => {
  it('is named by the error, for the caller to say', async () => {
    await expect(start(smallTenant(), { port: graph.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('garbage', () => {
  const raw = (options: { method?: string; path: string; headers?: Record<string, string>; body?: string }) =>
    new Promise<number>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: graph.port, ...options }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(options.body);
    });

  it('is refused, and the service goes on', async () => {
    const bearer = { authorization: `Bearer ${await accessToken(graph, personForm(ANNA.userPrincipalName))}` };
    const json = { ...bearer, 'content-type': 'application/json' };
    const refused = await Promise.all([
      raw({ path: '/v1.0/%E0%A4%A', headers: bearer }),
      raw({ path: '/v1.0', headers: bearer }),
      raw({ path: '/v1.0//', headers: bearer }),
      raw({ path: '/', headers: { host: 'evil.example' } }),
      raw({ path: `/v1.0${items}?$top=-1`, headers: bearer }),
      raw({ path: `/v1.0${items}?$filter=${'('.repeat(9000)}`, headers: bearer }),
      raw({ path: `/v1.0${items}?$skiptoken=e30&$expand=fields(`, headers: bearer }),
      raw({ path: `/v1.0${items}/delta?token=bnVsbA`, headers: bearer }),
      raw({ path: `/v1.0${items}`, method: 'POST', headers: json, body: '{"fields":' }),
      raw({ path: `/v1.0${items}`, method: 'POST', headers: json, body: '[]' }),
      raw({ path: `/v1.0${items}`, method: 'POST', headers: json, body: '{"fields":{"__proto__":1,"constructor":2}}' }),
      raw({ path: '/v1.0/$batch', method: 'POST', headers: json, body: '{"requests":[null]}' }),
      raw({ path: `/v1.0${items}`, method: 'PUT', headers: json, body: '{}' }),
      raw({ path: '/oauth2/v2.0/token', method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
      raw({ path: '/oauth2/v2.0/authorize' }),
      raw({ path: '/nowhere' }),
    ]);
    for (const status of refused) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    await new Promise<void>((resolve) => {
      const socket = connect(graph.port, '127.0.0.1', () => socket.end('\u0000\u0001 not http\r\n\r\n'));
      socket.on('close', () => resolve());
      socket.on('error', () => resolve());
      socket.resume();
    });
    expect((await app('GET', items)).status).toBe(200);
  });

  it('in the journal: a line cut off by a crash is dropped, an unreadable journal is set aside', async () => {
    const journal = mkdtempSync(join(tmpdir(), 'local-graph-'));
    try {
      const first = await start(smallTenant(), { journal });
      first.lists.change('Deals', 1, { Stage: 'Lost' });
      await first.close();
      const file = join(journal, readdirSync(journal).find((name) => name.endsWith('.jsonl')) ?? '');
      appendFileSync(file, '{"list":"');
      const second = await start(smallTenant(), { journal });
      expect(second.lists.read('Deals', 1)?.Stage).toBe('Lost');
      second.lists.change('Deals', 2, { Stage: 'Lost' });
      await second.close();
      const third = await start(smallTenant(), { journal });
      expect(third.lists.read('Deals', 2)?.Stage).toBe('Lost');
      await third.close();
      appendFileSync(file, 'not JSON\n');
      const fourth = await start(smallTenant(), { journal });
      expect(fourth.lists.read('Deals', 1)?.Stage).toBe('Won');
      await fourth.close();
      expect(readdirSync(journal).some((name) => name.includes('aside'))).toBe(true);
    } finally {
      rmSync(journal, { recursive: true });
    }
  });
});
