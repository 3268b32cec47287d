import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluateNudges } from '../../src/nudges/evaluate.ts';
import { accountId, type NudgeHouse, openNudgeHouse, people, today } from './nudges.support.ts';

const rules = ['closeDatePassed', 'conditionUnreviewed', 'keyDealWithoutPartner', 'renewalWithoutOpportunity'];

let house: NudgeHouse;
/** What only looks shares a house; what changes something has one of its own. */
const sharedHouse = () => {
  beforeAll(async () => {
    house = await openNudgeHouse();
  });
  afterAll(() => house.close());
};
const ownHouses = () => {
  beforeEach(async () => {
    house = await openNudgeHouse();
  });
  afterEach(() => house.close());
};

const edit = async (list: string, column: string, key: string, row: Record<string, string | number | boolean | null>) => {
  const [item] = house.local.lists.find(list, column, key);
  house.local.lists.change(list, Number(item), row);
  await house.sync.account(accountId);
};
const rowsOf = () => house.query<Record<string, unknown>>('select * from nudge order by rule, record_id');
const evaluateAgain = async () => {
  await house.query(`update workspace set settings = settings - 'nudgesEvaluated'`);
  return evaluateNudges(house.db, accountId, { today: house.clock.today, now: new Date() });
};

describe('after a sync', () => {
  sharedHouse();

  it('each rule asks once about the record that is its cause, of the record’s owner', async () => {
    const { nudges } = await house.get('anna', '/nudges');
    expect(
      nudges.map((nudge: { rule: string; recordId: string; who: { name: string } }) => [nudge.rule, nudge.recordId, nudge.who.name]).sort(),
    ).toEqual([
      ['closeDatePassed', 'D1', 'Bo Chen'],
      ['conditionUnreviewed', 'S1', null],
      ['keyDealWithoutPartner', 'D2', 'Cleo Diaz'],
      ['renewalWithoutOpportunity', 'A1', 'Bo Chen'],
    ]);
  });

  it('asks in sentences, in the reader’s language', async () => {
    const inEnglish = await house.nudge('anna', 'renewalWithoutOpportunity');
    expect(inEnglish.ask).toBe('Which opportunity will renew the EA agreement of Contoso Japan?');
    expect(inEnglish.why).toBe(
      'It ends on 28 February 2027, in 96 days, and is worth $600 a year. No successor is signed and no renewal opportunity is open.',
    );
    expect(inEnglish.worth.text).toBe('Renewing it is worth +60 points of EA renewal rate by 30 June 2027.');
    const [inChinese] = (await house.get('anna', '/nudges?rule=renewalWithoutOpportunity', 'zh-CN')).nudges;
    expect(inChinese.ask).toBe('Contoso Japan 的 EA 协议由哪个商机来续约？');
    expect(inChinese.worth.text).toBe('完成续约可使“EA 续约率”在 2027年6月30日 前变化 +60 个百分点。');
  });

  it('a second evaluation changes nothing, and does not even look', async () => {
    const before = await rowsOf();
    expect(await evaluateNudges(house.db, accountId, { today, now: new Date() })).toEqual({ changed: 0 });
    expect(await evaluateAgain()).toEqual({ changed: 0 });
    expect(await rowsOf()).toEqual(before);
  });
});

