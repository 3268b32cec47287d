import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newAccount } from '../support/database.ts';
import { type Api, clientId, person, startApi } from './apiHouse.ts';

let api: Api;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pulse-tab-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<html><head><script type="application/json" id="bootstrap">{}</script></head><body></body></html>',
  );
  await writeFile(join(folder, 'assets', 'main-Ab3dE5gH.js'), `export const text = '${'x'.repeat(2000)}';`);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await symlink('/etc/hostname', join(folder, 'outside.txt'));
  api = await startApi({
    tabFolder: folder,
    config: { mode: 'local', administrators: [person(5)], production: false },
    messages: async (request, response) => {
      response.sendRaw(200, JSON.stringify({ heard: request.body.text }), { 'content-type': 'application/json' });
    },
  });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

describe('the tab', () => {
  it.each(['/', '/index.html', '/accounts/fabrikam', '/accounts/fabrikam/kpis/win-rate?period=qtd'])(
    'is served at %s, never from a cache, with what it needs before sign-in',
    async (path) => {
      const { status, headers, text } = await api.call(path);
      expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([200, 'no-store', 'text/html; charset=utf-8']);
      const [, nonce, bootstrap = ''] = /<script type="application\/json" id="bootstrap" nonce="([^"]+)">(.*?)<\/script>/.exec(text) ?? [];
      expect(JSON.parse(bootstrap)).toMatchObject({ mode: 'local', clientId, languages: ['en', 'zh-CN'] });
      expect(headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    },
  );
  it('keeps hashed files for ever, and compresses them', async () => {
    const { headers } = await api.call('/assets/main-Ab3dE5gH.js', { headers: { 'accept-encoding': 'br' } });
    expect([headers.get('cache-control'), headers.get('content-encoding'), headers.get('content-type')]).toEqual([
      'public, max-age=31536000, immutable',
      'br',
      'text/javascript; charset=utf-8',
    ]);
    expect((await api.call('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });
  it('gives out nothing beside its folder', async () => {
    for (const path of [
      '/outside.txt',
      '/assets/missing-Ab3dE5gH.js',
      '/..%2f..%2fetc%2fhostname.txt',
      '/assets/..%2f..%2fpackage.json',
      '/api/nothing',
    ]) {
      expect([path, (await api.call(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('the API’s description', () => {
  it('is an OpenAPI document whose every reference leads somewhere', async () => {
    const { status, json, text } = await api.call('/api/openapi.json');
    expect([status, json.openapi]).toEqual([200, '3.1.0']);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((name) => !(String(name) in json.components.schemas))).toEqual([]);
    for (const [path, operations] of Object.entries(
      json.paths as Record<string, Record<string, { parameters: { in: string; name: string }[] }>>,
    )) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters } of Object.values(operations))
        expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(named);
    }
  });
});

describe('messages of the bot', () => {
  it('reach the handler that was handed in, parsed', async () => {
    expect((await api.call('/api/messages', { method: 'POST', body: { text: 'scorecard' } })).json).toEqual({ heard: 'scorecard' });
    expect((await api.call('/api/messages', { method: 'POST', body: '{' })).json.type).toBe('invalid-body');
  });
});

describe('an administrator', () => {
  it('keeps policies without seeing figures', async () => {
    await newAccount(api.db, 'fabrikam');
    const at = '/api/accounts/fabrikam/settings';
    expect((await api.call('/api/me', { as: 5 })).json).toMatchObject({ administrator: true, accounts: [] });
    const kept = await api.call(at, { as: 5, method: 'PUT', body: { policies: { figuresAboutPeople: 'off' } } });
    expect([kept.status, kept.text]).toEqual([204, '']);
    expect((await api.call(at, { as: 5 })).status).toBe(404);
    expect((await api.call(at, { as: 5, method: 'PUT', body: { targets: [] } })).status).toBe(403);
  });
});

describe('a connection', () => {
  it('that sends garbage is closed with a bad request, and the server goes on', async () => {
    const { hostname, port } = new URL(api.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () =>
        socket.write('\x00\x01 garbage\r\n\r\n'),
      );
      socket.once('data', (bytes) => resolve(bytes.toString()));
      socket.once('close', () => resolve(''));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect((await api.call('/healthz')).status).toBe(200);
  });
});
