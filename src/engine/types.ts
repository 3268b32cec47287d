import type { KpiGroup, Reason, Unit } from '../kpis/kpi.ts';
import type { RecordType, Text } from '../model/index.ts';

/** 'YYYY-MM-DD'. */
export type CivilDate = string;
/** ISO 8601, UTC, milliseconds. */
export type Instant = string;
/** A decimal number without loss: '10005534', '0.631501'. */
export type Decimal = string;

export const dimensions = ['organization', 'country', 'product', 'motion', 'partner', 'owner', 'segment'] as const;
export type Dimension = (typeof dimensions)[number];
/** Only what carries these values; organization includes those below it. '' asks for what has none. */
export type Slice = Partial<Record<Dimension, string>>;

/** What every reading is asked with. */
export interface Question {
  accountId: string;
  asOf: CivilDate;
  /** null: as known now. */
  knownAt: Instant | null;
  /** 'fytd' | 'qtd' | 'mtd' | 'ttm' | 'fy2025' | 'fy2025-q1' | '2025-07-01..2026-06-30' */
  period: string;
  slice: Slice;
  /** Whether answers of named persons count each by itself (unless given), or in groups: see answersTogether.ts. */
  answers?: 'each' | 'together';
}

export interface Period {
  /** As asked. */
  key: string;
  start: CivilDate;
  end: CivilDate;
}

export type Status = 'onTrack' | 'atRisk' | 'offTrack' | 'noData';

export interface Reading {
  /** null: no data (or, for pipeline-coverage, "target met": see `note`). */
  value: Decimal | null;
  numerator: Decimal;
  denominator: Decimal;
  /** How many records count. */
  records: number;
  /** Currencies whose rows were left out because the fiscal year has no plan rate for them. */
  missingRates: string[];
  /** 'targetMet': the denominator is used up; 'tooFewRespondents': not shown because fewer than three answered. */
  note: 'targetMet' | 'tooFewRespondents' | null;
}

export interface TrendPoint {
  date: CivilDate;
  value: Decimal | null;
  /** The reading stored on that day; for the whole account only. */
  asKnownThen: Decimal | null;
}

export interface KpiReading extends Reading {
  id: string;
  title: Text;
  group: KpiGroup;
  unit: Unit;
  better: 'higher' | 'lower';
  shape: 'flow' | 'level';
  /** Its position among the headlines, or null. */
  headline: number | null;
  /** The currency of value, numerator and denominator where the unit is money (numerator and denominator also of ratios of money). */
  currency: string;
  target: Decimal | null;
  /** Reading ÷ target. */
  attainment: Decimal | null;
  /** What the target asks by this day. */
  asked: Decimal | null;
  /** Reading ÷ asked. */
  pace: Decimal | null;
  status: Status | null;
  previousYear: Decimal | null;
  /** For ratios the difference; for money, count, score and days the quotient minus one where the previous year is positive, else null. */
  changeOnYear: Decimal | null;
  sinceLastDigest: Decimal | null;
  trend: TrendPoint[];
}

export interface Scorecard {
  asOf: CivilDate;
  knownAt: Instant | null;
  period: Period;
  currency: string;
  kpis: KpiReading[];
}

export interface KpiDetail extends KpiReading {
  formula: Text;
  period: Period;
  /** Trend of the year before, on the same days. */
  trendPreviousYear: TrendPoint[];
  definition: number;
}

export interface BreakdownSlice extends Reading {
  /** '' for what has none; for the parent's own part in a breakdown by organization: the parent's id. */
  key: string;
  label: string | null;
  /** organization: whether a deeper level exists. */
  hasChildren: boolean;
}
export interface Breakdown {
  by: Dimension;
  /** organization: the level's parent, or null at the top. */
  parent: string | null;
  /** organization: from the root down to the parent; empty at the top. */
  path: { key: string; label: string | null }[];
  slices: BreakdownSlice[];
  total: Reading;
}

/** One record (and part) behind a reading. */
export interface ContributionRow {
  recordType: RecordType;
  recordId: string;
  part: string;
  subject: string;
  /** In the reporting currency. */
  numerator: Decimal;
  denominator: Decimal;
  /** As the record states them. */
  currency: string | null;
  occurredOn: CivilDate | null;
  countsFrom: CivilDate;
  countsUntil: CivilDate | 'infinity';
  label: string | null;
  organizationId: string | null;
  ownerId: string | null;
  sourceUrl: string | null;
}
export interface DrillDown {
  rows: ContributionRow[];
  total: number;
}

export interface Driver {
  /** record; rate: a plan rate was corrected; definition: the KPI's definition changed. */
  kind: 'record' | 'rate' | 'definition';
  recordType: RecordType | null;
  recordId: string | null;
  label: string | null;
  /** Its share of the change of the value, in the value's unit; null where one side has no reading. The shares add up to the change. */
  share: Decimal | null;
  numeratorChange: Decimal;
  denominatorChange: Decimal;
  effect: 'entered' | 'left' | 'changed';
  sourceUrl: string | null;
}
export interface Drivers {
  since: { date: CivilDate; knownAt: Instant | null; reading: Reading };
  until: { date: CivilDate; knownAt: Instant | null; reading: Reading };
  change: Decimal | null;
  /** true where the two dates lie in different periods: no change is shown. */
  acrossPeriods: boolean;
  /** The largest first; what is beyond `limit` is summed up in `rest`. */
  drivers: Driver[];
  rest: { count: number; share: Decimal | null } | null;
}

export interface WhyNotReason extends Reason {
  key: string;
}
export interface WhyNotPart {
  kpi: string;
  subject: string;
  part: string;
  recordType: RecordType;
  recordId: string;
  counts: boolean;
  numerator: Decimal;
  denominator: Decimal;
  reasons: WhyNotReason[];
}
export interface WhyNot {
  /** unknown: no such record; quarantined: its row could not be understood (see reasons). */
  record: 'known' | 'deleted' | 'quarantined' | 'learntLater' | 'unknown';
  reasons: WhyNotReason[];
  parts: WhyNotPart[];
}

/** One hypothetical change. recordId null adds a record. */
export interface HypotheticalChange {
  recordType: RecordType;
  recordId: string | null;
  /** Fields in the shape of RecordInput. */
  set: Readonly<Record<string, unknown>>;
  delete?: boolean;
}
export interface WhatIf {
  horizon: CivilDate;
  kpis: {
    id: string;
    horizon: CivilDate;
    before: Reading;
    after: Reading;
    target: Decimal | null;
    statusBefore: Status | null;
    statusAfter: Status | null;
  }[];
}

export interface GoalMove {
  /** Key of the kind of move: 'renew', 'win', 'attachPartner', … */
  kind: string;
  recordType: RecordType;
  recordId: string;
  label: string | null;
  text: Text;
  changes: HypotheticalChange[];
  /** What it adds to the reading, given the moves before it. */
  adds: Decimal | null;
  readingAfter: Reading;
  dueOn: CivilDate | null;
  ownerId: string | null;
  sourceUrl: string | null;
}
export interface GoalSeek {
  target: Decimal | null;
  horizon: CivilDate;
  before: Reading;
  after: Reading;
  moves: GoalMove[];
  reached: boolean;
  /** true: no smaller set of moves reaches it. */
  smallest: boolean;
}

export interface TargetInfo {
  kpi: string;
  period: string;
  value: Decimal;
  currency: string | null;
  organizationId: string | null;
  sourceId: string;
}
export type { KpiGroup, Unit };