describe('evidence', () => {
  ownHouses();

  it('closes a nudge, and undone it opens it again', async () => {
    await edit('Deals', 'No', 'D1', { 'Close (planned)': '20.12.2026' });
    const [closed] = (await house.get('anna', '/nudges?state=closed')).nudges;
    expect(closed).toMatchObject({ rule: 'closeDatePassed', recordId: 'D1', answers: null });
    await edit('Deals', 'No', 'D1', { 'Close (planned)': '05.11.2026' });
    expect(await house.nudge('anna', 'closeDatePassed')).toMatchObject({ id: closed.id, state: 'open', reopened: 1, dueOn: '2026-11-05' });
  });

  it('keeps what the KPI read before and after', async () => {
    await edit('Deals', 'No', 'D1', { 'Close (planned)': '20.12.2026' });
    const [row] = await house.query<{ reading_before: string; reading_after: string }>(`select * from nudge where record_id = 'D1'`);
    expect(Number(row?.reading_after)).toBeGreaterThan(Number(row?.reading_before));
  });

  it('a renewal opportunity that names the agreement is evidence, one that is lost is not', async () => {
    await edit('Deals', 'No', 'D5', { Kind: 'Renewal', Contract: 'A1' });
    expect(await house.nudge('anna', 'renewalWithoutOpportunity')).toBeUndefined();
    await edit('Deals', 'No', 'D5', { Stage: 'Lost', Closed: '2026-11-20' });
    expect(await house.nudge('anna', 'renewalWithoutOpportunity')).toMatchObject({ reopened: 1 });
  });

  it('a renewal is still asked about when it is overdue, while a signature counts', async () => {
    house.clock.today = '2027-03-10';
    await house.sync.bringUpToDate(accountId);
    const overdue = await house.nudge('anna', 'renewalWithoutOpportunity');
    expect(overdue).toMatchObject({ recordId: 'A1', dueOn: '2027-02-28' });
    expect(overdue.why).toContain('It ended on 28 February 2027, 10 days ago');
    house.clock.today = '2027-06-01';
    await house.sync.bringUpToDate(accountId);
    expect(await house.nudge('anna', 'renewalWithoutOpportunity')).toBeUndefined();
  });

  it('an opportunity that renews another agreement by now is not taken from it', async () => {
    const nudge = await house.nudge('anna', 'renewalWithoutOpportunity');
    await edit('Deals', 'No', 'D5', { Kind: 'Renewal', Contract: 'A2' });
    const answer = { answer: { opportunity: 'D5' } };
    const refused = await house.call('anna', `/nudges/${nudge.id}`, { method: 'PATCH', body: answer });
    expect(refused.status).toBe(422);
    expect(refused.json.detail).toContain('is none of the choices');
  });

  it('a condition is asked about from a week before its review lapses', async () => {
    await edit('Conditions', 'No', 'S1', { Reviewed: '2026-09-04' });
    expect(await house.nudge('anna', 'conditionUnreviewed')).toBeUndefined();
    house.clock.today = '2026-11-26';
    await house.sync.bringUpToDate(accountId);
    expect(await house.nudge('anna', 'conditionUnreviewed')).toMatchObject({ dueOn: '2026-12-03' });
  });

  it('a key win of the last 30 days is asked about, an older one is not', async () => {
    await edit('Deals', 'No', 'D2', { Stage: 'Won', Closed: '2026-11-10' });
    expect(await house.nudge('anna', 'keyDealWithoutPartner')).toMatchObject({ dueOn: '2026-12-10' });
    house.clock.today = '2026-12-11';
    await house.sync.bringUpToDate(accountId);
    expect(await house.nudge('anna', 'keyDealWithoutPartner')).toBeUndefined();
  });

  it('a rule that is switched off asks nothing, and asks again when it is switched on', async () => {
    const put = (on: boolean) => house.call('anna', '/settings', { method: 'PUT', body: { nudges: { rules: { closeDatePassed: on } } } });
    const off = await put(false);
    expect(off.json.nudges.rules).toEqual({ ...Object.fromEntries(rules.map((rule) => [rule, true])), closeDatePassed: false });
    expect(await house.nudge('anna', 'closeDatePassed')).toBeUndefined();
    await put(true);
    expect(await house.nudge('anna', 'closeDatePassed')).toMatchObject({ state: 'open' });
    const unknown = await house.call('anna', '/settings', { method: 'PUT', body: { nudges: { rules: { nonsense: true } } } });
    expect(unknown.status).toBe(422);
  });
});

