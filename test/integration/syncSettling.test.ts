import { afterEach, describe, expect, it } from '@jest/globals';
import { syncAccount } from '../../src/sync/index.ts';
import { accountId, type House, list, openHouse } from './sync.support.ts';

const account = { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01' };
let house: House;
afterEach(() => house.close());

describe('partners of a deal that closed long ago', () => {
  const opportunity = {
    list: 'Pipeline',
    fields: {
      id: 'Id',
      status: { value: 'won' },
      closedOn: 'Closed',
      type: { value: 'netNew' },
      keyWin: { value: true },
      partners: { column: 'Partners', match: 'name' },
    },
  };
  const pipeline = list(
    'Pipeline',
    ['Id', 'Closed', 'Partners'],
    [
      ['D1', '2024-08-01', 'Deloitte; Accenture'],
      ['D2', '2024-08-01', 'Nobody'],
    ],
  );

  it('count as attached at the close however the lists come', async () => {
    const partners = list(
      'Partners',
      ['Id', 'Name'],
      [
        ['P1', 'Deloitte'],
        ['P2', 'Accenture'],
      ],
    );
    house = await openHouse([pipeline, partners]);
    // One list that makes organizations too comes first; its partners are found only later.
    await house.connect({
      account,
      organization: { list: 'Pipeline', fields: { id: 'Id' } },
      opportunity,
      partner: { list: 'Partners', fields: { id: 'Id', name: 'Name' } },
    });
    await house.sync();
    expect(await house.rows('opportunity', 'id, partners_ids, partners_at_close')).toEqual([
      { id: 'D1', partners_ids: ['P1', 'P2'], partners_at_close: ['P1', 'P2'] },
      { id: 'D2', partners_ids: null, partners_at_close: null },
    ]);
  });

  it('are known before the deals that name them', async () => {
    house = await openHouse([
      pipeline,
      list(
        'Partners',
        ['Id', 'Name'],
        [
          ['P1', 'Deloitte'],
          ['P2', 'Accenture'],
        ],
      ),
    ]);
    await house.connect({ account, opportunity, partner: { list: 'Partners', fields: { id: 'Id', name: 'Name' } } });
    const reports = await house.sync();
    expect(reports.map(({ sourceId }) => sourceId)).toEqual(['partners', 'pipeline']);
    expect(await house.versions('opportunity')).toBe(2);
  });
});

describe('one list of deals and of those who buy', () => {
  it('follows a buyer who is renamed in the row of the deal itself', async () => {
    house = await openHouse([
      list(
        'Deals',
        ['Id', 'Key', 'Buyer', 'Value'],
        [
          ['D1', 'C1', 'Contoso', '1'],
          ['D2', 'C1', 'Contoso', '2'],
        ],
      ),
    ]);
    await house.connect({
      account,
      organization: { list: 'Deals', fields: { id: 'Key', name: 'Buyer' }, where: { column: 'Id', equals: 'D1' } },
      opportunity: { list: 'Deals', fields: { id: 'Id', organization: { column: 'Buyer', match: 'name' }, amount: 'Value' } },
    });
    await house.sync();
    house.local.lists.change('Deals', 1, { Buyer: 'Contoso Group', Value: '3' });
    const reports = await house.sync();
    expect(reports.map(({ state, problem }) => [state, problem])).toEqual([['fresh', null]]);
    expect(await house.rows('opportunity', 'id, amount, organization_id')).toEqual([
      { id: 'D1', amount: '3', organization_id: 'C1' },
      { id: 'D2', amount: '2', organization_id: null },
    ]);
  });
});

describe('one list of answers and of those who gave them', () => {
  it('finds by their address people who come with it', async () => {
    house = await openHouse([list('Answers', ['Id', 'Key', 'Who', 'Mail'], [['S1', 'C1', 'Ada Frey', 'ada@fabrikam.example']])]);
    await house.connect({
      account,
      contact: { list: 'Answers', fields: { id: 'Key', name: 'Who', address: 'Mail' } },
      score: { list: 'Answers', fields: { id: 'Id', contact: 'Mail' } },
    });
    await house.sync();
    expect(await house.rows('score', 'id, contact_id')).toEqual([{ id: 'S1', contact_id: 'C1' }]);
  });
});

describe('a list that is read whole again', () => {
  it('leaves nothing to compute where nothing changed, and only what changed where it did', async () => {
    house = await openHouse([
      list(
        'Deals',
        ['Id', 'Value'],
        [
          ['D1', '1'],
          ['D2', '2'],
        ],
      ),
    ]);
    const fields = { id: 'Id', amount: 'Value', status: { value: 'won' }, type: { value: 'netNew' }, closedOn: { value: '2026-08-01' } };
    await house.connect({ account, opportunity: { list: 'Deals', fields } });
    await house.sync();
    const dirty: unknown[] = [];
    const readAgain = () =>
      syncAccount(
        house.context,
        accountId,
        async () => {
          dirty.push(await house.query("select distinct subject from dirty_subject where subject not in ('', 'targets') order by 1"));
        },
        { full: true },
      );
    await readAgain();
    house.local.lists.change('Deals', 2, { Value: '3' });
    await readAgain();
    expect(dirty).toEqual([[], [{ subject: 'D2' }]]);
  });
});

describe('a name that somebody else has too', () => {
  const companies = [
    ['C1', 'Acme'],
    ['C2', 'Globex'],
  ];
  const open = async () => {
    house = await openHouse([
      list('Companies', ['Ref', 'Name'], companies),
      list(
        'Deals',
        ['Ref', 'Company'],
        [
          ['D1', 'Acme'],
          ['D2', 'Globex'],
        ],
      ),
    ]);
    await house.connect({
      account,
      organization: { list: 'Companies', fields: { id: 'Ref', name: 'Name' } },
      opportunity: { list: 'Deals', fields: { id: 'Ref', organization: { column: 'Company', match: 'name' } } },
    });
    await house.sync();
  };
  const meant = async () => (await house.rows('opportunity', 'id, organization_id')).map((row) => row.organization_id);

  it('means neither of them, whichever came first, until it means one again', async () => {
    await open();
    const second = house.local.lists.add('Companies', { Ref: 'C3', Name: 'Acme' });
    await house.sync();
    expect(await meant()).toEqual([null, 'C2']);
    house.local.lists.change('Companies', second, { Name: 'Acme Labs' });
    await house.sync();
    expect(await meant()).toEqual(['C1', 'C2']);
  });

  it('is not taken from its company by a row that is refused, as its key is another’s', async () => {
    await open();
    house.local.lists.add('Companies', { Ref: 'C1', Name: 'Umbrella' });
    await house.sync();
    expect(await house.rows('organization', 'id, name')).toMatchObject([{ name: 'Acme' }, { name: 'Globex' }]);
    expect(await meant()).toEqual(['C1', 'C2']);
  });

  it('goes with the row that had it, where another of the same key takes its place under another name', async () => {
    await open();
    house.local.lists.remove('Companies', 1);
    house.local.lists.add('Companies', { Ref: 'C1', Name: 'Initech' });
    await house.sync();
    expect(await house.rows('organization', 'id, name')).toMatchObject([{ name: 'Initech' }, { name: 'Globex' }]);
    expect(await meant()).toEqual([null, 'C2']);
    house.local.lists.change('Deals', 1, { Company: 'Initech' });
    await house.sync();
    expect(await meant()).toEqual(['C1', 'C2']);
  });
});
