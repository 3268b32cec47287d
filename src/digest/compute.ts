import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import {
  answerKpis,
  contextOf,
  fiscalYearBounds,
  fiscalYearOf,
  type KpiReading,
  type Question,
  renewals,
  scorecard,
  standings,
} from '../engine/index.ts';
import type { Tx } from '../store/database.ts';
import { eventsSince } from './events.ts';
import type { DigestFacts, HeadlineFacts, Since } from './facts.ts';
import { headlineOf } from './headlines.ts';
import { movesWorthMost } from './worthMost.ts';

const renewalDays = [30, 60, 90] as const;
const mostRenewals = 6;

/** What is compared with, and the values that were told then. */
export type Before = Since & { values?: DigestFacts['values'] };

/** Everything that a digest of the account says on a day, in the account's own scope. Nothing is written. */
export async function compute(tx: Tx, accountId: string, asOf: string, { values, ...since }: Before): Promise<DigestFacts> {
  const question: Question = { accountId, asOf, knownAt: null, period: 'fytd', slice: {}, answers: 'together' };
  const { settings } = await contextOf(tx, question);
  const [yearBefore, year] = [since.date, asOf].map((day) => fiscalYearOf(day, settings.fiscalYearStart)) as [number, number];
  const isSameYear = yearBefore === year;
  const read = await scorecard(tx, question);
  const headlines = inOrder(read.kpis);
  const { wins, slips } = await eventsSince(tx, question, since);
  return {
    version: 1,
    since,
    currency: read.currency,
    values: Object.fromEntries(read.kpis.map((kpi) => [kpi.id, kpi.value])),
    answers: Object.fromEntries(
      (await standings(tx, { ...question, answers: 'each' }, answerKpis)).map(({ kpi, reading }) => [kpi.id, reading.value]),
    ),
    headlines: await told(tx, question, headlines, { since, hasChange: isSameYear }, values),
    closed: isSameYear ? null : await closing(tx, question, yearBefore, settings.fiscalYearStart, since),
    wins,
    slips,
    renewals: await renewalsAhead(tx, question),
    moves: await movesWorthMost(tx, question, headlines),
    health: await health(tx, accountId, read.kpis),
  };
}

const inOrder = (kpis: readonly KpiReading[]): KpiReading[] =>
  kpis.filter((kpi) => kpi.headline !== null).sort((a, b) => (a.headline ?? 0) - (b.headline ?? 0));

async function told(
  tx: Tx,
  question: Question,
  kpis: readonly KpiReading[],
  change: { since: Since; hasChange: boolean },
  values: Before['values'] = {},
): Promise<HeadlineFacts[]> {
  const headlines: HeadlineFacts[] = [];
  for (const kpi of kpis) headlines.push(await headlineOf(tx, question, kpi, { ...change, before: values[kpi.id] }));
  return headlines;
}

/** The year that has ended, read on its last day as it is known now: what it came to, and how it changed since the last digest. */
async function closing(tx: Tx, question: Question, fiscalYear: number, yearStart: string, since: Since): Promise<DigestFacts['closed']> {
  const { end } = fiscalYearBounds(fiscalYear, yearStart);
  const atEnd = { ...question, asOf: end };
  const read = await scorecard(tx, atEnd);
  return { fiscalYear, endsOn: end, headlines: await told(tx, atEnd, inOrder(read.kpis), { since, hasChange: true }) };
}

/** What comes due from today on; what is overdue already is told by the renewal rate. */
async function renewalsAhead(tx: Tx, question: Question): Promise<DigestFacts['renewals']> {
  const ahead = (await renewals(tx, question, { days: Math.max(...renewalDays) })).filter((row) => row.dueOn >= question.asOf);
  const until = (days: number) => Date.parse(question.asOf) + days * 86_400_000;
  return {
    buckets: renewalDays.map((days) => {
      const rows = ahead.filter((row) => Date.parse(row.dueOn) <= until(days));
      return { days, records: rows.length, amount: rows.reduce((sum, row) => sum.plus(row.annualValue ?? 0), new Decimal(0)).toFixed() };
    }),
    due: ahead.slice(0, mostRenewals).map((row) => ({ agreementId: row.agreementId, dueOn: row.dueOn, amount: row.annualValue })),
  };
}

async function health(tx: Tx, accountId: string, kpis: readonly KpiReading[]): Promise<DigestFacts['health']> {
  const stale = await sql<{ id: string }>`
    select id from source where account_id = ${accountId} and state in ('stale', 'failed', 'asking') order by id`.execute(tx);
  const quarantined = await sql<{ rows: number }>`select count(*) as rows from quarantine where account_id = ${accountId}`.execute(tx);
  return {
    staleSources: stale.rows.map((row) => row.id),
    quarantined: quarantined.rows[0]?.rows ?? 0,
    missingRates: [...new Set(kpis.flatMap((kpi) => kpi.missingRates))].sort(),
  };
}
