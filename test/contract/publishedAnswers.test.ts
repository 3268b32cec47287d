import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Graph, openGraph } from '../../src/graph/client.ts';
import type { RoundPage } from '../../src/sources/kind.ts';
import { listRound } from '../../src/sources/list/round.ts';
import type { SourceColumn } from '../../src/sources/mapping/types.ts';
import { quickClock } from '../integration/sync.support.ts';

interface Exchange {
  id: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  status: number;
  responseHeaders?: Record<string, string>;
  requestBody?: unknown;
  responseBody?: unknown;
}
const read = (name: string): Exchange[] =>
  readFileSync(new URL(`../fixtures/graph/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const examples = read('examples-core').filter(({ status, url }) => status && url);
/** What Graph posts to us is no answer: following changes has its own tests. */
const oddities = read('service-oddities').filter(({ id, status }) => status && !id.startsWith('notification-'));

/** Answers the exchange that the request names in its path, as it was published. */
let server: Server;
let root: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const exchange = [...examples, ...oddities].find(({ id }) => request.url?.includes(encodeURIComponent(id)));
    const headers = Object.entries(exchange?.responseHeaders ?? {}).filter(([name]) => !/^content-/i.test(name));
    const body = exchange?.responseBody === undefined ? '' : JSON.stringify(exchange.responseBody);
    response.writeHead(exchange?.status ?? 404, { ...Object.fromEntries(headers), 'content-type': 'application/json' });
    response.end(exchange?.status === 204 ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const open = (): Graph =>
  openGraph({
    ...{ root, tokens: { token: async () => 'token', forget: () => undefined }, clock: quickClock(), random: () => 0.5 },
    limits: { attempts: 1, longestWaitMs: 1000 },
  });
const firstPage = async (columns: readonly SourceColumn[], link: string | null): Promise<RoundPage | undefined> => {
  for await (const page of listRound(open(), { siteId: 's', listId: 'l' }, columns, link)) return page;
  return undefined;
};
const linkOf = (id: string) => `${root}/v1.0/${encodeURIComponent(id)}`;

describe('what Microsoft published as answers', () => {
  it.each(examples.map((one) => [one.id, one] as const))('%s is read without loss', async (id, { method, status, responseBody }) => {
    const asked = open().request(method, linkOf(id), method === 'GET' || method === 'DELETE' ? undefined : {});
    if (status < 300) expect((await asked).body ?? null).toEqual(responseBody ?? null);
    else await expect(asked).rejects.toMatchObject({ status });
  });

  it('as a round of a list gives every item: a row, a deletion, or said to be unreadable; folders are none', async () => {
    for (const { id, responseBody } of examples.filter((one) => one.id.startsWith('listitem-delta'))) {
      const { value } = responseBody as { value: { id: string; contentType?: { name: string }; deleted?: unknown }[] };
      const page = await firstPage([], linkOf(id));
      const folders = value.filter((item) => item.contentType?.name === 'Folder' && !item.deleted).length;
      expect((page?.rows.length ?? 0) + (page?.deleted.length ?? 0) + (page?.unreadable ?? 0) + folders).toBe(value.length);
    }
  });
});

describe('what the service was seen to do', () => {
  it.each(oddities.map((one) => [one.id, one] as const))('%s is taken for what it is', async (id, { method, status, responseBody }) => {
    const asked = open().request(method, linkOf(id), method === 'GET' || method === 'DELETE' ? undefined : {});
    if (status < 300) return expect((await asked).body).toEqual(responseBody);
    const { error } = responseBody as { error: { code: string } };
    const expected =
      status === 410 || /resync|syncstate/i.test(error.code)
        ? 'GoneError'
        : ({ 429: 'ThrottledError', 503: 'ThrottledError', 403: 'ForbiddenError', 404: 'NotFoundError', 409: 'StaleError', 412: 'StaleError' }[
            status
          ] ?? 'GraphError');
    await expect(asked).rejects.toMatchObject({ name: expected, status });
  });

  const round = (id: string) => firstPage([], linkOf(id));
  it('an item twice counts as it came last; a deletion of something never seen, and an error among the values, are said', async () => {
    const twice = await round('delta-same-item-twice');
    expect(twice?.rows.map(({ id, cells }) => [id, cells.Amount])).toEqual([['5', 2]]);
    expect(twice?.deleted).toEqual(['6']);
    expect(await round('delta-deleted-unknown')).toMatchObject({ rows: [], deleted: ['999'], unreadable: 0 });
    expect(await round('delta-error-inside-value')).toMatchObject({ rows: [], deleted: [], unreadable: 1 });
  });

  it('more lookups than Graph gives are not lost without a word', async () => {
    const lookup = { gives: 'value' as const, isSeveral: false, isPerson: false };
    const columns = Array.from({ length: 13 }, (_, n) => ({ name: `L${n}`, displayName: `L ${n}`, lookup }));
    await expect(firstPage(columns, null)).rejects.toMatchObject({
      code: 'tooManyLookups',
      message: expect.stringMatching(/reads 13 columns of lookups and persons, and Microsoft Graph gives 12 at a time/),
    });
  });
});
