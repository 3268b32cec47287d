import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalGraph, notificationFaultsFromSetting, startLocalGraph } from '../../demo/graph/server.ts';
import type { Graph } from '../../src/graph/client.ts';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { renew, subscribe, unsubscribe } from '../../src/graph/subscriptions.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from '../contract/graph-contract.mjs';
import { pause, until } from './following.support.ts';
import { graphOf, list, secret, tenantOf } from './sync.support.ts';

/** A receiver as anybody might write one: what it answers can be chosen. */
interface Receiver {
  url: string;
  got: { value: Record<string, unknown>[] }[];
  answer: { validation: (token: string) => { status: number; type: string; body: string }; notification: () => number };
  close(): void;
}
const sayBack = (token: string) => ({ status: 200, type: 'text/plain', body: token });

function startReceiver(): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('validationToken');
    if (token !== null) {
      const { status, type, body } = receiver.answer.validation(token);
      // Not chained: restify, where it is loaded, makes writeHead return nothing.
      response.writeHead(status, { 'content-type': type });
      response.end(body);
      return;
    }
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const status = receiver.answer.notification();
      if (status === 202) receiver.got.push(JSON.parse(text));
      response.writeHead(status);
      response.end();
    });
  });
  const receiver: Receiver = {
    url: '',
    got: [],
    answer: { validation: sayBack, notification: () => 202 },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(Object.assign(receiver, { url: `http://localhost:${(server.address() as AddressInfo).port}/hear` })),
    ),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'account-pulse-subscriptions-'));
const logFile = join(folder, 'graph.jsonl');
const log = openExchangeLog(logFile, {});
let receiver: Receiver;
let local: LocalGraph;
let graph: Graph;
let now = new Date('2026-11-24T08:00:00Z');
const start = async () => {
  local = await startLocalGraph({
    ...secret,
    seed: tenantOf([list('Deals', ['Deal'], [['A'], ['B']]), list('Quiet', ['Name'], [])]),
    port: 0,
    journal: join(folder, 'journal'),
    clock: () => now,
    notificationPace: { gatherMs: 5, firstRetryMs: 30 },
  });
  graph = graphOf(local, { log, clock: { now: () => now.getTime(), sleep: async () => undefined } });
};
const about = (name = 'Deals') => ({ resource: `sites/${local.site.id}/lists/${name}`, changeType: 'updated', longestMinutes: 42_300 });
const inMinutes = (count: number) => new Date(now.getTime() + count * 60_000);
const wish = (more: object = {}) => ({
  notificationUrl: receiver.url,
  clientState: 'a secret of ours',
  expiresAt: inMinutes(42_300),
  ...more,
});
const heard = () => receiver.got.flatMap(({ value }) => value);

beforeAll(async () => {
  receiver = await startReceiver();
  await start();
});
beforeEach(() => {
  receiver.answer = { validation: sayBack, notification: () => 202 };
  receiver.got.length = 0;
});
afterAll(async () => {
  await local.close();
  receiver.close();
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a subscription to a list of the local Graph', () => {
  let id = '';

  it('is made once its address has said the token back', async () => {
    const made = await subscribe(graph, about(), wish());
    expect(made.expiresAt).toEqual(inMinutes(42_300));
    id = made.id;
  });

  it('tells that the list has changed, and not what', async () => {
    local.lists.change('Deals', 1, { Deal: 'C' });
    await until(() => heard().length === 1);
    expect(heard()[0]).toMatchObject({
      subscriptionId: id,
      clientState: 'a secret of ours',
      changeType: 'updated',
      tenantId: local.tenantId,
    });
    expect(JSON.stringify(heard())).not.toContain('"C"');
  });

  it('tells nothing of other lists', async () => {
    local.lists.add('Quiet', { Name: 'x' });
    await pause(100);
    expect(heard()).toEqual([]);
  });

  it('tells again until it is heard', async () => {
    let refusals = 2;
    receiver.answer.notification = () => (refusals-- > 0 ? 503 : 202);
    local.lists.change('Deals', 1, { Deal: 'D' });
    await until(() => heard().length === 1);
    expect(refusals).toBe(-1);
  });

  it('is of the one app that made it, and keeps its secret', async () => {
    expect(await graph.get(`/subscriptions/${id}`)).toMatchObject({ id, clientState: null });
    const { value } = await graph.get<{ value: { id: string }[] }>('/subscriptions');
    expect(value.map((subscription) => subscription.id)).toEqual([id]);
  });

  it('survives a restart', async () => {
    await local.close();
    await start();
    local.lists.change('Deals', 1, { Deal: 'E' });
    await until(() => heard().length === 1);
  });

  it('is renewed, and lapses where it is not', async () => {
    now = inMinutes(42_000);
    expect((await renew(graph, id, inMinutes(10))).expiresAt).toEqual(inMinutes(10));
    now = inMinutes(11);
    local.lists.change('Deals', 1, { Deal: 'F' });
    await pause(100);
    expect(heard()).toEqual([]);
    await expect(renew(graph, id, inMinutes(10))).rejects.toMatchObject({ status: 404 });
  });

  it('ends when it is deleted, and a second time does no harm', async () => {
    const made = await subscribe(graph, about(), wish());
    await unsubscribe(graph, made.id);
    await unsubscribe(graph, made.id);
    expect(local.notifications.subscriptions()).toEqual([]);
  });
});

