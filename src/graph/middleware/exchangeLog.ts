import { closeSync, openSync, writeSync } from 'node:fs';
import type { Middleware } from '@microsoft/microsoft-graph-client';
import { headersOf, methodOf, middleware, urlOf } from './chain.ts';
import type { Bodies } from './transport.ts';

export interface ExchangeLog {
  write(exchange: object): void;
  close(): void;
}

/** Appends to a file, one JSON line each. @throws where it would log what a production tenant answers */
export function openExchangeLog(path: string, env: { NODE_ENV?: string | undefined }): ExchangeLog {
  if (env.NODE_ENV === 'production')
    throw new Error('GRAPH_LOG writes what Graph answers to a file and is refused when NODE_ENV=production');
  const file = openSync(path, 'a', 0o600);
  return {
    write: (exchange) => {
      writeSync(file, `${JSON.stringify(exchange, withoutSecrets)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** What proves that a notification is Graph's; a client secret, which is told once, as it is made. */
const secretFields = new Set(['clientState', 'secretText']);
const withoutSecrets = (name: string, value: unknown) => (secretFields.has(name) && value !== null ? 'left out' : value);
const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);
/** An address that needs no token is a secret by itself. */
const withoutQuery = (name: string, value: string) => (name.toLowerCase() === 'location' ? value.replace(/\?.*/, '?left=out') : value);
const open = (headers: Iterable<[string, string]>, status = 0): Record<string, string> =>
  Object.fromEntries(
    [...headers]
      .filter(([name]) => !secretHeaders.has(name.toLowerCase()))
      .map(([name, value]) => [name, status >= 300 && status < 400 ? withoutQuery(name, value) : value]),
  );
const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** Every exchange as it went over the wire, attempts that failed included, without its secrets. */
export const exchangeLogging = (log: ExchangeLog, bodies: Bodies): Middleware =>
  middleware(async (context, next) => {
    await next();
    const response = context.response;
    if (!response) return;
    log.write({
      method: methodOf(context),
      url: urlOf(context),
      requestHeaders: open(Object.entries(headersOf(context))),
      requestBody: parsed(context.options?.body),
      status: response.status,
      responseHeaders: open(response.headers, response.status),
      responseBody: bodies.get(response) ?? null,
    });
  });
