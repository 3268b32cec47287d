import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify, { type Request, type Response, type Server } from 'restify';
import { type AccountDirectory, accountDirectory } from '../access/accounts.ts';
import { personBook } from '../access/personBook.ts';
import { rosters } from '../access/roster.ts';
import { tokenValidator } from '../access/token.ts';
import { requestContext } from '../operation/requestContext.ts';
import type { EditQueue } from '../writeback/queue/index.ts';
import { readJson, usualLimits } from './body.ts';
import type { Operation } from './contract.ts';
import { type Dispatcher, dispatch } from './dispatch.ts';
import { type Door, openDoor } from './door.ts';
import { editQueue } from './edits/queue.ts';
import { type SignInErrands, signInErrands } from './errands/index.ts';
import type { House, ServerParts } from './house.ts';
import { isForThisMachine } from './localHost.ts';
import { serveMetrics } from './metrics.ts';
import { serveNotifications } from './notifications.ts';
import { openApi } from './openapi.ts';
import { ProblemError } from './problems.ts';
import { ResponseCache } from './responseCache.ts';
import { routes } from './routes/index.ts';
import { contentPolicy, securityHeaders } from './security.ts';
import { answerOf, header, sendError, sendJson, sendProblem } from './send.ts';
import { tabFiles } from './tab.ts';

export interface PulseServer {
  /** @returns where it listens. */
  listen(port: number, host: string): Promise<{ port: number; url: string }>;
  /** The same routes, for the bot: without HTTP between. */
  door: Door;
  /** Who may see which account: for what is planned without anybody asking. */
  accounts: AccountDirectory;
  /** Edits that wait for their source, for the beat that goes on with them. */
  edits: EditQueue;
  /** Sign-in in a browser for answers given in a chat; null without a client to redeem what comes back. */
  errands: SignInErrands | null;
  /** Answers what has begun, and takes no more. */
  close(): Promise<void>;
}

const restifyVerb = { get: 'get', post: 'post', put: 'put', patch: 'patch', delete: 'del' } as const;
const keptBytes = 32_000_000;
/** One call of a client that never comes to its end holds a connection no longer than this. */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
/** How often is looked for clients that send too slowly: Node's half minute would make a minute of ten seconds. */
const lookForSlowMs = 2_000;
/** What has begun when the server stops. */
const finishWithinMs = 10_000;

/** The HTTP server: API, tab, and the bot's messages where a handler was handed in. */
export function createServer(parts: ServerParts): PulseServer {
  const roster = rosters(
    parts.roster,
    () => parts.clock().getTime(),
    (error) => parts.log.warn({ err: error }, 'a roster could not be read'),
  );
  const house: House = {
    ...parts,
    accounts: accountDirectory(parts.db, roster, () => parts.clock().toISOString().slice(0, 10)),
    rosters: roster,
    people: personBook(parts.findPerson, () => parts.clock().getTime()),
    edits: editQueue(parts),
    askForConsent: null,
  };
  const dispatcher: Dispatcher = {
    house,
    validate: tokenValidator(parts.issuer, undefined, parts.clock),
    cache: new ResponseCache(keptBytes),
    startId: randomUUID(),
  };
  const server = restify.createServer({ name: 'account-pulse', ignoreTrailingSlash: true, maxParamLength: 500 });
  const http = server.server as unknown as HttpServer;
  http.requestTimeout = parts.patience?.requestMs ?? requestTimeoutMs;
  http.headersTimeout = parts.patience?.headersMs ?? headersTimeoutMs;
  // Node takes it as an option alone, which restify does not hand on; it is read when the server begins to listen.
  Object.assign(http, { connectionsCheckingInterval: parts.patience?.lookMs ?? lookForSlowMs });

  const issuers = [parts.bootstrap.issuer, parts.bootstrap.tokenEndpoint];
  const secure = securityHeaders(parts.config.mode, issuers);
  const requests = parts.requests ?? requestContext();
  server.pre((request: Request, response: Response, next: (goesOn?: false) => void) => {
    // The types know of its asking alone.
    (request as unknown as { id(own: string): string }).id(requests.idOf(header(request, 'x-request-id')));
    secure(request, response);
    response.removeHeader('server');
    if (parts.metrics) measure(request, response, parts.metrics);
    if (parts.config.mode === 'local' && !isForThisMachine(request.headers, parts.publicUrl)) {
      sendProblem(request, response, 'wrong-host');
      return next(false);
    }
    requests.run(request.id(), next);
  });
  for (const route of routes) {
    const addresses = [route.operation.path as string, ...(route.for === 'account' ? (route.alsoAt ?? []) : [])];
    for (const address of addresses) {
      server[restifyVerb[route.operation.method as Operation['method']]](address, async (request: Request, response: Response) =>
        dispatch(route, request, response, dispatcher),
      );
    }
  }
  const door = openDoor(house);
  let listensAt = '';
  const errands = parts.client
    ? signInErrands({
        ...{ house, door, validate: dispatcher.validate, client: parts.client },
        publicUrl: () => parts.publicUrl ?? listensAt,
        answered: parts.answered ?? (async () => undefined),
      })
    : null;
  house.askForConsent = errands?.askForConsent ?? null;
  serveDocument(server);
  errands?.serve(server);
  if (parts.messages) serveMessages(server, parts.messages, parts.log);
  serveMetrics(server, parts, dispatcher.validate);
  if (parts.following) serveNotifications(server, parts.following);
  server.get('/*', tabFiles(parts.tabFolder, parts.bootstrap, contentPolicy(parts.config.mode, issuers)));
  answerStrays(server, parts.log);
  return {
    door,
    accounts: house.accounts,
    edits: house.edits,
    errands,
    listen: async (port, host) => {
      const where = await listen(server, port, host);
      listensAt = where.url;
      return where;
    },
    close: () => close(server, http),
  };
}

