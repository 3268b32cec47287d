/** Serves recorded pages of a list's delta: a plain static server in a process of its own, so that its speed is not ours. */
import { createServer } from 'node:http';

const items = Number(process.argv[2]);
const pageSize = 200;
const site = { id: 'bench.example,1,2', webUrl: 'https://bench.example/sites/bench' };
const list = {
  id: 'list-1',
  displayName: 'Deals',
  name: 'Deals',
  webUrl: 'https://bench.example/sites/bench/Lists/Deals',
  list: { hidden: false, template: 'genericList' },
};
const names = ['DealId', 'Title0', 'Stage', 'Amount', 'Created0', 'Closed', 'Product', 'Owner'];
const columns = names.map((name) => ({
  id: name,
  name,
  displayName: name,
  hidden: false,
  readOnly: false,
  ...(name === 'Amount' ? { number: {} } : { text: {} }),
}));
const day = (n: number): string => new Date(Date.UTC(2024, 6, 1) + (n % 900) * 86_400_000).toISOString().slice(0, 10);
const item = (n: number) => ({
  '@odata.etag': `"${n},1"`,
  id: String(n + 1),
  webUrl: `${list.webUrl}/${n + 1}_.000`,
  lastModifiedDateTime: '2026-11-01T00:00:00Z',
  lastModifiedBy: { user: { displayName: 'System Account' } },
  fields: {
    '@odata.etag': `"${n},1"`,
    id: String(n + 1),
    DealId: `D-${n}`,
    Title0: `Deal ${n}`,
    Stage: ['Won', 'Lost', 'Open'][n % 3],
    Amount: 100 + (n % 977),
    Created0: day(n),
    Closed: day(n + 90),
    Product: `P${n % 7}`,
    Owner: `Person ${n % 40}`,
  },
});

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const root = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const send = (body: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  if (url.pathname.endsWith('/items/delta')) {
    const page = Number(url.searchParams.get('$skiptoken') ?? 0);
    return send(pages(root)[page] ?? '{"value":[]}');
  }
  if (url.pathname.endsWith('/columns')) return send(JSON.stringify({ value: columns }));
  if (url.pathname.endsWith('/lists')) return send(JSON.stringify({ value: [list] }));
  if (/\/lists\/[^/]+$/.test(url.pathname)) return send(JSON.stringify(list));
  return send(JSON.stringify(site));
});

let recorded: string[] | null = null;
function pages(root: string): string[] {
  recorded ??= Array.from({ length: Math.ceil(items / pageSize) }, (_, page) => {
    const value = Array.from({ length: Math.min(pageSize, items - page * pageSize) }, (_, n) => item(page * pageSize + n));
    const link = `${root}/v1.0/sites/s/lists/l/items/delta`;
    const isLast = (page + 1) * pageSize >= items;
    return JSON.stringify({
      value,
      ...(isLast ? { '@odata.deltaLink': `${link}?token=end` } : { '@odata.nextLink': `${link}?$skiptoken=${page + 1}` }),
    });
  });
  return recorded;
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  pages(`http://127.0.0.1:${port}`);
  process.stdout.write(`${port}\n`);
});
