import type { Problem } from '../../src/server/contract.ts';
import { type Host, SignInNeededError } from '../host/host.ts';
import { ContractError, errorOf } from './problems.ts';

/** Names a schema of contract.ts; only development loads it. */
export type SchemaName =
  | 'Me'
  | 'Accounts'
  | 'Scorecard'
  | 'KpiDetail'
  | 'Breakdown'
  | 'DrillDown'
  | 'LeftOut'
  | 'Drivers'
  | 'GoalSeek'
  | 'SliceValues'
  | 'Sources'
  | 'SyncResult'
  | 'DeletionsResult'
  | 'Quarantine'
  | 'Settings'
  | 'Digest'
  | 'Digests'
  | 'DigestSummary'
  | 'AvailableLists'
  | 'MappingPreview'
  | 'ConnectedSource'
  | 'CreatedAccount'
  | 'Linked'
  | 'Unlinked'
  | 'Channels'
  | 'Setup'
  | 'ProposedLists'
  | 'ListMaking'
  | 'SampleRows'
  | 'DisconnectedSource'
  | 'Unmatched'
  | 'Links'
  | 'LinkAnswered'
  | 'Access'
  | 'Records'
  | 'Edit'
  | 'Edits'
  | 'Written'
  | 'Connection'
  | 'Connections'
  | 'Calendars'
  | 'HeldData'
  | 'ClosedAccounts'
  | 'Reopened'
  | 'Closed';
export type Query = Readonly<Record<string, string | undefined>>;
export interface Api {
  get<T>(path: string, query: Query, schema: SchemaName, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: object, schema: SchemaName, signal?: AbortSignal): Promise<T>;
  put<T>(path: string, body: object, schema: SchemaName): Promise<T>;
  patch<T>(path: string, body: object, schema: SchemaName): Promise<T>;
  delete<T>(path: string, query: Query, schema: SchemaName): Promise<T>;
  /** A file that is made for this person now. */
  download(path: string): Promise<Blob>;
}

/** Revalidation by ETag is the browser's own work: it keeps the answer, asks with If-None-Match and gives us the body. */
export function createApi(host: Pick<Host, 'getToken'>, language: string): Api {
  const send = async (address: string, request: RequestInit, fresh: boolean, claims?: string): Promise<Response> => {
    const token = await host.getToken({ fresh, claims });
    const headers = { ...request.headers, authorization: `Bearer ${token}`, 'accept-language': language, accept: 'application/json' };
    try {
      return await fetch(address, { ...request, headers });
    } catch (reason) {
      if (request.signal?.aborted) throw reason;
      throw errorOf({ type: 'about:blank', title: String(reason instanceof Error ? reason.message : reason), status: 503 });
    }
  };
  const answerOf = async (address: string, request: RequestInit): Promise<Response> => {
    let response = await send(address, request, false);
    // The server's clock may be ahead of ours, or its keys new: one more try with a fresh token.
    // Where a policy asks for more of the person, the token is fetched with the claims that it names.
    if (response.status === 401) response = await send(address, request, true, (await problemOf(response)).claims);
    if (response.status === 401) throw new SignInNeededError((await problemOf(response)).title);
    if (!response.ok) throw errorOf(await problemOf(response));
    return response;
  };
  const ask = async <T>(address: string, request: RequestInit, schema: SchemaName): Promise<T> => {
    const response = await answerOf(address, request);
    // It was done, and there is nothing that this person may be told of it.
    if (response.status === 204) return undefined as T;
    const answer: unknown = await response.json();
    if (import.meta.env.DEV) await hold(answer, schema, address);
    return answer as T;
  };
  const sending = (method: string, body: object, signal?: AbortSignal): RequestInit => ({
    method,
    signal,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return {
    get: (path, query, schema, signal) => ask(withQuery(path, query), { signal }, schema),
    post: (path, body, schema, signal) => ask(path, sending('POST', body, signal), schema),
    put: (path, body, schema) => ask(path, sending('PUT', body), schema),
    patch: (path, body, schema) => ask(path, sending('PATCH', body), schema),
    download: async (path) => (await answerOf(path, { method: 'POST' })).blob(),
    delete: (path, query, schema) => ask(withQuery(path, query), { method: 'DELETE' }, schema),
  };
}

export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const title = response.statusText || `HTTP ${response.status}`;
  if (!response.headers.get('content-type')?.includes('json')) return { type: 'about:blank', title, status: response.status };
  const body: Partial<Problem> = await response.json().catch(() => ({}));
  return { type: 'about:blank', title, ...body, status: response.status };
}

async function hold(answer: unknown, schema: SchemaName, path: string): Promise<void> {
  const contract = await import('../../src/server/contract.ts');
  const result = contract[schema].safeParse(answer);
  if (!result.success) throw new ContractError(`${path}: ${result.error.message}`);
}
