import type { Caller, GraphReply, GraphRequest } from './http/exchange.ts';
import type { Notifier } from './notify/notifier.ts';
import type { QueryOptions } from './odata/query.ts';
import type { RoutePermissions } from './permissions.ts';
import type { Tenant } from './state/tenant.ts';

/** All that a resource needs to answer one request. */
export interface Call {
  tenant: Tenant;
  request: GraphRequest;
  /** The parts of the path in braces, decoded. */
  params: Readonly<Record<string, string>>;
  query: QueryOptions;
  caller: Caller;
  /** How many entries a page holds unless $top says. */
  pageSize: number;
  notifier: Notifier;
  clock: () => Date;
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /v1.0. */
  path: string;
  permissions: RoutePermissions;
  answer: (call: Call) => GraphReply | Promise<GraphReply>;
}

export const ok = (body: unknown): GraphReply => ({ status: 200, body });
export const contextOf = (call: Call, what: string) => `${call.request.root}/v1.0/$metadata#${what}`;
