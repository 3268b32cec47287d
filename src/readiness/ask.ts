import type { LeftOut } from '../engine/leftOut.ts';
import { fiscalYearOf } from '../engine/period.ts';
import type { Question, Scorecard } from '../engine/types.ts';
import { kpiById } from '../kpis/index.ts';
import { model, type RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { type AccountFacts, accountFacts, isEmptyThroughout } from './facts.ts';
import { allWaits, type KpiFacts, type Waiting } from './waits.ts';

/** What is asked of the engine. */
export interface Readings {
  scorecard(tx: Tx, question: Question): Promise<Scorecard>;
  leftOut(tx: Tx, question: Question, kpi: string, only: string | null, page: { limit: number; offset: number }): Promise<LeftOut>;
}
export interface Readiness {
  facts: AccountFacts;
  waits: Waiting[];
  scorecard: Scorecard;
  /** The current fiscal year: 'FY2027'. */
  period: string;
}

/** What the account has, and what each KPI of the registry waits for: asked of the numbers themselves. */
export async function askReadiness(tx: Tx, engine: Readings, question: Question, fiscalYearStart: string): Promise<Readiness> {
  const { accountId, asOf } = question;
  const facts = await accountFacts(tx, accountId, asOf);
  const scorecard = await engine.scorecard(tx, question);
  const asked = new Map<string, KpiFacts>();
  for (const reading of scorecard.kpis) {
    // Where something counts, it is no gap that other records do not.
    const isEmpty = !facts.counted.has(reading.id) && hasRecords(reading.id, facts);
    asked.set(reading.id, {
      hasReading: reading.value !== null || reading.note !== null,
      hasTarget: reading.target !== null,
      missingRates: reading.missingRates,
      emptyFields: isEmpty ? await emptyFields(tx, engine, question, reading.id, facts) : [],
    });
  }
  const period = `FY${fiscalYearOf(asOf, fiscalYearStart)}`;
  return { facts, waits: allWaits(facts, asked, period), scorecard, period };
}

const hasRecords = (id: string, { records }: AccountFacts): boolean =>
  (kpiById(id)?.reads ?? []).some((type) => (records.get(type) ?? 0) > 0);

/** The largest that are left out tell of which type they are. */
const enough = { limit: 100, offset: 0 };

async function emptyFields(
  tx: Tx,
  engine: Readings,
  question: Question,
  id: string,
  facts: AccountFacts,
): Promise<{ recordType: RecordType; field: string }[]> {
  const { rows } = await engine.leftOut(tx, question, id, null, enough);
  const named = new Map<string, { recordType: RecordType; field: string }>();
  for (const { recordType, reason } of rows) {
    if (reason.field !== undefined && Object.hasOwn(model[recordType].fields, reason.field))
      named.set(`${recordType}.${reason.field}`, { recordType, field: reason.field });
  }
  const empty: { recordType: RecordType; field: string }[] = [];
  for (const one of named.values()) {
    const isThere = one.recordType === 'account' || (facts.records.get(one.recordType) ?? 0) > 0;
    if (isThere && (await isEmptyThroughout(tx, question.accountId, one.recordType, one.field))) empty.push(one);
  }
  return empty;
}
