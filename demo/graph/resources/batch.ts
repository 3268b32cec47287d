import { badRequest } from '../http/errors.ts';
import type { Caller, GraphReply, GraphRequest } from '../http/exchange.ts';
import { readJsonObject } from './fieldChanges.ts';

const MOST_REQUESTS = 20;

interface InnerRequest {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: string[];
}

/** JSON batching: at most 20 requests, each answered on its own; one that depends on a failed one answers 424. */
export async function answerBatch(
  request: GraphRequest,
  caller: Caller,
  dispatch: (inner: GraphRequest, caller: Caller) => Promise<GraphReply>,
): Promise<GraphReply> {
  const { requests } = readJsonObject(request, 'a batch');
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest("The property 'requests' is missing or empty.", 'BadRequest');
  if (requests.length > MOST_REQUESTS)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`, 'MaxBatchSizeExceeded');
  const asked = requests.map(readInner);
  const statuses = new Map<string, number>();
  const ids = new Set(asked.map(({ id }) => id.toLowerCase()));
  if (ids.size < asked.length) throw badRequest('Request ids have to be unique within a batch.', 'BadRequest');

  const responses: object[] = [];
  for (const inner of asked) {
    for (const id of inner.dependsOn) {
      if (!statuses.has(id.toLowerCase()))
        throw badRequest(`Request '${inner.id}' depends on '${id}', which does not stand before it.`, 'BadRequest');
    }
    const hasFailed = inner.dependsOn.some((id) => (statuses.get(id.toLowerCase()) ?? 0) >= 400);
    const reply: GraphReply = hasFailed
      ? { status: 424, body: { error: { code: 'FailedDependency', message: 'A request that this one depends on has failed.' } } }
      : await dispatch(innerRequest(request, inner), caller);
    statuses.set(inner.id.toLowerCase(), reply.status);
    const headers = { ...(reply.body === undefined ? {} : { 'Content-Type': 'application/json' }), ...reply.headers };
    responses.push({ id: inner.id, status: reply.status, headers, ...(reply.body === undefined ? {} : { body: reply.body }) });
  }
  return { status: 200, body: { responses } };
}

function readInner(value: unknown): InnerRequest {
  const inner = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof InnerRequest, unknown>>;
  const { id, method, url, headers, body, dependsOn } = inner;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || id === '') {
    throw badRequest('Each request of a batch has an id, a method and a url.', 'BadRequest');
  }
  const isRecord = typeof headers === 'object' && headers !== null;
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: isRecord ? Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), String(text)])) : {},
    body,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

/** Inner addresses are relative to the version; the answer's links begin at the same root. */
function innerRequest(outer: GraphRequest, inner: InnerRequest): GraphRequest {
  const address = inner.url.replace(/^\/?(?:v1\.0\/)?/, '/');
  const cut = address.indexOf('?');
  return {
    method: inner.method,
    path: cut < 0 ? address : address.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? '' : address.slice(cut + 1)),
    headers: inner.headers,
    body: inner.body === undefined ? '' : typeof inner.body === 'string' ? inner.body : JSON.stringify(inner.body),
    root: outer.root,
  };
}
