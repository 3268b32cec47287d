import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type {
  Breakdown,
  DeletionsResult,
  Dimension,
  DrillDown,
  Drivers,
  GoalSeek,
  KpiDetail,
  LeftOut,
  Me,
  Quarantine,
  Scorecard,
  Settings,
  SliceValues,
  Sources,
  SyncResult,
} from '../../src/server/contract.ts';
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

function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi outside ApiProvider');
  return api;
}

/** What was shown stays, dimmed, until the next answer is there. */
function useGet<T>(path: string, query: Query, schema: SchemaName, { enabled = true, keep = false, everyMs = 0 } = {}) {
  const api = useApi();
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get<T>(path, query, schema, signal),
    enabled,
    refetchInterval: everyMs === 0 ? false : everyMs,
    // Never across paths: another account's numbers must not stand under this one's name.
    placeholderData: keep ? (previous, asked) => (asked?.queryKey[0] === path ? previous : undefined) : undefined,
  });
}
const at = (account: string, ...rest: string[]): string => ['/api/accounts', ...[account, ...rest].map(encodeURIComponent)].join('/');
const keep = { keep: true };

export const useMe = () => useGet<Me>('/api/me', {}, 'Me');
/** The caller's own part at an account; undefined until it is known. */
export const useRole = (account: string): Me['accounts'][number]['role'] | undefined =>
  useMe().data?.accounts.find(({ id, slug }) => slug === account || id === account)?.role;

export const useScorecard = (account: string, question: Question) =>
  useGet<Scorecard>(at(account, 'scorecard'), queryOf(question), 'Scorecard', keep);
export const useKpi = (account: string, kpi: string, question: Question) =>
  useGet<KpiDetail>(at(account, 'kpis', kpi), queryOf(question), 'KpiDetail', keep);
export const useBreakdown = (account: string, kpi: string, by: Dimension, question: Question, enabled = true) =>
  useGet<Breakdown>(at(account, 'kpis', kpi, 'breakdown'), { ...queryOf(question), by }, 'Breakdown', { enabled, keep: true });

/** Both ends are read as known at the question's moment. */
export function useDrivers(account: string, kpi: string, question: Question, since: { date: string; knownAt?: string }, limit: number) {
  const { period, asOf, knownAt, slice } = question;
  const query = { period, ...slice, since: since.date, until: asOf, sinceKnownAt: since.knownAt ?? knownAt, untilKnownAt: knownAt };
  return useGet<Drivers>(at(account, 'kpis', kpi, 'drivers'), { ...query, limit: String(limit) }, 'Drivers', keep);
}
export const useRecordsBehind = (account: string, kpi: string, question: Question, page: number) =>
  useGet<DrillDown>(at(account, 'kpis', kpi, 'records'), { ...queryOf(question), ...pageOf(page) }, 'DrillDown', keep);
export const useLeftOut = (account: string, kpi: string, question: Question, reason: string | undefined, page: number) =>
  useGet<LeftOut>(at(account, 'kpis', kpi, 'left-out'), { ...queryOf(question), reason, ...pageOf(page) }, 'LeftOut', keep);
export const useGoal = (
  account: string,
  kpi: string,
  { knownAt: _, ...question }: Question,
  target: string | undefined,
  enabled: boolean,
) => useGet<GoalSeek>(at(account, 'kpis', kpi, 'goal-seek'), { ...queryOf(question), target }, 'GoalSeek', { enabled, keep: true });
export const useSliceValues = (account: string, by: Dimension, text: string, enabled = true) =>
  useGet<SliceValues>(at(account, 'slices'), { by, q: text || undefined }, 'SliceValues', { enabled, keep: true });

export const useSources = (account: string, everyMs = 0) => useGet<Sources>(at(account, 'sources'), {}, 'Sources', { everyMs });
export const useQuarantine = (account: string, only: { source?: string; recordType?: string }, page: number, enabled: boolean) =>
  useGet<Quarantine>(at(account, 'sources', 'quarantine'), { ...only, ...pageOf(page) }, 'Quarantine', { enabled, keep: true });
/** Reads one source, or all of them; then everything that is shown is asked anew. */
export function useSync(account: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<SyncResult, Error, string | undefined>({
    mutationFn: (source) => api.post<SyncResult>(at(account, 'sources', 'sync'), { source }, 'SyncResult'),
    onSettled: () => queries.invalidateQueries(),
  });
}
/** The manager's answer to a source that would delete much. */
export function useAnswerDeletions(account: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<DeletionsResult, Error, { source: string; answer: 'delete' | 'keep' }>({
    mutationFn: (body) => api.post<DeletionsResult>(at(account, 'sources', 'deletions'), body, 'DeletionsResult'),
    onSettled: () => queries.invalidateQueries(),
  });
}
export const useSettings = (account: string) => useGet<Settings>(at(account, 'settings'), {}, 'Settings');

export const rowsOfAPage = 25;
const pageOf = (page: number): Query => ({ page: String(page), limit: String(rowsOfAPage) });
