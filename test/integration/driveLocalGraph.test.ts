import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalGraph, LocalGraphOptions } from '../../demo/graph/server.ts';
import { startLocalGraph } from '../../demo/graph/server.ts';
import type { Graph } from '../../src/graph/client.ts';
import { TooLargeError } from '../../src/graph/download.ts';
import { graphOf, secret, tenantOf } from './sync.support.ts';

/** As much of a drive item as these sentences speak of. */
interface Item {
  id: string;
  name: string;
  eTag: string;
  cTag: string;
  size: number;
  deleted?: object;
}
const seed = () => ({
  ...tenantOf([]),
  files: [
    { path: 'Sales/Deals.xlsx', content: Buffer.from('first') },
    { path: 'notes.csv', content: Buffer.from('a,b') },
  ],
});

describe('the document library of the local Graph', () => {
  let folder: string;
  let local: LocalGraph;
  let graph: Graph;
  let drive: string;
  const start = async (options: Partial<LocalGraphOptions> = {}) => {
    local = await startLocalGraph({ seed: seed(), port: 0, journal: folder, ...secret, ...options });
    graph = graphOf(local);
    drive = `/drives/${(await graph.get<{ id: string }>(`/sites/${local.site.id}/drive`)).id}`;
  };
  const item = (path: string) => graph.get<Item>(`${drive}/root:/${path}`);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-pulse-library-'));
  });
  afterEach(async () => {
    await local.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is walked from its root to its files', async () => {
    await start();
    const children = await graph.get<{ value: Item[] }>(`${drive}/root/children`);
    expect(children.value.map(({ name }) => name)).toEqual(['Sales', 'notes.csv']);
    const deals = await item('Sales/Deals.xlsx');
    expect(deals).toMatchObject({
      name: 'Deals.xlsx',
      size: 5,
      file: {},
      parentReference: { path: expect.stringMatching(/root:\/Sales$/) },
    });
    expect(await graph.get<Item>(`${drive}/items/${deals.id}`)).toMatchObject({ id: deals.id });
  });

  it('gives the content through an address that needs no token, and never past a limit', async () => {
    await start();
    const path = `${drive}/items/${(await item('Sales/Deals.xlsx')).id}/content`;
    expect(Buffer.from(await graph.download(path, { mostBytes: 10 })).toString()).toBe('first');
    await expect(graph.download(path, { mostBytes: 4 })).rejects.toThrow(TooLargeError);
  });

  it('has another eTag when anything changes, another cTag when the content does, and the same id throughout', async () => {
    await start();
    const first = await item('Sales/Deals.xlsx');
    local.files.move('Sales/Deals.xlsx', 'Deals.xlsx');
    const moved = await item('Deals.xlsx');
    expect([moved.id === first.id, moved.eTag === first.eTag, moved.cTag === first.cTag]).toEqual([true, false, true]);
    local.files.put('Deals.xlsx', Buffer.from('second'));
    const changed = await item('Deals.xlsx');
    expect([changed.id === first.id, changed.eTag === moved.eTag, changed.cTag === moved.cTag]).toEqual([true, false, false]);
  });

  it('tells by delta what changed and what went', async () => {
    await start();
    type Delta = { value: Item[]; '@odata.deltaLink': string };
    const all = await graph.get<Delta>(`${drive}/root/delta`);
    expect(all.value.map(({ name }) => name)).toEqual(['root', 'Sales', 'Deals.xlsx', 'notes.csv']);
    local.files.put('notes.csv', Buffer.from('c,d'));
    local.files.put('notes.csv', Buffer.from('e,f'));
    local.files.remove('Sales/Deals.xlsx');
    const changes = await graph.get<Delta>(all['@odata.deltaLink']);
    expect(changes.value.map(({ name, deleted }) => [name, deleted])).toEqual([
      ['notes.csv', undefined],
      [undefined, { state: 'deleted' }],
    ]);
    expect((await graph.get<Delta>(changes['@odata.deltaLink'])).value).toEqual([]);
  });

  it('keeps its edits over a restart', async () => {
    await start();
    local.files.put('Sales/Deals.xlsx', Buffer.from('second'));
    local.files.move('notes.csv', 'Archive/notes.csv');
    const before = await item('Sales/Deals.xlsx');
    await local.close();
    await start();
    expect(await item('Sales/Deals.xlsx')).toMatchObject({ id: before.id, eTag: before.eTag, size: 6 });
    expect(Buffer.from(local.files.read('Archive/notes.csv') ?? []).toString()).toBe('a,b');
    expect(Buffer.from(await graph.download(`${drive}/items/${before.id}/content`, { mostBytes: 10 })).toString()).toBe('second');
  });

  it('is closed to who may not read the site', async () => {
    await start({ withdraw: ['Sites.Selected', 'Sites.ReadWrite.All'] }).catch(() => undefined);
    await expect(graph.get(`/sites/${local.site.id}/drive`)).rejects.toThrow(/Insufficient privileges/);
  });
});
