/** `node bench/fileReading.ts source|library FILE`: reads a file in a process of its own, and prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parse } from 'csv-parse';
import { SaxesParser } from 'saxes';
import type { Graph } from '../src/graph/client.ts';
import { fileSource } from '../src/sources/file/index.ts';
import { workbookSource } from '../src/sources/workbook/index.ts';
import { openParts } from '../src/sources/workbook/read/zip.ts';

const [way = '', file = ''] = process.argv.slice(2);
const isCsv = file.endsWith('.csv');

/** As the sync reads it, but for the network and the database. */
async function source(): Promise<number> {
  const kind = isCsv ? fileSource() : workbookSource();
  const graph = {
    root: 'https://graph.microsoft.com',
    get: async () => ({ id: 'i', eTag: '1', size: 1, name: 'Deals.xlsx', file: {} }),
    download: async () => new Uint8Array(readFileSync(file)),
  } as unknown as Graph;
  const location = { driveId: 'd', itemId: 'i', place: { path: 'Deals.xlsx', ...(isCsv ? {} : { sheet: 'Deals' }) } };
  const columns = await kind.columns(graph, location, null);
  let rows = 0;
  for await (const page of kind.round(graph, location, columns.slice(0, 10), null, ['Deal Id'])) rows += page.rows.length;
  return rows;
}

/** The limit: the libraries go through the same file on this thread, and nothing is made of what they find. */
async function library(): Promise<number> {
  const content = readFileSync(file);
  let rows = 0;
  if (isCsv) {
    const lines = parse();
    lines.end(content);
    for await (const _ of lines) rows += 1;
    return rows - 1;
  }
  const parts = await openParts(content);
  for (const part of ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml']) {
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => {
      if (name === 'row') rows += 1;
    });
    parser.on('text', () => undefined);
    const decoder = new TextDecoder();
    for await (const chunk of parts.chunks(part, Number.POSITIVE_INFINITY)) parser.write(decoder.decode(chunk, { stream: true }));
    parser.close();
  }
  return rows - 1;
}

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const before = process.memoryUsage().rss;
const begun = performance.now();
const rows = await (way === 'source' ? source() : library());
const seconds = (performance.now() - begun) / 1_000;
delay.disable();
process.stdout.write(
  JSON.stringify({
    rows,
    rowsPerSecond: rows / seconds,
    growthMb: process.resourceUsage().maxRSS / 1_024 - before / 1_048_576,
    stallMs: delay.max / 1e6,
  }),
);
