import { createHash } from 'node:crypto';
import type { Request, Response } from 'restify';
import type { FoundAccount } from '../access/accounts.ts';
import { type Caller, InvalidTokenError, IssuerUnreachableError, type TokenValidator } from '../access/token.ts';
import type { Visit } from '../access/visit.ts';
import { InvalidChangeError, InvalidPeriodError, InvalidTargetError, UnknownKpiError } from '../engine/errors.ts';
import { asUser } from '../graph/urgency.ts';
import { languageOf } from '../i18n/language.ts';
import { admitted, understood } from './admission.ts';
import { readJson, usualLimits } from './body.ts';
import type { House } from './house.ts';
import { ProblemError } from './problems.ts';
import type { ResponseCache } from './responseCache.ts';
import type { Answer, Asked, Route } from './route.ts';
import { answerOf, header, sendError, sendJson, sendStream } from './send.ts';
import { signInProblem } from './signIn/problems.ts';
import { withWayOut } from './signIn/wayOut.ts';

export interface Dispatcher {
  house: House;
  validate: TokenValidator;
  cache: ResponseCache;
  /** Told apart from the answers of another start of the server, whose code may differ. */
  startId: string;
}

/** Answers one request by its route: who asks, whether they may, what they ask, and then the route's own answer. */
export async function dispatch(route: Route, request: Request, response: Response, server: Dispatcher): Promise<void> {
  try {
    await asUser(() => answer(route, request, response, server));
  } catch (error) {
    const problem = asProblem(error);
    if (!(problem instanceof ProblemError))
      server.house.log.error({ err: problem, requestId: request.id(), route: route.operation.path }, 'a request failed');
    sendError(request, response, problem);
  }
}

async function answer(route: Route, request: Request, response: Response, server: Dispatcher): Promise<void> {
  const { house, validate } = server;
  const asked: Asked = { language: languageOf(header(request, 'accept-language')), path: decoded(request), url: request.url ?? '/' };
  if (route.for === 'everyone') return send(request, response, await route.answer(asked, house), asked);

  const caller = await validate(header(request, 'authorization'));
  try {
    await answerCaller(route, request, response, server, asked, caller);
  } catch (error) {
    const { askForConsent: ask, writeScope: scope = null } = house;
    throw await withWayOut(asProblem(error), { caller, language: asked.language, scope, ask });
  }
}

async function answerCaller(
  route: Exclude<Route, { for: 'everyone' }>,
  request: Request,
  response: Response,
  server: Dispatcher,
  asked: Asked,
  caller: Caller,
): Promise<void> {
  const { house } = server;
  const token = { assertion: header(request, 'authorization')?.replace(/^Bearer +/i, '') ?? null };
  if (route.for === 'caller')
    return send(request, response, await route.answer({ ...asked, ...token, caller, ...(await inputs(route, request)) }, house), asked);

  const { account, visit } = await admitted(route, asked.path, caller, house);
  const given = await inputs(route, request);
  const today = house.today(account.timeZone);
  const work = () => route.answer({ ...asked, ...given, ...token, caller, account, visit, today }, house);
  if (!route.keptPer) return send(request, response, await work(), asked);

  const etag = etagOf([server.startId, ...changesWith(route, route.keptPer, asked, { account, visit, today })]);
  const headers = { etag, 'cache-control': 'private, no-cache', 'content-language': asked.language };
  if (matches(header(request, 'if-none-match'), etag)) {
    response.sendRaw(304, '', { ...headers, vary: 'accept-encoding, accept-language, authorization' });
    return;
  }
  let kept = server.cache.get(etag);
  if (!kept) {
    kept = answerOf((await work()).body);
    server.cache.set(etag, kept);
  }
  await sendJson(request, response, 200, kept, headers);
}

async function send(request: Request, response: Response, { status = 200, body, stream }: Answer, asked: Asked): Promise<void> {
  const headers = { 'cache-control': 'no-store', 'content-language': asked.language };
  if (stream) return sendStream(response, stream, headers);
  if (status === 204) response.sendRaw(204, '', headers);
  else await sendJson(request, response, status, answerOf(body), headers);
}

async function inputs(route: Route, request: Request): Promise<{ query: unknown; body: unknown }> {
  return understood(route, queryOf(request), route.operation.body ? await readJson(request, usualLimits) : undefined);
}

/** Each parameter once: which of two would count is anybody's guess. */
function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams((request.url ?? '').split('?')[1] ?? '')) {
    if (name in query)
      throw new ProblemError('invalid-query', `${name.slice(0, 200)}: is given twice`, [
        { path: name.slice(0, 200), message: 'is given twice' },
      ]);
    if (value.includes('\0')) throw new ProblemError('invalid-query', `${name.slice(0, 200)}: holds a character that no text has`);
    query[name] = value;
  }
  return { ...query };
}

function decoded(request: Request): Readonly<Record<string, string>> {
  const path = (request.params ?? {}) as Record<string, string>;
  if (Object.values(path).some((part) => String(part).includes('\0'))) throw new ProblemError('not-found');
  return path;
}

/** All that the answer of a kept route depends on. */
export const changesWith = (
  route: Route,
  keptPer: 'role' | 'caller',
  asked: Pick<Asked, 'url' | 'language'>,
  { account, visit, today }: { account: FoundAccount; visit: Visit; today: string },
): readonly unknown[] => [
  route.operation.path,
  asked.url,
  asked.language,
  account.id,
  account.revision,
  account.sourcesTriedAt,
  today,
  ...viewer(keptPer, visit),
];

/** With "own figures only" everybody sees something else. */
const viewer = (keptPer: 'role' | 'caller', visit: Visit): readonly (string | null)[] => [
  visit.role,
  visit.figuresAboutPeople,
  JSON.stringify(visit.figuresByCountry),
  keptPer === 'caller' || [visit.figuresAboutPeople, ...Object.values(visit.figuresByCountry)].includes('own')
    ? visit.caller.directoryId
    : null,
];

const etagOf = (parts: readonly unknown[]): string =>
  `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`;
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);

/** Errors that say what the caller can do better are told; every other stays inside. */
export function asProblem(error: unknown): unknown {
  if (error instanceof InvalidTokenError) return new ProblemError(error.refusal);
  if (error instanceof IssuerUnreachableError) return new ProblemError('issuer-unreachable');
  if (error instanceof UnknownKpiError) return new ProblemError('unknown-kpi', error.message);
  if (error instanceof InvalidPeriodError)
    return new ProblemError('invalid-query', error.message, [{ path: 'period', message: error.message }]);
  if (error instanceof InvalidChangeError) return new ProblemError('invalid-change', error.message);
  if (error instanceof InvalidTargetError) return new ProblemError('no-target', error.message);
  return signInProblem(error) ?? error;
}
