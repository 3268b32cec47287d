import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Bootstrap, Dimension, type Me, type Problem } from '../../../src/server/contract.ts';
import * as account from './account.ts';
import { builtTab } from './build.ts';
import * as explained from './kpiAnswers.ts';
import * as kept from './manageAnswers.ts';
import * as mine from './myAnswers.ts';
import * as settingUp from './setupAnswers.ts';

/**
 * A server that plays ours and the issuer's part for the tab alone, so that a page can be shown any answer: an empty
 * account, a refusal, a server that is down. The built tab is served as the real server does, under the strictest
 * content security policy that it works with.
 */
export interface StandIn {
  origin: string;
  /** What the API answers next, until it is set to null: a problem for every route, or none at all. */
  answer: {
    problem: Problem | null;
    noAccounts: boolean;
    delayMs: number;
    role: Me['accounts'][number]['role'];
    /** Everything is set up, and nothing is missing. */
    isSetUp: boolean;
    /** How far the making of lists is. */
    making: 'running' | 'done';
  };
  /** Signed in at the issuer. */
  session: boolean;
  requests: { method: string; path: string; authorization: string | undefined; language: string | undefined }[];
  close(): Promise<void>;
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' };

export async function startStandIn(): Promise<StandIn> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: StandIn = {
    origin,
    answer: { problem: null, noAccounts: false, delayMs: 0, role: 'manager', isSetUp: false, making: 'running' },
    session: false,
    requests: [],
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname.startsWith('/api/')) return api(request, response, url);
    if (url.pathname === '/authorize') return authorize(response, url);
    if (url.pathname === '/token')
      return json(response, 200, { access_token: tokenFor(3600), expires_in: 3600, token_type: 'Bearer', refresh_token: 'renew' });
    const file = join(builtTab, url.pathname);
    if (file.startsWith(builtTab) && extname(file) && existsSync(file)) {
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      return void response.end(readFileSync(file));
    }
    index(response);
  }

  function index(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64');
    const bootstrap: Bootstrap = {
      mode: 'local',
      issuer: origin,
      authorizationEndpoint: `${origin}/authorize`,
      tokenEndpoint: `${origin}/token`,
      clientId: 'account-pulse',
      scope: 'api',
      languages: ['en', 'zh-CN'],
    };
    const element = `<script id="bootstrap" type="application/json" nonce="${nonce}">${JSON.stringify(bootstrap).replaceAll('<', '\\u003c')}</script>`;
    const page = readFileSync(join(builtTab, 'index.html'), 'utf8').replace('</head>', () => `${element}</head>`);
    response.writeHead(200, {
      'content-type': 'text/html',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self' https://res.cdn.office.net; base-uri 'none'; frame-ancestors http://127.0.0.1:*`,
    });
    response.end(page);
  }

  function authorize(response: ServerResponse, url: URL): void {
    const back = new URL(url.searchParams.get('redirect_uri') ?? origin);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    if (url.searchParams.get('prompt') === 'none') {
      back.searchParams.set(standIn.session ? 'code' : 'error', standIn.session ? 'a-code' : 'login_required');
      response.writeHead(302, { location: back.href });
      return void response.end();
    }
    back.searchParams.set('code', 'a-code');
    standIn.session = true;
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><html lang="en"><title>Issuer</title><a id="person" href="${back.href.replaceAll('&', '&amp;')}">mara@contoso.example</a></html>`,
    );
  }

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { authorization, 'accept-language': said } = request.headers;
    standIn.requests.push({ method: request.method ?? 'GET', path: url.pathname + url.search, authorization, language: said });
    if (standIn.answer.delayMs > 0) await new Promise((later) => setTimeout(later, standIn.answer.delayMs));
    if (!authorization?.startsWith('Bearer ')) return problem(response, { type: 'urn:unauthenticated', title: 'No token', status: 401 });
    if (standIn.answer.problem && url.pathname !== '/api/me') return problem(response, standIn.answer.problem);
    const language = said?.startsWith('zh') ? 'zh-CN' : 'en';
    if (url.pathname === '/api/me') {
      const accounts = account.me.accounts.map((one, index) => (index === 0 ? { ...one, role: standIn.answer.role } : one));
      return json(response, 200, { ...account.me, language, accounts: standIn.answer.noAccounts ? [] : accounts });
    }
    if (url.pathname === '/api/me/closed-accounts') return json(response, 200, mine.closedAccounts);
    if (url.pathname.endsWith('/export')) {
      response.writeHead(200, { 'content-type': 'application/zip' });
      return void response.end('PK');
    }
    if (request.method === 'DELETE' && /^\/api\/accounts\/[^/]+$/.test(url.pathname))
      return json(response, 200, { ...mine.closedAccounts.accounts[0] });
    if (url.pathname.startsWith('/api/me/connections')) {
      const all = mine.connections(language);
      const purpose = url.pathname.split('/')[4];
      return json(response, 200, purpose ? all.connections.find((one) => one.purpose === purpose) : all);
    }
    if (url.pathname === '/api/channels') return json(response, 200, kept.channelsAt(url.searchParams.get('channelId')));
    if (url.pathname === '/api/accounts' && request.method === 'POST')
      return json(response, 201, { id: 'a1', slug: 'northwind-global', sources: [] });
    const sent = request.method === 'POST' ? await bodyOf(request) : {};
    const path = url.pathname.replace(/^\/api\/accounts\/[^/]+\//, '');
    const answer = answerTo(path, url.searchParams, language, standIn.answer, sent, request.method ?? 'GET');
    if (answer) json(response, 200, answer);
    else problem(response, { type: 'urn:not-found', title: 'Not found', status: 404 });
  }

  return standIn;
}

function answerTo(
  path: string,
  question: URLSearchParams,
  language: 'en' | 'zh-CN',
  how: StandIn['answer'],
  sent: object,
  method: string,
): unknown {
  const [what, id = '', part = ''] = path.split('/');
  if (what === 'kpis') {
    const ofKpi: Record<string, () => unknown> = {
      '': () => account.kpiDetail(language, id, question),
      breakdown: () => account.breakdown(id, Dimension.parse(question.get('by')), question),
      drivers: () => explained.drivers(id, question),
      records: () => explained.records(id, question),
      'left-out': () => explained.leftOut(id, question),
      'goal-seek': () => explained.goal(id, question),
    };
    return ofKpi[part]?.();
  }
  if (what === 'edits' && id) return mine.edits(question).edits[0];
  if (what === 'records') return settingUp.records(language);
  if (path === 'digests/send') return kept.digests(question).digests[0];
  if (what === 'digests' && id) return kept.digest(id, language);
  const answers: Record<string, () => unknown> = {
    scorecard: () => account.scorecard(language, question),
    settings: () => kept.settings,
    digests: () => kept.digests(question),
    setup: () => (how.isSetUp ? settingUp.complete(language) : settingUp.setup(language)),
    'lists/proposed': () => settingUp.proposed(language),
    lists: () => settingUp.making(language, how.making),
    'lists/m1': () => settingUp.making(language, how.making),
    'lists/sample-rows': () => ({ added: 0, removed: 12, kept: 1, lists: [] }),
    'sources/available': () => settingUp.available,
    'sources/preview': () => settingUp.preview(language, sent),
    'sources/unmatched': () => settingUp.unmatched(question),
    links: () => (method === 'GET' ? settingUp.links : { changed: 31 }),
    'sources/s1/mapping': () => settingUp.mapping,
    'sources/s1': () => ({ id: 's1', name: 'Opportunities', records: 839, quarantined: 3 }),
    access: () => settingUp.access,
    edits: () => mine.edits(question),
    calendars: () => mine.calendars,
    'calendars/mine': () => mine.calendars,
    'people/me/data': () => mine.held(language),
    'sources/own': () => settingUp.mapping,
    reopen: () => ({ id: 'a1', slug: 'northwind-global' }),

    'access/outsiders': () => settingUp.access,
    slices: () => explained.sliceValues(question),
    sources: () => account.sources,
    'sources/quarantine': () => account.quarantine(question),
    'sources/sync': () => account.synced,
    'sources/deletions': () => ({ deleted: 310 }),
  };
  return answers[path]?.();
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? {} : JSON.parse(text);
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify(body));
};
const problem = (response: ServerResponse, body: Problem): void => {
  response.writeHead(body.status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify(body));
};
/** The shape of a token; nobody here checks it. */
export const tokenFor = (seconds: number): string =>
  ['{}', JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds })]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
    .concat('.signature');
