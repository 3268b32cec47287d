import type { HypotheticalChange } from '../engine/index.ts';
import type { FiscalYear } from '../kpis/fiscalYear.ts';
import type { Language, RecordType, Text } from '../model/index.ts';

/** One record about which somebody should be asked. */
export interface NudgeCandidate {
  record_id: string;
  /** Who is asked: a key into person; null: the account's managers. */
  owner_id: string | null;
  due_on: string | null;
  /** What the sentences are made from: ids, dates, amounts. Kept with the nudge, so nothing in it changes by the mere passing of a day. */
  told: Facts;
  /** What the hypotheses need beside that. Not kept. */
  facts: Facts;
}
export type Facts = Readonly<Record<string, unknown>>;

/** A KPI that an answer can move, and the day on which that is read. */
export interface Measure {
  kpi: string;
  /** usual: the KPI's own horizon; today; yearOfDue: the end of the fiscal year that holds the due day. */
  at: 'usual' | 'today' | 'yearOfDue';
}
export interface Days {
  asOf: string;
  /** The last day of the fiscal year that holds asOf. */
  yearEnd: string;
}

/** What a sentence may speak of, put into words in the reader's language. */
export interface Told {
  /** What the record is called; '' where it has no name. */
  record: string;
  /** The organization's name; '' where there is none. */
  organization: string;
  facts: Facts;
  today: string;
  date(day: unknown): string;
  /** The key of a choice as the screens write it. */
  choice(field: string, key: unknown): string;
  /** '' where there is no amount. */
  money(amount: unknown, currency: unknown): string;
  /** Whole days from the earlier day to the later one. */
  days(from: unknown, until: unknown): number;
}
export type Sentence = Readonly<Record<Language, (told: Told) => string>>;

/** What a person may answer with. One field, written back to the record's source. */
export interface NudgeAnswer {
  field: string;
  kind: 'date' | 'partner' | 'openOpportunity';
  label: Text;
  /** For a date: what is proposed, and the days between which it must lie. */
  suggested?: (days: Days) => string;
  earliest?: (days: Days, facts: Facts) => string | null;
  latest?: (days: Days) => string;
  /** What the answer writes: on the nudge's own record, or on the one that was chosen. */
  change(recordId: string, value: string): { recordType: RecordType; recordId: string; set: Readonly<Record<string, unknown>> };
}

/** When somebody is asked about a record, as data: one file each; evaluate.ts acts on it. */
export interface NudgeRule {
  key: string;
  title: Text;
  recordType: RecordType;
  /** The first that the answer moves towards its target; the others are asked only where it does not. */
  measures: readonly Measure[];
  /** SQL over the plain names of the record types (the state of now), one row per candidate; days are SQL date literals. */
  candidates(ask: { asOf: string; fiscalYear: FiscalYear }): string;
  /** Worth is the reading with `done` less the reading with `instead` (nothing happens, unless given). */
  hypotheses(candidate: NudgeCandidate, days: Days): { done: HypotheticalChange[]; instead?: HypotheticalChange[] };
  /** What is asked. */
  ask: Sentence;
  /** Why, with the dates and amounts. */
  why: Sentence;
  /** What is worth something: 'Renewing it'. */
  doing: Sentence;
  answer: NudgeAnswer;
}

export const defineRule = (rule: NudgeRule): NudgeRule => rule;