describe('worth', () => {
  sharedHouse();

  const whatIf = async (changes: unknown[], kpi: string, horizon?: string) => {
    const { json } = await house.call('anna', '/what-if', { method: 'POST', body: { changes, ...(horizon ? { horizon } : {}) } });
    return json.kpis.find((one: { id: string }) => one.id === kpi);
  };

  it('of a renewal equals the what-if of its successor', async () => {
    const { worth } = await house.nudge('anna', 'renewalWithoutOpportunity');
    const set = {
      ...{ organization: 'JP', program: 'EA', renews: ['A1'], signedOn: today, startsOn: '2027-03-01', endsOn: '2030-02-28' },
      annualValue: { amount: '600', currency: 'USD' },
    };
    const { before, after } = await whatIf([{ recordType: 'agreement', recordId: null, set }], 'ea-renewal-rate');
    expect(worth).toMatchObject({ kpi: 'ea-renewal-rate', horizon: '2027-06-30' });
    expect(worth.change).toBeCloseTo(after.value - before.value, 12);
  });

  it('of a passed close equals the what-if of a day ahead, read today', async () => {
    const { worth, answers } = await house.nudge('anna', 'closeDatePassed');
    const set = { expectedClose: answers.answer.suggested };
    const { before, after } = await whatIf([{ recordType: 'opportunity', recordId: 'D1', set }], 'pipeline-coverage', today);
    expect(worth).toMatchObject({ kpi: 'pipeline-coverage', horizon: today });
    expect(worth.change).toBeCloseTo(after.value - before.value, 12);
    expect(worth.change).toBeGreaterThan(0);
  });

  it('of a key deal is winning it with a partner less winning it without', async () => {
    const { worth } = await house.nudge('anna', 'keyDealWithoutPartner');
    const won = { status: 'won', closedOn: today };
    const change = (set: object) => [{ recordType: 'opportunity', recordId: 'D2', set }];
    const alone = await whatIf(change(won), 'partner-attach');
    const together = await whatIf(change({ ...won, partners: ['P1'] }), 'partner-attach');
    expect(worth.change).toBeCloseTo(together.after.value - alone.after.value, 12);
  });

  it('ranks by weight and by attainment up to the target; without a target last', async () => {
    const ranks = async () =>
      (await house.get('anna', '/nudges')).nudges.map((nudge: { rule: string; rank: number }) => [nudge.rule, nudge.rank]) as [
        string,
        number,
      ][];
    const usual = await ranks();
    expect(usual.at(-1)).toEqual(['conditionUnreviewed', 0]);
    expect(usual.map(([, rank]) => rank)).toEqual(usual.map(([, rank]) => rank).sort((a, b) => b - a));
    await house.call('anna', '/settings', { method: 'PUT', body: { weights: { 'pipeline-coverage': 100 } } });
    expect((await ranks())[0]?.[0]).toBe('closeDatePassed');
    await house.call('anna', '/settings', { method: 'PUT', body: { weights: {} } });
  });
});

describe('who', () => {
  sharedHouse();

  it('a member sees by mine what is asked of them, and a manager what nobody in particular owns', async () => {
    const mine = async (who: 'anna' | 'bo' | 'cleo') =>
      (await house.get(who, '/nudges?mine=true')).nudges.map((nudge: { recordId: string }) => nudge.recordId).sort();
    expect(await mine('bo')).toEqual(['A1', 'D1']);
    expect(await mine('cleo')).toEqual(['D2']);
    expect(await mine('anna')).toEqual(['S1']);
  });

  it('names follow the policy on figures about people; one’s own are always shown', async () => {
    await house.call('anna', '/settings', { method: 'PUT', body: { policies: { figuresAboutPeople: 'off' } } });
    const names = (await house.get('bo', '/nudges')).nudges.map((nudge: { recordId: string; who: object }) => [nudge.recordId, nudge.who]);
    expect(new Map(names).get('D2')).toEqual({ id: null, name: null, isMe: false, isManagers: false });
    expect(new Map(names).get('D1')).toMatchObject({ name: 'Bo Chen', isMe: true });
    await house.query(`update workspace set settings = settings - 'policies'`);
  });

  it('a reader reads and answers nothing; a stranger finds no account; a colleague’s nudge is not answered', async () => {
    const { id } = await house.nudge('rita', 'closeDatePassed');
    expect((await house.nudge('rita', 'closeDatePassed')).answers).toBeNull();
    const done = (who: 'rita' | 'otto' | 'cleo') => house.patch(who, `/nudges/${id}`, { done: true });
    expect((await done('rita')).status).toBe(403);
    expect((await done('otto')).json).toMatchObject({ status: 404, type: 'unknown-account' });
    expect((await done('cleo')).json).toMatchObject({ status: 403, type: 'not-yours' });
    expect((await house.patch('anna', '/nudges/nonsense', { done: true })).json).toMatchObject({ status: 404, type: 'unknown-nudge' });
  });
});

