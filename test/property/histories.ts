import fc from 'fast-check';
import { type RecordType, recordTypes } from '../../src/model/index.ts';
import { addDays, addMonths } from '../naive/days.ts';
import type { Fields, History, Write } from '../naive/world.ts';
import { day, readingDay } from './fields.ts';
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
/** The plan of most histories; XAF is in no plan. */
const planRates: Step = {
  recordType: 'rate',
  upserts: [2024, 2025, 2026, 2027].flatMap((fiscalYear) =>
    Object.entries({ USD: '0.9', EUR: '1.1', JPY: '0.0067' }).map(([currency, planRate]) => ({
      id: `${currency} ${fiscalYear}`,
      fields: { fiscalYear, currency, planRate },
    })),
  ),
  deletions: [],
};
/** An agreement and what renews it: their dates fit, and the term, the value and the signature may just miss. */
const renewal: fc.Arbitrary<Step> = fc
  .tuple(
    fc.uniqueArray(upserts.agreement, { minLength: 2, maxLength: 3, selector: ({ id }) => id }),
    day,
    fc.integer({ min: -30, max: 95 }),
  )
  .map(([[old, ...successors], dueOn, signedAfter]) => {
    const dates = {
      startsOn: addDays(dueOn, 1),
      endsOn: addDays(addMonths(addDays(dueOn, 1), 12), -1),
      signedOn: addDays(dueOn, signedAfter),
      terminatedOn: null,
    };
    const inRange = (fields: Fields) =>
      Object.values(fields).every((value) => value === null || (String(value) >= '1990-01-01' && String(value) <= '2100-12-31'));
    const renew = { program: 'EA', renews: old ? [old.id] : [], ...(inRange(dates) ? dates : {}) };
    return {
      recordType: 'agreement' as const,
      upserts: [
        ...(old ? [{ id: old.id, fields: { ...old.fields, program: 'EA', startsOn: null, endsOn: dueOn, terminatedOn: null } }] : []),
        ...successors.map((successor) => ({ id: successor.id, fields: { ...successor.fields, ...renew } })),
      ],
      deletions: [],
    };
  });
function step(recordType: RecordType): fc.Arbitrary<Step> {
  const records = fc.uniqueArray(upserts[recordType], { minLength: 1, maxLength: 4, selector: ({ id }) => id });
  const writes = records.map((upserts) => ({ recordType, upserts, deletions: [] }));
  const ids = deletable[recordType];
  if (!ids) return writes;
  const deletes = fc
    .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 })
    .map((deletions) => ({ recordType, upserts: [], deletions }));
  const singles = fc.oneof({ weight: 8, arbitrary: writes }, { weight: 1, arbitrary: deletes });
  return recordType === 'agreement' ? fc.oneof(singles, renewal) : singles;
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
    { weight: 12, arbitrary: fc.oneof(...favoured.map(step)) },
    { weight: 2, arbitrary: fc.oneof(step('organization'), step('rate')) },
    { weight: 1, arbitrary: fc.oneof(...recordTypes.map(step)) },
  );
  const steps = fc.array(fc.tuple(anyStep, pause), { minLength: 1, maxLength: maxWrites, size: 'max' });
  return fc
    .tuple(account, fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.constant([planRates]) }), steps)
    .map(([settings, rates, steps]) => {
      let at = firstMoment;
      const first: Write = { at: new Date(at).toISOString(), recordType: 'account', upserts: [settings], deletions: [] };
      const rest = [...rates.map((step): [Step, number] => [step, 1]), ...steps].map(([step, pauseMs]) => {
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
const anyPeriod = fc.tuple(day, day).map(([a, b]) => (a <= b ? { start: a, end: b } : { start: b, end: a }));
const period = fc.oneof(
  anyPeriod,
  fc.constant({ start: '2025-07-01', end: '2026-06-30' }),
  fc.constant({ start: '2024-07-01', end: '2027-06-30' }),
);

/** A history, and a question of any day, any period and any moment of knowledge from the first write on. */
export const historyWithQuestion = (kpi?: string, maxWrites?: number): fc.Arbitrary<{ history: History; question: HistoryQuestion }> =>
  fc
    .record({
      history: histories(kpi, maxWrites),
      asOf: readingDay,
      known: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.record({ write: fc.nat({ max: 40 }), shiftMs: fc.constantFrom(0, -1, 1) }) },
      ),
      period: fc.option(period, { freq: 2 }),
    })
    .map(({ history, asOf, known, period }) => {
      const moment = Date.parse(history[(known?.write ?? 0) % history.length]?.at as string) + (known?.shiftMs ?? 0);
      return { history, question: { asOf, knownAt: known && new Date(Math.max(firstMoment, moment)).toISOString(), period } };
    });

/** The last moment of a history: what is known now. */
export const lastMomentOf = (history: History): string => history.at(-1)?.at ?? new Date(firstMoment).toISOString();
