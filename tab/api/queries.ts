import { QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Breakdown, Dimension, KpiDetail, Me, Quarantine, Records, Scorecard, Settings, Sources } from '../../src/server/contract.ts';
import type { Api, Query, SchemaName } from './client.ts';
import { UnavailableError } from './problems.ts';
import { type Question, queryOf } from './question.ts';

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

/** What was shown stays, dimmed, until the next answer is there. */
function useGet<T>(path: string, query: Query, schema: SchemaName, { enabled = true, keep = false } = {}) {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useGet outside ApiProvider');
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get<T>(path, query, schema, signal),
    enabled,
    // Never across paths: another account's numbers must not stand under this one's name.
    placeholderData: keep ? (previous, asked) => (asked?.queryKey[0] === path ? previous : undefined) : undefined,
  });
}
const at = (account: string, ...rest: string[]): string => ['/api/accounts', ...[account, ...rest].map(encodeURIComponent)].join('/');

export const useMe = () => useGet<Me>('/api/me', {}, 'Me');
export const useScorecard = (account: string, question: Question) =>
  useGet<Scorecard>(at(account, 'scorecard'), queryOf(question), 'Scorecard', { keep: true });
export const useKpi = (account: string, kpi: string, question: Question) =>
  useGet<KpiDetail>(at(account, 'kpis', kpi), queryOf(question), 'KpiDetail', { keep: true });
export const useBreakdown = (account: string, kpi: string, by: Dimension, question: Question) =>
  useGet<Breakdown>(at(account, 'kpis', kpi, 'breakdown'), { ...queryOf(question), by }, 'Breakdown', { keep: true });
export const useSources = (account: string) => useGet<Sources>(at(account, 'sources'), {}, 'Sources');
export const useQuarantine = (account: string) => useGet<Quarantine>(at(account, 'sources', 'quarantine'), { limit: '50' }, 'Quarantine');
export const useOrganizations = (account: string, enabled: boolean) =>
  useGet<Records>(at(account, 'records', 'organization'), { limit: '200' }, 'Records', { enabled });
export const useSettings = (account: string) => useGet<Settings>(at(account, 'settings'), {}, 'Settings');
