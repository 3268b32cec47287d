import type { KpiDetail } from '../../../src/server/contract.ts';
import type { Question } from '../../api/question.ts';

/** What a KPI's page says below its reading, one at a time; the first is shown unless the address says otherwise. */
export const views = ['drivers', 'breakdown', 'records', 'leftOut', 'goal'] as const;
export type View = (typeof views)[number];
export const viewOf = (address: URLSearchParams): View => views.find((view) => view === address.get('view')) ?? 'drivers';

/** What each of them is given. */
export interface ViewProps {
  account: string;
  kpi: KpiDetail;
  question: Question;
  address: URLSearchParams;
}
