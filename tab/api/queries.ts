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
import { at, pageOf, useGet, useSend } from './asking.ts';
import { type Question, queryOf } from './question.ts';

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
export const useSync = (account: string) =>
  useSend<string | undefined, SyncResult>((api, source) => api.post(at(account, 'sources', 'sync'), { source }, 'SyncResult'));
/** The manager's answer to a source that would delete much. */
export const useAnswerDeletions = (account: string) =>
  useSend<{ source: string; answer: 'delete' | 'keep' }, DeletionsResult>((api, body) =>
    api.post(at(account, 'sources', 'deletions'), body, 'DeletionsResult'),
  );
export const useSettings = (account: string) => useGet<Settings>(at(account, 'settings'), {}, 'Settings');
