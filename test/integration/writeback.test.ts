import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type NudgeHouse, openNudgeHouse, people, type Who } from './nudges.support.ts';

let house: NudgeHouse;
beforeAll(async () => {
  house = await openNudgeHouse();
});
afterAll(() => house.close());
afterEach(() => {
  house.local.setFaults(null);
  house.local.grant('Sites.ReadWrite.All');
});

const change = (who: Who, type: string, id: string, set: object, ifMatch?: string) =>
  house.patch(who, `/records/${type}/${id}`, { set, ...(ifMatch === undefined ? {} : { ifMatch }) });
const itemOf = (list: string, key: string): number => house.local.lists.find(list, 'No', key)[0] ?? -1;
const cells = (list: string, key: string) => house.local.lists.read(list, itemOf(list, key)) ?? {};
const fieldsOf = async (type: string, id: string) => (await house.get('anna', `/records/${type}?id=${id}`)).records[0].fields;
/** The item as SharePoint tells who changed it. */
const modifiedBy = async (list: string, key: string) => {
  const headers = { authorization: `Bearer ${await house.token('anna', 'graph')}` };
  const site = `${house.local.url}/v1.0/sites/${encodeURIComponent(house.local.site.id)}`;
  const { value } = (await (await fetch(`${site}/lists`, { headers })).json()) as { value: { id: string; displayName: string }[] };
  const id = value.find((one) => one.displayName === list)?.id;
  const item = (await (await fetch(`${site}/lists/${id}/items/${itemOf(list, key)}`, { headers })).json()) as {
    lastModifiedBy: { user: { displayName: string } };
  };
  return item.lastModifiedBy.user.displayName;
};