describe('no subscription is made', () => {
  it.each<[string, number, { resource?: string; expiresAt?: () => Date; clientState?: string; notificationUrl?: string }]>([
    ['to a list that is not there', 404, { resource: 'Nowhere' }],
    ['for longer than a list’s lifetime', 400, { expiresAt: () => inMinutes(42_301) }],
    ['that has lapsed already', 400, { expiresAt: () => inMinutes(-1) }],
    ['with a secret that is too long', 400, { clientState: 'x'.repeat(129) }],
    ['with an address elsewhere', 400, { notificationUrl: 'https://example.com/hear' }],
    ['with an address in this network', 400, { notificationUrl: 'http://192.168.0.1/hear' }],
    ['with an address that only looks local', 400, { notificationUrl: 'http://localhost.example.com/hear' }],
    ['with an address that hides another', 400, { notificationUrl: 'http://localhost@example.com/hear' }],
    ['with an address of another kind', 400, { notificationUrl: 'file:///etc/passwd' }],
    ['with an address where nobody is', 400, { notificationUrl: 'http://localhost:9/hear' }],
  ])('%s', async (_what, status, changed) => {
    const { resource, expiresAt, ...more } = changed;
    const asked = wish({ ...more, ...(expiresAt ? { expiresAt: expiresAt() } : {}) });
    const error = await subscribe(graph, about(resource), asked).catch((thrown: Error) => thrown);
    const { status: got } = ((error as Error).cause ?? error) as { status?: number };
    expect(got).toBe(status);
    expect(local.notifications.subscriptions()).toEqual([]);
  });

  it('without the permission', async () => {
    local.withdraw('Sites.ReadWrite.All');
    await expect(subscribe(graph, about(), wish())).rejects.toMatchObject({ name: 'ForbiddenError' });
    local.grant('Sites.ReadWrite.All');
  });

  it.each([
    ['says something else', () => ({ status: 200, type: 'text/plain', body: 'hello' })],
    ['answers in HTML', (token: string) => ({ status: 200, type: 'text/html', body: token })],
    ['is asked and fails', (token: string) => ({ status: 500, type: 'text/plain', body: token })],
  ])('with an address that %s', async (_what, validation) => {
    receiver.answer.validation = validation;
    await expect(subscribe(graph, about(), wish())).rejects.toMatchObject({ name: 'AddressRefusedError' });
  });
});

describe('faults of notifications', () => {
  it('are switched on by their share', () => {
    const faults = notificationFaultsFromSetting('lost:0.2, burst:0.1', () => 0.25);
    expect(faults()).toEqual({ copies: 1000 });
    expect(notificationFaultsFromSetting('late:0.5', () => 0.6)()).toBeNull();
    for (const wrong of ['sometimes', 'lost', 'lost:2', 'toString:0.1'])
      expect(() => notificationFaultsFromSetting(wrong)).toThrow(RangeError);
  });
});

describe('the traffic of subscriptions', () => {
  const exchanges = () =>
    readFileSync(logFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line.replaceAll(/http:\/\/localhost:\d+\/(?=v1\.0)/g, 'https://graph.microsoft.com/')));

  it('breaks Microsoft’s contract on neither side', () => {
    const slice = JSON.parse(readFileSync(new URL('../contract/graph-v1-slice.json', import.meta.url), 'utf8'));
    const checker = createChecker(slice, { strictLinks: true });
    const said = exchanges();
    expect(new Set(said.map(({ method, status }) => `${method} ${status}`))).toEqual(
      new Set(['POST 201', 'PATCH 200', 'PATCH 404', 'DELETE 204', 'DELETE 404', 'GET 200', 'POST 400', 'POST 403', 'POST 404']),
    );
    const errors = said.flatMap((exchange) =>
      checker.check(exchange).findings.filter((finding: { severity: string }) => finding.severity === 'error'),
    );
    expect(errors).toEqual([]);
  });

  it('is recorded without the secret', () => {
    const text = readFileSync(logFile, 'utf8');
    expect(text).toContain('"clientState"');
    expect(text).not.toContain('a secret of ours');
  });
});