describe('an answer', () => {
  ownHouses();

  const send = async (who: 'anna' | 'bo', rule: string, body: unknown) => {
    const { id } = await house.nudge('anna', rule);
    return house.patch(who, `/nudges/${id}`, body);
  };
  const onDay = async (day: string) => {
    house.clock.today = day;
    await house.sync.bringUpToDate(accountId);
  };

  it('done hides it for a week, and asks again where the cause is still there', async () => {
    expect((await send('bo', 'closeDatePassed', { done: true })).json.nudge).toMatchObject({ state: 'done' });
    await onDay('2026-11-30');
    expect(await house.nudge('anna', 'closeDatePassed')).toBeUndefined();
    await onDay('2026-12-01');
    expect(await house.nudge('anna', 'closeDatePassed')).toMatchObject({ state: 'open', reopened: 1 });
  });

  it('snooze wakes on its day', async () => {
    expect((await send('bo', 'closeDatePassed', { snooze: '2026-12-05' })).json.nudge).toMatchObject({
      state: 'snoozed',
      snoozedUntil: '2026-12-05',
    });
    await onDay('2026-12-04');
    expect(await house.nudge('anna', 'closeDatePassed')).toBeUndefined();
    await onDay('2026-12-05');
    expect(await house.nudge('anna', 'closeDatePassed')).toMatchObject({ state: 'open', reopened: 0, snoozedUntil: null });
  });

  it('reassign gives it to a member of the team, who keeps it over syncs', async () => {
    const { answers } = await house.nudge('bo', 'closeDatePassed');
    const cleo = answers.reassign.find((one: { name: string }) => one.name === 'Cleo Diaz');
    expect((await send('bo', 'closeDatePassed', { reassign: cleo.id })).json.nudge.who).toMatchObject({ name: 'Cleo Diaz', isMe: false });
    await edit('Deals', 'No', 'D1', { Amount: 1100 });
    expect((await house.nudge('cleo', 'closeDatePassed')).who).toMatchObject({ isMe: true });
  });

  it('is exactly one thing, and one that can be', async () => {
    for (const body of [{}, { done: false }, { done: true, snooze: '2026-12-01' }, { nonsense: 1 }])
      expect((await send('bo', 'closeDatePassed', body)).status).toBe(400);
    for (const body of [
      { snooze: today },
      { snooze: '2030-01-01' },
      { reassign: 'p_nobody' },
      { answer: { amount: '5' } },
      { answer: { expectedClose: 'soon' } },
      { answer: { expectedClose: '2026-01-01' } },
    ])
      expect((await send('bo', 'closeDatePassed', body)).json).toMatchObject({ status: 422, type: 'invalid-answer' });
  });

  it('stands in the audit with who and what, and without a name', async () => {
    await send('bo', 'closeDatePassed', { snooze: '2026-12-05' });
    const [entry] = await house.query<{ directory_id: string; before: unknown; after: unknown }>(
      `select * from audit where action = 'nudge'`,
    );
    expect(entry).toMatchObject({
      directory_id: people.bo.id,
      before: { state: 'open' },
      after: { state: 'snoozed', snoozedUntil: '2026-12-05' },
    });
    expect(JSON.stringify(entry)).not.toContain('Bo Chen');
  });
});
