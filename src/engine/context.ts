import { type FiscalYear, fiscalYearSql } from '../kpis/fiscalYear.ts';
import { kpiById, kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import type { Answers } from './answersTogether.ts';
import { UnknownKpiError } from './errors.ts';
import { type OrganizationTree, organizationTree } from './organizations.ts';
import { type ResolvedPeriod, resolvePeriod } from './period.ts';
import { type AccountSettings, accountSettings } from './settings.ts';
import { type State, stateOf } from './state.ts';
import type { CivilDate, Question, Slice } from './types.ts';

/** A question with everything looked up that its answer needs: made once, handed to all parts of the engine. */
export interface Context {
  tx: Tx;
  accountId: string;
  asOf: CivilDate;
  state: State;
  settings: AccountSettings;
  fiscalYear: FiscalYear;
  period: ResolvedPeriod;
  slice: Slice;
  answers: Answers;
  /** Read on first use. */
  organizations(): Promise<OrganizationTree>;
}

export async function contextOf(tx: Tx, question: Question, state: State = stateOf(question.knownAt)): Promise<Context> {
  const settings = await accountSettings(tx, question.accountId, state);
  let tree: Promise<OrganizationTree> | undefined;
  return {
    tx,
    accountId: question.accountId,
    asOf: question.asOf,
    state,
    settings,
    fiscalYear: fiscalYearSql(settings.fiscalYearStart),
    period: resolvePeriod(question.period, question.asOf, settings.fiscalYearStart),
    slice: question.slice,
    answers: question.answers ?? 'each',
    organizations: () => {
      tree ??= organizationTree(tx, question.accountId, state);
      return tree;
    },
  };
}

/** @throws UnknownKpiError */
export function knownKpi(id: string): Kpi {
  const kpi = kpiById(id);
  if (kpi) return kpi;
  const shares = (other: string) => other.split('-').filter((word) => id.includes(word)).length;
  const nearest = [...kpis].sort((a, b) => shares(b.id) - shares(a.id))[0];
  throw new UnknownKpiError(`there is no KPI "${id}"${nearest && shares(nearest.id) > 0 ? `; did you mean "${nearest.id}"?` : ''}`);
}
