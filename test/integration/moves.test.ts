import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { type GoalSeek, type HypotheticalChange, kpiDetail } from '../../src/engine/index.ts';
import { kpis } from '../../src/kpis/index.ts';
import type { RecordType } from '../../src/model/index.ts';
import { goalSeek } from '../../src/moves/goalSeek.ts';
import { moveKinds } from '../../src/moves/index.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, type PlainRecord, testDatabase, upToDate, usd, write } from '../support/database.ts';

const asOf = '2026-11-24';
/** What stood at close may be corrected for 30 days of the real clock. */
const today = Temporal.Now.plainDateISO('UTC').toString();

interface Example {
  kind: string;
  kpi: string;
  asOf?: string;
  settings?: Readonly<Record<string, unknown>>;
  records: Partial<Record<RecordType, PlainRecord[]>>;
  target?: string;
  /** The record that the move names. */
  on: string;
}

const agreement = { id: 'A1', organization: 'de', program: 'EA', startsOn: '2024-01-01', endsOn: '2026-12-31', annualValue: usd(1000) };
const win = { id: 'O1', organization: 'de', type: 'netNew', status: 'won', closedOn: today, amount: usd(50), keyWin: true };
const open = {
  id: 'O1',
  organization: 'de',
  type: 'netNew',
  status: 'open',
  createdOn: '2026-08-01',
  expectedClose: '2027-02-01',
  amount: usd(50),
};
const executive = { id: 'C1', level: 'CXO', organization: 'de', activeFrom: '2025-01-01', sponsor: 'Megan' };
const condition = { id: 'S1', organization: 'de', side: 'ours', openedOn: '2026-08-01', measure: 'days', owner: 'Alex' };
const action = { id: 'P1', section: 'actions', fiscalYear: 2027, dueOn: '2026-12-15', reviewedOn: '2026-09-01' };
const measured = {
  id: 'D1',
  organization: 'de',
  product: 'Suite',
  measuredOn: '2026-10-01',
  owned: '100',
  deployed: '60',
  active: '30',
  current: '20',
};
const meeting = { id: 'M1', contacts: ['C1:accepted'], heldOn: '2026-11-10', kind: 'meeting' };
const planned = { planFrom: '2026-07-01' };

const examples: Example[] = [
  ...['ea-renewal-rate', 'ea-renewal-rate-count', 'ea-on-time-renewal-rate', 'annuity-retention'].map((kpi) => ({
    kind: 'renew',
    kpi,
    records: { agreement: [agreement] },
    on: 'A1',
  })),
  { kind: 'renew', kpi: 'annuity-customers', records: { agreement: [agreement] }, target: '1', on: 'A1' },
  { kind: 'win', kpi: 'net-new-revenue', records: { opportunity: [open] }, target: '50', on: 'O1' },
  { kind: 'win', kpi: 'win-rate', records: { opportunity: [open] }, target: '1', on: 'O1' },
  { kind: 'commit', kpi: 'net-new-forecast', records: { opportunity: [{ ...open, expectedClose: '2027-06-30' }] }, target: '50', on: 'O1' },
  {
    kind: 'attachPartner',
    kpi: 'partner-attach',
    asOf: today,
    records: { opportunity: [win], partner: [{ id: 'P1', name: 'Adatum' }] },
    on: 'O1',
  },
  { kind: 'attachServices', kpi: 'services-attach', asOf: today, records: { opportunity: [win] }, on: 'O1' },
  {
    kind: 'recordBusinessValue',
    kpi: 'business-value-proposals',
    records: { opportunity: [{ ...open, proposedOn: '2026-10-01' }] },
    on: 'O1',
  },
  { kind: 'answerMeeting', kpi: 'business-value-discussions', records: { meeting: [meeting] }, on: 'M1' },
  { kind: 'answerMeeting', kpi: 'business-value-discussions', records: { meeting: [{ ...meeting, heldOn: '2027-01-11' }] }, on: 'M1' },
  {
    kind: 'answerMeeting',
    kpi: 'business-value-discussions',
    records: { meeting: [{ ...meeting, businessValueDiscussed: true, answeredOn: '2026-11-12' }] },
    on: 'M1',
  },
  { kind: 'meetExecutive', kpi: 'executive-coverage', records: { contact: [executive], meeting: [meeting] }, on: 'C1' },
  { kind: 'meetSponsor', kpi: 'sponsor-engagement', records: { contact: [{ ...executive, sponsorCadence: 20 }] }, on: 'C1' },
  {
    kind: 'reviewCondition',
    kpi: 'cos-quality',
    records: { condition: [{ ...condition, dueOn: '2027-01-01', agreedOn: '2026-09-01' }] },
    target: '0.8',
    on: 'S1',
  },
  { kind: 'agreeCondition', kpi: 'cos-quality', records: { condition: [condition] }, target: '0.6', on: 'S1' },
  { kind: 'openCondition', kpi: 'cos-in-place', records: { condition: [condition] }, on: 'S1' },
  { kind: 'reviewPlanItem', kpi: 'plan-currency', records: { planItem: [{ ...action, dueOn: '2027-06-01' }] }, on: 'P1' },
  { kind: 'startPlanGoals', kpi: 'plan-currency', settings: planned, records: {}, on: 'account' },
  { kind: 'completePlanItem', kpi: 'plan-actions-on-time', records: { planItem: [action] }, on: 'P1' },
  {
    kind: 'answerCommitment',
    kpi: 'team-commitments',
    records: { commitment: [{ id: 'K1', teamAsked: 'Services', dueOn: '2026-12-01' }] },
    on: 'K1',
  },
  {
    kind: 'deploySeats',
    kpi: 'deployment',
    records: { deployment: [measured], agreement: [{ ...agreement, endsOn: '2027-12-31', lines: ['Suite:200'] }] },
    on: 'D1',
  },
  { kind: 'upgradeSeats', kpi: 'product-currency', records: { deployment: [measured] }, on: 'D1' },
  { kind: 'activateSeats', kpi: 'active-use', records: { deployment: [measured] }, on: 'D1' },
  {
    kind: 'allocateRevenue',
    kpi: 'revenue-allocation',
    on: 'R1',
    records: {
      agreement: [{ ...agreement, countriesOfUse: ['DE', 'FR'] }],
      revenue: [{ id: 'R1', organization: 'de', agreement: 'A1', recognisedOn: '2026-09-01', amount: usd(10), kind: 'billed' }],
    },
  },
];

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

