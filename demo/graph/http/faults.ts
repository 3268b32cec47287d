import type { GraphReply, GraphRequest, PageOddity } from './exchange.ts';

/**
 * Something that goes wrong on purpose, so that tests and people can see it handled.
 * - `status`: this answer instead of the real one; nothing is done.
 * - `cut: 'before'`: the connection closes before anything is done; `'answer'`: the request is carried out, and the answer breaks off half way.
 * - `truncated`: the real answer, whole by its length, but its JSON ends half way.
 * - `delayMs`: the real answer, late; `slowBodyMs`: its body drop by drop.
 * - `page`: see PageOddity.
 */
export type Fault =
  | { status: number; retryAfterSeconds?: number; code?: string; message?: string; headers?: Record<string, string>; body?: unknown }
  | { cut: 'before' | 'answer' }
  | { truncated: true }
  | { delayMs: number }
  | { slowBodyMs: number }
  | { page: PageOddity };

/** Asked once for every request to Graph; null: nothing goes wrong. */
export type Faults = (request: GraphRequest) => Fault | null;

export const noFaults: Faults = () => null;

/** The codes that the services give with these statuses. */
const CODES: Record<number, string> = {
  400: 'invalidRequest',
  401: 'InvalidAuthenticationToken',
  403: 'accessDenied',
  404: 'itemNotFound',
  409: 'nameAlreadyExists',
  410: 'resyncRequired',
  412: 'resourceModified',
  423: 'resourceLocked',
  429: 'activityLimitReached',
  500: 'generalException',
  502: 'badGateway',
  503: 'serviceNotAvailable',
  504: 'gatewayTimeout',
};

export function faultReply(fault: Extract<Fault, { status: number }>, request: GraphRequest): GraphReply {
  const code = fault.code ?? CODES[fault.status] ?? 'generalException';
  const headers = {
    ...(fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) }),
    // A delta that must start over says where: the same query without its token.
    ...(fault.status === 410 ? { Location: `${request.root}/v1.0${request.path}` } : {}),
    ...fault.headers,
  };
  return {
    status: fault.status,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
    body: fault.body ?? { error: { code, message: fault.message ?? `The local Graph was asked to answer ${fault.status}.` } },
  };
}

/** A page of a proxy on the way: not Graph's, and no JSON. */
export const htmlPage = (status: number, title: string): Extract<Fault, { status: number }> => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** A delta that must start over, without a word about where. */
export const goneWithoutLocation = (): Extract<Fault, { status: number }> => ({
  status: 410,
  headers: { Location: '' },
});
