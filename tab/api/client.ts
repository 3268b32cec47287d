import type { Problem } from '../../src/server/contract.ts';
import { type Host, SignInNeededError } from '../host/host.ts';
import { ContractError, errorOf } from './problems.ts';

/** Names a schema of contract.ts; only development loads it. */
export type SchemaName = 'Me' | 'Accounts' | 'Scorecard' | 'KpiDetail' | 'Breakdown' | 'Sources' | 'Quarantine' | 'Records' | 'Settings';
export type Query = Readonly<Record<string, string | undefined>>;
export interface Api {
  get<T>(path: string, query: Query, schema: SchemaName, signal?: AbortSignal): Promise<T>;
}

/** Revalidation by ETag is the browser's own work: it keeps the answer, asks with If-None-Match and gives us the body. */
export function createApi(host: Pick<Host, 'getToken'>, language: string): Api {
  const send = async (address: string, signal: AbortSignal | undefined, fresh: boolean): Promise<Response> => {
    const token = await host.getToken({ fresh });
    try {
      return await fetch(address, {
        signal,
        headers: { authorization: `Bearer ${token}`, 'accept-language': language, accept: 'application/json' },
      });
    } catch (reason) {
      if (signal?.aborted) throw reason;
      throw errorOf({ type: 'about:blank', title: String(reason instanceof Error ? reason.message : reason), status: 503 });
    }
  };
  return {
    get: async <T>(path: string, query: Query, schema: SchemaName, signal?: AbortSignal): Promise<T> => {
      const address = withQuery(path, query);
      let response = await send(address, signal, false);
      // The server's clock may be ahead of ours, or its keys new: one more try with a fresh token.
      if (response.status === 401) response = await send(address, signal, true);
      if (response.status === 401) throw new SignInNeededError((await problemOf(response)).title);
      if (!response.ok) throw errorOf(await problemOf(response));
      const answer: unknown = await response.json();
      if (import.meta.env.DEV) await hold(answer, schema, path);
      return answer as T;
    },
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