let accounts = 0;
async function accountOf(example: Example): Promise<string> {
  accounts += 1;
  const accountId = `moves-${accounts}`;
  await newAccount(db, accountId, example.settings);
  const all = { organization: [{ id: 'de', name: 'Fabrikam Deutschland', country: 'DE' }], ...example.records };
  for (const [type, records] of Object.entries(all)) await write(db, accountId, type as RecordType, records);
  await upToDate(db, accountId, example.asOf ?? asOf);
  return accountId;
}

/** Writes what the moves would change as a source would: whole records. */
async function reallyDo(accountId: string, example: Example, changes: readonly HypotheticalChange[]): Promise<void> {
  for (const [number, change] of changes.entries()) {
    const before = example.records[change.recordType]?.find((record) => record.id === change.recordId);
    await write(db, accountId, change.recordType, [{ ...before, id: change.recordId ?? `new-${number}`, ...change.set }]);
  }
  await upToDate(db, accountId, example.asOf ?? asOf);
}

const seek = (accountId: string, example: Example): Promise<GoalSeek> => {
  const question = { accountId, asOf: example.asOf ?? asOf, knownAt: null, period: 'fytd', slice: {} };
  return db.transaction([accountId], (tx) => goalSeek(tx, question, example.kpi, { target: example.target ?? '1', horizon: null }));
};

describe('every kind of move', () => {
  for (const example of examples) {
    it(`${example.kind} moves ${example.kpi} as far as goal-seek says`, async () => {
      const accountId = await accountOf(example);
      const sought = await seek(accountId, example);
      const named = sought.moves.find((move) => move.kind === example.kind);
      expect({ kind: named?.kind, on: named?.recordId }).toEqual({ kind: example.kind, on: example.on });
      expect(sought.after).not.toEqual(sought.before);
      await reallyDo(
        accountId,
        example,
        sought.moves.flatMap((move) => move.changes),
      );
      const question = { accountId, asOf: sought.horizon, knownAt: null, period: 'fytd', slice: {} };
      const done = await db.transaction([accountId], (tx) => kpiDetail(tx, question, example.kpi));
      const facts = ({ value, numerator, denominator, records }: typeof sought.after) => ({ value, numerator, denominator, records });
      expect(facts(done)).toEqual(facts(sought.after));
    });
  }

  it('has an example here', () => {
    const shown = new Set(examples.map((example) => example.kind));
    const others = moveKinds.map((kind) => kind.kind).filter((kind) => !shown.has(kind) && !kind.startsWith('startPlan'));
    expect(others).toEqual([]);
  });

  it('names KPIs that there are, each in one language or the other', () => {
    const known = new Set(kpis.map((kpi) => kpi.id));
    for (const kind of moveKinds) {
      expect(kind.kpis.filter((kpi) => !known.has(kpi))).toEqual([]);
      expect(kind.text.en).not.toBe(kind.text['zh-CN']);
    }
    expect(new Set(moveKinds.map((kind) => kind.kind)).size).toBe(moveKinds.length);
  });
});

describe('what is no move', () => {
  const noMove = async (example: Omit<Example, 'kind' | 'on'>) => {
    const whole = { ...example, kind: '', on: '' };
    return (await seek(await accountOf(whole), whole)).moves;
  };
  it('is to take back the answer that business value was not discussed', async () => {
    const records = { meeting: [{ ...meeting, businessValueDiscussed: false, answeredOn: '2026-11-12' }] };
    expect(await noMove({ kpi: 'business-value-discussions', records })).toEqual([]);
  });
  it('is to attach a partner to a win of more than 30 days ago', async () => {
    const records = { opportunity: [{ ...win, closedOn: '2026-09-01' }], partner: [{ id: 'P1', name: 'Adatum' }] };
    expect(await noMove({ kpi: 'partner-attach', records })).toEqual([]);
  });
  it('is to do an action that is overdue already: it can no longer be on time', async () => {
    expect(await noMove({ kpi: 'plan-actions-on-time', records: { planItem: [{ ...action, dueOn: '2026-11-01' }] } })).toEqual([]);
  });
});

describe('several sections of a plan', () => {
  it('are started by as many moves, although each adds a record', async () => {
    const accountId = await accountOf({ kind: '', on: '', kpi: '', settings: planned, records: {} });
    const sought = await seek(accountId, { kind: '', on: '', kpi: 'plan-currency', records: {} });
    expect(sought.moves).toHaveLength(6);
    expect(sought.after.value).toBe('1');
  });
});
