import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Api, Query, SchemaName } from './client.ts';
import { UnavailableError } from './problems.ts';

/** How the pages ask the API, and how what they were told is kept. */
const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Only what may pass by itself is tried again; a refusal stays one.
        retry: (failures, error) => error instanceof UnavailableError && failures < 2,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi outside ApiProvider');
  return api;
}

/** What was shown stays, dimmed, until the next answer is there. */
export function useGet<T>(
  path: string,
  query: Query,
  schema: SchemaName,
  {
    enabled = true,
    keep = false,
    everyMs = 0,
  }: { enabled?: boolean; keep?: boolean; everyMs?: number | ((answer: T | undefined) => number) } = {},
) {
  const api = useApi();
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get<T>(path, query, schema, signal),
    enabled,
    // How often it is asked again while it is shown; 0: not by itself.
    refetchInterval: ({ state }) => (typeof everyMs === 'number' ? everyMs : everyMs(state.data)) || false,
    // Never across paths: another account's numbers must not stand under this one's name.
    placeholderData: keep ? (previous, asked) => (asked?.queryKey[0] === path ? previous : undefined) : undefined,
  });
}

/** A change that a person asks for; whatever comes of it, what is shown is asked anew. */
export function useSend<Asked, Answer>(send: (api: Api, asked: Asked) => Promise<Answer>) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<Answer, Error, Asked>({
    mutationFn: (asked) => send(api, asked),
    onSettled: () => queries.invalidateQueries(),
  });
}

/** '/api/accounts/…', each part escaped. */
export const at = (account: string, ...rest: string[]): string =>
  ['/api/accounts', ...[account, ...rest].map(encodeURIComponent)].join('/');

export const rowsOfAPage = 25;
export const pageOf = (page: number): Query => ({ page: String(page), limit: String(rowsOfAPage) });
