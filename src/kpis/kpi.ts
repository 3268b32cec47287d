import type { RecordType, Text } from '../model/index.ts';
import type { FiscalYear } from './fiscalYear.ts';

export type KpiGroup = 'growth' | 'agreements' | 'partners' | 'satisfaction' | 'conditions' | 'businessValue' | 'deployed';
export type Unit = 'ratio' | 'money' | 'count' | 'days' | 'score';
/** sum: Σ numerator. ratio and mean: Σ numerator ÷ Σ denominator. growth: this fiscal year's Σ numerator ÷ last year's up to the same day, minus one. */
export type KpiValue = 'sum' | 'ratio' | 'mean' | 'growth';

/** Why a part does not count: the sentence, and the field to look at. */
export interface Reason {
  text: Text;
  field?: string;
}

/**
 * A KPI, as data. `select` says what each record contributes; everything else (states, periods, currencies, trends,
 * breakdowns, drivers, why-not, what-if, goal-seek) is generic and acts on these rows.
 *
 * The select reads the plain, unqualified names of the record types (`from opportunity o`), which the engine supplies
 * for the state that is asked; columns as in model/columns.ts plus `id text`. It returns exactly these columns, in any
 * order; those that a KPI has no use for may be left out (they are then null, numerator and denominator 0):
 *
 *     subject text            -- the group of records that are counted together
 *     record_type text, record_id text, part text   -- part '' where a record has one row
 *     excluded text           -- null where the row counts, else a key of `reasons`
 *     occurred_on date        -- flows only: the day that puts it in a period
 *     counts_from date, counts_until date           -- half open; 'infinity' where it never ends
 *     numerator numeric, denominator numeric, currency text   -- currency: of both, null for the account's or for none
 *     organization_id text, country text            -- country only where it is not the organization's
 *     product text, motion text, partner_id text, owner_id text, segment text
 *
 * It must not use now(), current_date or the like, must never raise for any row (guard casts, make_date, division by
 * zero), and any window function must partition by the subject. A row is returned for *every* record of the type in
 * question: one that does not count has its reason in `excluded` (why-not shows it), with counts_from etc. as far as
 * they are known.
 */
export interface Kpi {
  id: string;
  group: KpiGroup;
  /** Position among the headlines of the scorecard's card and the digest. */
  headline?: number;
  title: Text;
  /** How the value comes about, in one sentence. */
  formula: Text;
  /** Its records are the answers of named persons: what one of them said is not for everybody. */
  isOfAnswers?: true;
  unit: Unit;
  better: 'higher' | 'lower';
  shape: 'flow' | 'level';
  value: KpiValue;
  /** Where a denominator is a goal that wins use up: what to say instead of a value once nothing of it is left. */
  usedUp?: 'targetMet';
  /** Raise it when the meaning of `select` changes: contributions are rebuilt, and the change is shown as a driver. */
  version: number;
  /** The relations that `select` reads. */
  reads: readonly RecordType[];
  /**
   * For a changed record of a type in `reads`: which subjects may change. SQL returning one column `subject`, over the
   * same plain names, with `changed` being a relation with one column `id` that holds the changed records' ids. Asked
   * before and after the write. A type in `reads` without an entry here (account, rate, …) rebuilds this KPI for the whole account.
   */
  touches: Partial<Record<RecordType, string>>;
  reasons: Readonly<Record<string, Reason>>;
  select(fiscalYear: FiscalYear): string;
}

export const defineKpi = (kpi: Kpi): Kpi => kpi;
