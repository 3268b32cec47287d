import type { Call, Route } from './call.ts';
import { badRequest, errorReply, forbidden, GraphError, notFound } from './http/errors.ts';
import type { Caller, GraphReply, GraphRequest } from './http/exchange.ts';
import { type Faults, faultReply } from './http/faults.ts';
import type { Notifier } from './notify/notifier.ts';
import { readQuery } from './odata/query.ts';
import { GRANTED, type RoutePermissions } from './permissions.ts';
import { answerBatch } from './resources/batch.ts';
import { ROUTES } from './routes.ts';
import type { Tenant } from './state/tenant.ts';

export interface Dispatcher {
  tenant: Tenant;
  withdrawn: ReadonlySet<string>;
  faults: () => Faults;
  clock: () => Date;
  pageSize: number;
  notifier: Notifier;
  /** What the cloud that is played does not have. */
  lacks: readonly string[];
}

/** Answers one request of somebody who is known; never throws for anything that a caller can send. */
export async function dispatch(house: Dispatcher, request: GraphRequest, caller: Caller, isInBatch = false): Promise<GraphReply> {
  try {
    const fault = isInBatch ? house.faults()(request) : null;
    if (fault && 'status' in fault) return faultReply(fault, request);
    if (request.path === '/$batch') {
      if (isInBatch || request.method !== 'POST') throw badRequest('A batch is posted, and holds no other batch.', 'BadRequest');
      return await answerBatch(request, caller, (inner, who) => dispatch(house, inner, who, true));
    }
    return await answer(house, request, caller);
  } catch (error) {
    if (error instanceof GraphError) return errorReply(error, house.clock, request.headers['client-request-id']);
    throw error;
  }
}

function answer(house: Dispatcher, request: GraphRequest, caller: Caller): GraphReply | Promise<GraphReply> {
  const { path, query } = resolveAddress(house.tenant, request);
  const segments = path.split('/').slice(1).map(decoded);
  const absent = segments.find((segment) => house.lacks.some((capability) => segmentsOf[capability]?.includes(segment.toLowerCase())));
  if (absent) throw badRequest(`Resource not found for the segment '${absent}'.`, 'BadRequest');
  const fitting = ROUTES.flatMap((route) => {
    const params = match(route, segments);
    return params ? [{ route, params }] : [];
  });
  if (fitting.length === 0) throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`, 'BadRequest');
  const found = fitting.find(({ route }) => route.method === request.method);
  if (!found) throw new GraphError(405, 'Request_BadRequest', `The method ${request.method} is not supported on this resource.`);
  requirePermission(house, found.route.permissions, caller);
  const call: Call = {
    tenant: house.tenant,
    request: { ...request, query },
    params: found.params,
    query: readQuery(query),
    caller,
    pageSize: house.pageSize,
    notifier: house.notifier,
    clock: house.clock,
  };
  return found.route.answer(call);
}

/** Where what some clouds lack would be found (v1.0-Mooncake.csdl has none of them). */
const segmentsOf: Readonly<Record<string, readonly string[]>> = {
  workbook: ['workbook'],
  planner: ['planner'],
  presence: ['presence', 'presences', 'getpresencesbyuserid'],
  people: ['people'],
  activityFeed: ['sendactivitynotification', 'sendactivitynotificationtorecipients'],
};

/**
 * The other ways to write an address: a site by its path or by its group, a file by its path, functions with parentheses.
 * A site's path may be followed by a colon and what lies below it.
 */
function resolveAddress(tenant: Tenant, request: GraphRequest): { path: string; query: URLSearchParams } {
  const query = new URLSearchParams(request.query);
  let path = request.path.replace(/\/+$/, '') || '/';

  const byPath = /^\/sites\/([^/:]+):\/(.*?)(?::(\/.*)?)?$/.exec(path);
  if (byPath) {
    const [, hostname = '', sitePath = '', below = ''] = byPath;
    const { site } = tenant;
    const isOurs = hostname.toLowerCase() === site.hostname && decoded(sitePath).toLowerCase() === site.path.toLowerCase();
    if (!isOurs) throw notFound('Requested site could not be found');
    path = `/sites/${site.id}${below}`;
  }

  const byGroup = /^\/groups\/([^/]+)\/sites\/root(\/.*)?$/.exec(path);
  if (byGroup) {
    if (byGroup[1]?.toLowerCase() !== tenant.seed.team.id.toLowerCase()) throw notFound('Requested site could not be found');
    path = `/sites/${tenant.site.id}${byGroup[2] ?? ''}`;
  }

  // What lies below the site's drive lies below the drive itself.
  const siteDrive = /^\/sites\/([^/]+)\/drive(\/.+)$/.exec(path);
  if (siteDrive) {
    if (decoded(siteDrive[1] ?? '').toLowerCase() !== tenant.site.id.toLowerCase()) throw notFound('Requested site could not be found');
    path = `/drives/${tenant.library.id}${siteDrive[2]}`;
  }
  const byFile = /^(\/drives\/[^/]+)\/root:\/(.*?)(?::(\/.*)?)?$/.exec(path);
  if (byFile) path = `${byFile[1]}/items/${encodeURIComponent(`root:/${decoded(byFile[2] ?? '')}`)}${byFile[3] ?? ''}`;

  const delta = /\/delta\((?:token=(?:'|%27)(.*?)(?:'|%27))?\)$/i.exec(path);
  if (delta) {
    path = `${path.slice(0, delta.index)}/delta`;
    if (delta[1]) query.set('token', decoded(delta[1]));
  }
  return { path, query };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`'${segment}' is not a valid part of an address.`, 'BadRequest');
  }
}

function match(route: Route, segments: readonly string[]): Record<string, string> | null {
  const template = route.path.split('/').slice(1);
  if (template.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return params;
}

/** Any one of the route's permissions, in the token or given in the team, and not withdrawn since. */
function requirePermission(house: Dispatcher, needed: RoutePermissions, caller: Caller): void {
  const inTeam: readonly string[] = GRANTED.inTeam;
  const accepted = caller.kind === 'person' ? needed.delegated : needed.application;
  const isHeld = (permission: string) =>
    !house.withdrawn.has(permission) && (caller.permissions.has(permission) || (caller.kind === 'app' && inTeam.includes(permission)));
  if (accepted.some(isHeld)) return;
  throw forbidden(
    `Insufficient privileges to complete the operation. One of these is needed: ${accepted.join(', ') || 'a signed-in user'}.`,
    'Authorization_RequestDenied',
  );
}
