import { Client, type GraphRequest, type Middleware, type MiddlewareOptions, ResponseType } from '@microsoft/microsoft-graph-client';
import { type Clock, systemClock } from './clock.ts';
import { type DownloadOptions, download } from './download.ts';
import { errorOf } from './errors.ts';
import { limiterOf } from './limiter/limiter.ts';
import { authentication } from './middleware/authentication.ts';
import { type ExchangeLog, exchangeLogging } from './middleware/exchangeLog.ts';
import { askedWaitMs, Repeatable, type RetryLimits, retrying, usualLimits } from './middleware/retrying.ts';
import { keepingThrown, Thrown } from './middleware/thrown.ts';
import { type Bodies, transport } from './middleware/transport.ts';
import { WholeLink, wholeLinks } from './middleware/wholeLink.ts';
import type { TokenSource } from './tokens.ts';
import type { Fetch } from './wire.ts';

export interface GraphOptions {
  /** Without version: https://graph.microsoft.com */
  root: string;
  tokens: TokenSource;
  clock?: Clock;
  random?: () => number;
  limits?: RetryLimits;
  log?: ExchangeLog | null;
  timeoutMs?: number;
  /** Stands for the network, where a test has its own. */
  fetch?: Fetch;
}
export interface RequestOptions {
  headers?: Readonly<Record<string, string>>;
  /** The permission that this request needs, for the error that says it is missing. */
  permission?: string;
  /** May be sent twice without harm. GET always may. */
  repeatable?: boolean;
  /** The answer may be an address elsewhere, which gets no token of ours. */
  redirect?: boolean;
}
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Microsoft Graph v1.0. Paths start with '/'; links are the absolute ones that Graph gave, used whole. */
export interface Graph {
  readonly root: string;
  get<T>(pathOrLink: string, options?: RequestOptions): Promise<T>;
  request<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', pathOrLink: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>>;
  /** What a path that ends in /content leads to, whole; see download.ts. */
  download(path: string, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** Decorates our traffic as SharePoint asks of it (how to avoid getting throttled): NONISV|Company|App/Version. */
export const userAgent = 'NONISV|AccountPulse|AccountPulse/0.1';

export function openGraph(options: GraphOptions): Graph {
  const root = options.root.replace(/\/+$/, '').replace(/\/v1\.0$/, '');
  const clock = options.clock ?? systemClock;
  const bodies: Bodies = new WeakMap();
  const chain: Middleware[] = [
    keepingThrown(),
    wholeLinks(),
    retrying({
      clock,
      random: options.random ?? Math.random,
      limits: options.limits ?? usualLimits,
      limiter: limiterOf(root, clock),
      root,
    }),
    authentication(options.tokens, new URL(root).origin),
    ...(options.log ? [exchangeLogging(options.log, bodies)] : []),
    transport(bodies, options.timeoutMs ?? 100_000, options.fetch),
  ];
  const client = Client.initWithMiddleware({ middleware: chain, baseUrl: root, defaultVersion: 'v1.0' });

  async function request<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    pathOrLink: string,
    body?: unknown,
    asked: RequestOptions = {},
  ): Promise<Answer<T>> {
    const isLink = !pathOrLink.startsWith('/');
    const thrown = new Thrown();
    const handed: MiddlewareOptions[] = [
      thrown,
      ...(isLink ? [new WholeLink(pathOrLink)] : []),
      ...(asked.repeatable ? [new Repeatable()] : []),
    ];
    const prepared = client
      .api(isLink ? '/' : pathOrLink)
      .responseType(ResponseType.RAW)
      .middlewareOptions(handed)
      .headers({ 'User-Agent': userAgent, Accept: 'application/json', ...asked.headers });
    const response = await send(prepared, method, body).catch((error: unknown) => {
      throw thrown.error ?? error;
    });
    const answer = { status: response.status, headers: response.headers, body: bodies.get(response) as T };
    if (response.status < 300 || response.status === 304 || (asked.redirect && response.status < 400)) return answer;
    throw errorOf(answer, asked.permission ?? null, askedWaitMs(response.headers, clock.now()) ?? undefined);
  }
  return {
    root,
    request,
    get: async <T>(pathOrLink: string, asked?: RequestOptions) => (await request<T>('GET', pathOrLink, undefined, asked)).body,
    download: (path, { mostBytes, permission }) => {
      const locate = async () => {
        const { headers } = await request('GET', path, undefined, { redirect: true, ...(permission ? { permission } : {}) });
        const location = headers.get('location');
        if (!location) throw new Error('Microsoft Graph did not say where the content is');
        return location;
      };
      return download({ clock, random: options.random ?? Math.random, locate, silenceMs: options.timeoutMs ?? 60_000 }, mostBytes);
    },
  };
}

const send = (request: GraphRequest, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', body: unknown): Promise<Response> => {
  switch (method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(body);
    case 'PATCH':
      return request.patch(body);
    case 'DELETE':
      return request.delete();
  }
};