describe('an edit of a record', () => {
  it('reaches the source in the name of the person, in the source’s own words, and moves the readings', async () => {
    const { status, json } = await change('bo', 'opportunity', 'D1', {
      expectedClose: '2026-12-20',
      amount: { amount: '1500.50', currency: 'EUR' },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      changed: true,
      fields: [
        { field: 'expectedClose', label: 'Expected close', before: '2026-11-03', after: '2026-12-20' },
        { field: 'amount', before: { amount: '1000', currency: 'USD' }, after: { amount: '1500.50', currency: 'EUR' } },
      ],
    });
    expect(cells('Deals', 'D1')).toMatchObject({ Amount: 1500.5, Currency: 'EUR' });
    expect(Object.values(cells('Deals', 'D1'))).toContain('20.12.2026');
    expect(await modifiedBy('Deals', 'D1')).toBe('Bo Chen');
    expect(await fieldsOf('opportunity', 'D1')).toMatchObject({
      expectedClose: '2026-12-20',
      amount: { amount: '1500.5', currency: 'EUR' },
    });
  });

  it('turns choices, truths, names, several values and empty fields back into cells', async () => {
    const set = {
      type: 'expansion',
      keyWin: true,
      organization: 'DE',
      partners: ['P1', 'P2'],
      name: 'Japan suite, second part',
      agreement: null,
    };
    expect((await change('bo', 'opportunity', 'D5', set)).status).toBe(200);
    expect(cells('Deals', 'D5')).toMatchObject({
      Kind: 'Expansion',
      Key: 'yes',
      Company: 'Contoso Deutschland',
      Partners: 'P1;P2',
      Deal: set.name,
    });
    expect(await fieldsOf('opportunity', 'D5')).toMatchObject(set);
    expect((await change('bo', 'opportunity', 'D5', { partners: null, keyWin: false })).status).toBe(200);
    expect(await fieldsOf('opportunity', 'D5')).toMatchObject({ partners: null, keyWin: false });
  });

  it('keeps a date column’s day', async () => {
    expect((await change('anna', 'condition', 'S1', { dueOn: '2027-03-28' })).status).toBe(200);
    expect(await fieldsOf('condition', 'S1')).toMatchObject({ dueOn: '2027-03-28' });
  });

  it('stands in the audit with before and after', async () => {
    await change('anna', 'condition', 'S1', { measure: 'Named in 30 countries' });
    const [entry] = await house.query(
      `select directory_id, subject, before, after from audit where action = 'writeBack' order by id desc limit 1`,
    );
    expect(entry).toEqual({
      directory_id: people.anna.id,
      subject: 'condition S1',
      before: { measure: 'Named in 25 countries' },
      after: { measure: 'Named in 30 countries' },
    });
  });

  it('sent twice at once is one change', async () => {
    const before = await house.query<{ n: number }>(`select count(*) as n from audit where action = 'writeBack'`);
    const both = await Promise.all([1, 2].map(() => change('bo', 'opportunity', 'D4', { amount: { amount: '430', currency: 'USD' } })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.filter(({ json }) => json.changed)).toHaveLength(1);
    const after = await house.query<{ n: number }>(`select count(*) as n from audit where action = 'writeBack'`);
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(1);
  });
});

describe('what somebody changed meanwhile', () => {
  it('is shown beside what was known and what is wished, and stays; with its version it is written over', async () => {
    house.local.lists.change('Conditions', itemOf('Conditions', 'S1'), { Agreed: '2026-02-01' });
    const { status, json } = await change('anna', 'condition', 'S1', { agreedOn: '2026-03-01' });
    expect(status).toBe(412);
    expect(json).toMatchObject({ type: 'source-conflict', sourceUrl: expect.stringContaining('DispForm.aspx') });
    expect(json.conflict.fields).toEqual([
      {
        ...{ field: 'agreedOn', label: 'Agreed on', known: '2026-01-20', current: '2026-02-01', wished: '2026-03-01' },
        ...{ changedBy: 'Anna Berg', changedAt: expect.any(String) },
      },
    ]);
    expect(cells('Conditions', 'S1')).toMatchObject({ Agreed: expect.stringContaining('2026-02-01') });
    expect((await change('anna', 'condition', 'S1', { agreedOn: '2026-03-01' }, json.conflict.version)).status).toBe(200);
    expect(await fieldsOf('condition', 'S1')).toMatchObject({ agreedOn: '2026-03-01' });
  });

  it('between reading and writing is noticed too', async () => {
    let isFirst = true;
    house.local.setFaults((request) => {
      if (request.method === 'PATCH' && isFirst) {
        isFirst = false;
        house.local.lists.change('Conditions', itemOf('Conditions', 'S1'), { Opened: '2026-01-05' });
      }
      return null;
    });
    const { status, json } = await change('anna', 'condition', 'S1', { openedOn: '2026-01-11' });
    expect(status).toBe(412);
    expect(json.conflict.fields[0]).toMatchObject({ known: '2026-01-10', current: '2026-01-05', wished: '2026-01-11' });
  });

  it('in another column is no conflict', async () => {
    house.local.lists.change('Deals', itemOf('Deals', 'D2'), { Deal: 'Key deal, renamed' });
    expect((await change('cleo', 'opportunity', 'D2', { keyWin: true, partners: ['P1'] })).status).toBe(200);
    expect(cells('Deals', 'D2')).toMatchObject({ Deal: 'Key deal, renamed', Partners: 'P1' });
  });
});

describe('nothing is written', () => {
  it('where the mapping gives all rows one value, keeps no such field, or has no single word for a value', async () => {
    const refused = async (type: string, id: string, set: object) => (await change('anna', type, id, set)).json;
    expect(await refused('opportunity', 'D1', { forecastCategory: 'pipeline' })).toMatchObject({
      status: 422,
      type: 'cannot-write-back',
      detail: 'the mapping gives every row of Deals the same Forecast category',
      sourceUrl: expect.stringContaining('/Lists/Deals/'),
    });
    expect(await refused('opportunity', 'D1', { product: 'Suite' })).toMatchObject({
      type: 'cannot-write-back',
      detail: 'Deals keeps no Product',
    });
    expect(await refused('agreement', 'A1', { annualValue: { amount: '5', currency: 'EUR' } })).toMatchObject({
      detail: 'Contracts keeps this amount in USD',
    });
    expect(await refused('account', 'account', { currency: 'EUR' })).toMatchObject({ type: 'cannot-write-back' });
  });

  it('where a value is none of the field', async () => {
    const { json } = await change('anna', 'opportunity', 'D1', { expectedClose: 'soon' });
    expect(json).toMatchObject({ status: 422, type: 'invalid-change' });
    expect((await change('anna', 'opportunity', 'D1', { nonsense: 1 })).json).toMatchObject({ type: 'invalid-change' });
    expect((await change('anna', 'opportunity', 'D1', {})).status).toBe(400);
  });

  it('where there is no such record or type', async () => {
    expect((await change('anna', 'opportunity', 'D99', { name: 'x' })).json).toMatchObject({ status: 404, type: 'unknown-record' });
    expect((await change('anna', 'nonsense', 'D1', { name: 'x' })).json).toMatchObject({ status: 404, type: 'unknown-record-type' });
  });

  it('by a reader, and by a stranger the account is not even found', async () => {
    expect((await change('rita', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({ status: 403, type: 'forbidden' });
    expect((await change('otto', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({ status: 404, type: 'unknown-account' });
  });

  it('without consent, and says so', async () => {
    house.local.withdraw('Sites.ReadWrite.All');
    expect((await change('bo', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({ status: 403, type: 'consent-missing' });
  });

  it('where the list does not let the person, who is led to it', async () => {
    house.local.setFaults((request) => (request.method === 'PATCH' ? { status: 403 } : null));
    expect((await change('bo', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({
      status: 403,
      type: 'source-forbidden',
      sourceUrl: expect.stringContaining('/Lists/Deals/'),
    });
  });

  it('while somebody has the row locked', async () => {
    house.local.setFaultSettings({ graph: '423:1' });
    expect((await change('bo', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({
      status: 429,
      type: 'source-busy',
      detail: 'Somebody has it locked at the moment. Nothing was written.',
    });
    expect(cells('Deals', 'D1')).toMatchObject({ Deal: 'Late deal' });
  });

  it('over a version that Graph says has changed meanwhile, twice', async () => {
    house.local.setFaultSettings({ graph: '412:1' });
    expect((await change('bo', 'opportunity', 'D1', { name: 'x' })).json).toMatchObject({ status: 412, type: 'source-conflict' });
    expect(cells('Deals', 'D1')).toMatchObject({ Deal: 'Late deal' });
  });
});

describe('an answer to a nudge', () => {
  let own: NudgeHouse;
  beforeAll(async () => {
    own = await openNudgeHouse();
  });
  afterAll(() => own.close());
  const answer = async (who: Who, rule: string, values: object) => {
    const { id } = await own.nudge('anna', rule);
    return { id, ...(await own.patch(who, `/nudges/${id}`, { answer: values })) };
  };

  it('moves a passed close, tells what the KPI became, and is asked no more; a second click finds it done', async () => {
    const { id, status, json } = await answer('bo', 'closeDatePassed', { expectedClose: '2026-12-20' });
    expect(status).toBe(200);
    expect(json.nudge).toMatchObject({ state: 'closed' });
    const [kpi] = json.written.kpis;
    expect(kpi).toMatchObject({ id: 'pipeline-coverage', text: expect.stringMatching(/^Pipeline coverage went from .+ to .+\.$/) });
    expect(kpi.after).toBeGreaterThan(kpi.before);
    const again = await own.patch('bo', `/nudges/${id}`, { answer: { expectedClose: '2026-12-20' } });
    expect(again.json).toMatchObject({ nudge: { state: 'closed' }, written: { changed: false } });
    const late = await own.patch('bo', `/nudges/${id}`, { answer: { expectedClose: '2026-12-21' } });
    expect(late.json).toMatchObject({ status: 409, type: 'nudge-closed' });
  });

  it('names the partner of a key deal', async () => {
    const { json } = await answer('cleo', 'keyDealWithoutPartner', { partner: 'P2' });
    expect(json).toMatchObject({
      nudge: { state: 'closed' },
      written: { recordId: 'D2', fields: [{ field: 'partners', before: null, after: ['P2'] }] },
    });
  });

  it('says which opportunity is the renewal', async () => {
    const { json } = await answer('bo', 'renewalWithoutOpportunity', { opportunity: 'D5' });
    expect(json).toMatchObject({ nudge: { state: 'closed' }, written: { recordType: 'opportunity', recordId: 'D5' } });
    expect((await own.get('anna', '/records/opportunity?id=D5')).records[0].fields).toMatchObject({ agreement: 'A1', type: 'renewal' });
  });

  it('reviews a condition today', async () => {
    const { json } = await answer('anna', 'conditionUnreviewed', { reviewedOn: '2026-11-24' });
    expect(json).toMatchObject({ nudge: { state: 'closed' }, written: { kpis: [{ id: 'cos-quality' }] } });
  });
});
