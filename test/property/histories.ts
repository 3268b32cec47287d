import fc from 'fast-check';
import { type RecordType, recordTypes } from '../../src/model/index.ts';
import type { History, Write } from '../naive/world.ts';
import { day } from './fields.ts';
import { account, deletable, upserts } from './records.ts';

/** The record types on which a KPI's value rests. */
const restsOn: Readonly<Record<string, readonly RecordType[]>> = {
  'addressable-revenue-growth': ['revenue'],
  'share-of-wallet': ['revenue'],
  'ea-renewal-rate': ['agreement'],
  'ea-renewal-rate-count': ['agreement'],
  'ea-on-time-renewal-rate': ['agreement'],
  'annuity-retention': ['agreement'],
  'annuity-customers': ['agreement'],
  'net-new-revenue': ['opportunity'],
  revenue: ['revenue'],
  'pipeline-coverage': ['opportunity', 'target'],
  'net-new-forecast': ['opportunity'],
  'win-rate': ['opportunity'],
  'win-rate-value': ['opportunity'],
  'sales-cycle': ['opportunity'],
  'partner-attach': ['opportunity'],
  'services-attach': ['opportunity'],
  'partner-revenue-share': ['opportunity'],
  'relationship-score': ['score'],
  'net-satisfaction': ['score'],
  'survey-response': ['survey', 'score'],
  'executive-coverage': ['contact', 'meeting'],
  'sponsor-engagement': ['contact', 'meeting'],
  'cos-quality': ['condition', 'review'],
  'cos-in-place': ['condition', 'organization'],
  'plan-currency': ['planItem', 'review'],
  'plan-actions-on-time': ['planItem'],
  'business-value-proposals': ['opportunity'],
  'business-value-discussions': ['meeting'],
  deployment: ['deployment', 'agreement'],
  'product-currency': ['deployment'],
  'active-use': ['deployment'],
  'revenue-allocation': ['revenue', 'agreement'],
  'team-commitments': ['commitment'],
};

type Step = Omit<Write, 'at'>;
function step(recordType: RecordType): fc.Arbitrary<Step> {
  const records = fc.uniqueArray(upserts[recordType], { minLength: 1, maxLength: 4, selector: ({ id }) => id });
  const writes = records.map((upserts) => ({ recordType, upserts, deletions: [] }));
  const ids = deletable[recordType];
  if (!ids) return writes;
  const deletes = fc
    .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 })
    .map((deletions) => ({ recordType, upserts: [], deletions }));
  return fc.oneof({ weight: 6, arbitrary: writes }, { weight: 1, arbitrary: deletes });
}

/** How long after the write before it a write becomes known: within one day, some weeks (around the 30 days in which a close can be corrected), or months. */
const pause = fc.oneof(
  fc.integer({ min: 1, max: 86_400_000 }),
  fc.integer({ min: 1, max: 45 }).map((days) => days * 86_400_000),
  fc.constant(150 * 86_400_000),
);
const firstMoment = Date.parse('2025-07-01T00:00:00.000Z');

/** Random small histories: the account's settings first, then 1 to 40 writes. With a KPI, mostly of the records that it rests on. */
export function histories(kpi?: string, maxWrites = 40): fc.Arbitrary<History> {
  const favoured = (kpi && restsOn[kpi]) || recordTypes;
  const anyStep = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...favoured.map(step)) },
    { weight: 2, arbitrary: fc.oneof(step('organization'), step('rate')) },
    { weight: 1, arbitrary: fc.oneof(...recordTypes.map(step)) },
  );
  const steps = fc.array(fc.tuple(anyStep, pause), { minLength: 1, maxLength: maxWrites });
  return fc.tuple(account, steps).map(([settings, steps]) => {
    let at = firstMoment;
    const first: Write = { at: new Date(at).toISOString(), recordType: 'account', upserts: [settings], deletions: [] };
    const rest = steps.map(([step, pauseMs]) => {
      at += pauseMs;
      return { at: new Date(at).toISOString(), ...step };
    });
    return [first, ...rest];
  });
}

export interface HistoryQuestion {
  asOf: string;
  /** One of the history's moments, or just before or after it. null: now. */
  knownAt: string | null;
  /** null: the fiscal year that holds `asOf`. */
  period: { start: string; end: string } | null;
}
const period = fc.tuple(day, day).map(([a, b]) => (a <= b ? { start: a, end: b } : { start: b, end: a }));

/** A history, and a question of any day, any period and any moment of knowledge from the first write on. */
export const historyWithQuestion = (kpi?: string, maxWrites?: number): fc.Arbitrary<{ history: History; question: HistoryQuestion }> =>
  fc
    .record({
      history: histories(kpi, maxWrites),
      asOf: day,
      known: fc.option(fc.record({ write: fc.nat({ max: 40 }), shiftMs: fc.constantFrom(0, -1, 1) }), { freq: 2 }),
      period: fc.option(period, { freq: 1 }),
    })
    .map(({ history, asOf, known, period }) => {
      const moment = Date.parse(history[(known?.write ?? 0) % history.length]?.at as string) + (known?.shiftMs ?? 0);
      return { history, question: { asOf, knownAt: known && new Date(Math.max(firstMoment, moment)).toISOString(), period } };
    });

/** The last moment of a history: what is known now. */
export const lastMomentOf = (history: History): string => history.at(-1)?.at ?? new Date(firstMoment).toISOString();