/** By the route's pattern: an address holds ids, and a wrong one anything. */
function measure(request: Request, response: Response, metrics: NonNullable<ServerParts['metrics']>): void {
  const begun = performance.now();
  response.once('close', () => {
    const route = (request.getRoute?.() as { path?: unknown } | undefined)?.path;
    metrics.answered({
      method: request.method ?? 'GET',
      route: typeof route === 'string' ? route : 'none',
      status: response.statusCode,
      seconds: (performance.now() - begun) / 1000,
    });
  });
}

function serveDocument(server: Server): void {
  const document = answerOf(openApi('1'));
  server.get('/api/openapi.json', async (request: Request, response: Response) =>
    sendJson(request, response, 200, document, { 'cache-control': 'no-cache' }),
  );
}

/** The bot's framework checks who sends; it is given the parsed body. */
function serveMessages(server: Server, handle: NonNullable<ServerParts['messages']>, log: ServerParts['log']): void {
  server.post('/api/messages', async (request: Request, response: Response) => {
    try {
      // People may write anything; what they write is read as words, and never stored.
      request.body = await readJson(request, { ...usualLimits, takesNul: true });
      await handle(request, response);
    } catch (error) {
      if (!(error instanceof ProblemError)) log.error({ err: error, requestId: request.id() }, 'a message failed');
      sendError(request, response, error);
    }
  });
}

/** What no route takes, in the same words as every other problem. */
function answerStrays(server: Server, log: ServerParts['log']): void {
  server.on('restifyError', (request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
    if (!response.headersSent) {
      const allow = response.getHeader('allow');
      if (error.statusCode === 404) sendProblem(request, response, 'not-found');
      else if (error.statusCode === 405) sendProblem(request, response, 'method-not-allowed', {}, allow ? { allow: String(allow) } : {});
      else if (error.statusCode !== undefined && error.statusCode < 500) sendProblem(request, response, 'invalid-request');
      else {
        log.error({ err: error, requestId: request.id() }, 'a request failed');
        sendProblem(request, response, 'server-error');
      }
    }
    done();
  });
}

/** @throws the system's own error (EADDRINUSE, EACCES), for main.ts to put into words. */
function listen(server: Server, port: number, host: string): Promise<{ port: number; url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
      resolve({ port: address.port, url: `http://${name.includes(':') ? `[${name}]` : name}:${address.port}` });
    });
  });
}

/** Requests that have begun are answered; who has not come to an end then is cut off. */
function close(server: Server, http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => http.closeAllConnections(), finishWithinMs);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    http.closeIdleConnections();
  });
}
