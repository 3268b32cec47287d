import type { LocalGraph } from '../../demo/graph/server.ts';
import { startLocalGraph } from '../../demo/graph/server.ts';
import type { TenantSeed } from '../../demo/tenant.ts';

export const APP = {
  apiAudience: 'api://account-pulse',
  clientId: '33333333-3333-4333-8333-333333333333',
  clientSecret: 'not a real secret',
};

export const start = (seed: TenantSeed, more: Partial<Parameters<typeof startLocalGraph>[0]> = {}) =>
  startLocalGraph({ seed, port: 0, ...APP, ...more });

/** What Graph answered, loosely: the contract checker is the one that knows the shapes. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes, read by the sentences of a test
export type Body = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Exchange {
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody?: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
}

export async function token(graph: LocalGraph, form: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${graph.url}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export const personForm = (username: string, scope = 'graph') => ({ grant_type: 'password', username, password: 'local', scope });
export const appForm = {
  grant_type: 'client_credentials',
  client_id: APP.clientId,
  client_secret: APP.clientSecret,
  scope: 'https://graph.microsoft.com/.default',
};

export async function accessToken(graph: LocalGraph, form: Record<string, string>): Promise<string> {
  const { status, body } = await token(graph, form);
  if (status !== 200) throw new Error(`No token: ${JSON.stringify(body)}`);
  return body.access_token;
}

/** Asks Graph with one token; every exchange is kept as a line of a Graph log, as if the service were the real one. */
export function asking(graph: LocalGraph, bearer: string, log: Exchange[] = []) {
  return async (method: string, path: string, requestBody?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const url = path.startsWith('http') ? path : `${graph.url}/v1.0${path}`;
    const sent = { ...(requestBody === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
    const body = requestBody === undefined ? {} : { body: JSON.stringify(requestBody) };
    const response = await fetch(url, { method, headers: { ...sent, authorization: `Bearer ${bearer}` }, ...body });
    const text = await response.text();
    const exchange = {
      method,
      url,
      requestHeaders: sent,
      requestBody,
      status: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: text === '' ? undefined : JSON.parse(text),
    };
    log.push(JSON.parse(JSON.stringify(exchange).replaceAll(graph.url, 'https://graph.microsoft.com')));
    return { status: response.status, headers: response.headers, body: exchange.responseBody };
  };
}
