import { afterEach, describe, expect, it } from '@jest/globals';
import { confirmDeletions, connectAccount, keepDeleted, unmatchedReferences } from '../../src/sync/index.ts';
import { accountId, type House, list, openHouse } from './sync.support.ts';

const account = { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01' };
const opportunity = {
  list: 'Pipeline',
  fields: {
    id: 'Deal Id',
    name: 'Deal',
    organization: { column: 'Customer', match: 'name' },
    status: { column: 'Stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
    amount: { column: 'Value', currency: 'USD' },
    closedOn: { column: 'Closed', format: 'MM/dd/yyyy' },
    owner: 'Seller',
    type: { value: 'netNew' },
  },
};
const organization = { list: 'Companies', fields: { id: 'Key', name: 'Company', country: 'Country', parent: 'Parent' } };
const columns = ['Deal Id', 'Deal', 'Customer', 'Stage', 'Value', 'Closed', 'Seller'];
const deals = [
  ['D1', 'Datacenter', 'Contoso Japan', 'Won', '$1,000.00 ', '03/01/2026', 'Megan'],
  ['D2', 'Cloud', 'CONTOSO GERMANY GmbH', 'Lost', '(50)', '03/02/2026', 'Megan'],
  ['D3', 'Support', null, 'Proposal', 'N/A', '', 'Lee'],
] as const;
const companies = list(
  'Companies',
  ['Key', 'Company', 'Country', 'Parent'],
  [
    ['C2', 'Contoso Japan', 'Japan', 'C1'],
    ['C1', 'Contoso', 'USA', null],
    ['C3', 'Contoso Germany', 'Deutschland', 'C1'],
  ],
);
const many = (count: number, from = 1) =>
  Array.from(
    { length: count },
    (_, index) => [`D${from + index}`, `Deal ${from + index}`, 'Contoso Japan', 'Open', `${index}`, null, 'Lee'] as const,
  );

let house: House;
afterEach(() => house.close());
const openWith = async (
  rows: readonly (readonly (string | null)[])[] = deals,
  mapping: unknown = { account, opportunity, organization },
  options = {},
) => {
  house = await openHouse([list('Pipeline', columns, rows), companies], options);
  await house.connect(mapping);
  return house.sync();
};
const source = async (id = 'pipeline') =>
  (
    await house.query<{ state: string; problem: { code: string; message: string } | null; rows_seen: number; cursor: string | null }>(
      `select * from source where id = '${id}'`,
    )
  )[0];

describe('the first sync of a list', () => {
  it('reads every row as the mapping says, and links each record to its row', async () => {
    const reports = await openWith();
    expect(reports.map(({ sourceId, state, written }) => ({ sourceId, state, written }))).toEqual([
      { sourceId: 'companies', state: 'fresh', written: 3 },
      { sourceId: 'pipeline', state: 'fresh', written: 3 },
    ]);
    expect(await house.rows('opportunity', 'id, status, amount, amount_currency, closed_on, organization_id, source_row_id')).toEqual([
      {
        id: 'D1',
        status: 'won',
        amount: '1000',
        amount_currency: 'USD',
        closed_on: '2026-03-01',
        organization_id: 'C2',
        source_row_id: '1',
      },
      {
        id: 'D2',
        status: 'lost',
        amount: '-50',
        amount_currency: 'USD',
        closed_on: '2026-03-02',
        organization_id: 'C3',
        source_row_id: '2',
      },
      { id: 'D3', status: 'open', amount: null, amount_currency: null, closed_on: null, organization_id: null, source_row_id: '3' },
    ]);
    expect((await house.rows('opportunity', 'source_url'))[0]?.source_url).toMatch(/^https?:\/\//);
    expect(await house.rows('organization', 'id, country, parent_id')).toEqual([
      { id: 'C1', country: 'US', parent_id: null },
      { id: 'C2', country: 'JP', parent_id: 'C1' },
      { id: 'C3', country: 'DE', parent_id: 'C1' },
    ]);
    expect(await source()).toMatchObject({ state: 'fresh', problem: null, rows_seen: 3 });
  });

  it('works through many pages', async () => {
    await openWith(many(45), undefined, { local: { pageSize: 10 } });
    expect(await house.rows('opportunity', 'id')).toHaveLength(45);
    expect(await source()).toMatchObject({ rows_seen: 45 });
  });

  it('keeps nothing of other customers', async () => {
    await openWith(deals, { account, opportunity: { ...opportunity, where: { column: 'Seller', equals: 'Lee' } } });
    expect(await house.rows('opportunity', 'id')).toEqual([{ id: 'D3' }]);
    expect(await source()).toMatchObject({ rows_seen: 1 });
    expect(await house.query("select * from person where name = 'Megan'")).toEqual([]);
  });

  it('quarantines what it cannot read, with the reason, and keeps the rest', async () => {
    await openWith([...deals, ['D4', 'Odd', null, 'Won', 'lots', '31/12/2026', 'Lee'], [null, 'No key', null, 'Won', '5', null, 'Lee']]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
    expect(await house.query('select row_id, record_id, reasons from quarantine order by row_id')).toEqual([
      {
        row_id: '4',
        record_id: 'D4',
        reasons: [
          { column: 'Value', field: 'amount', value: 'lots', expected: 'an amount such as 1234.50, with its currency or without' },
          { column: 'Closed', field: 'closedOn', value: '31/12/2026', expected: 'a day that the calendar has' },
        ],
      },
      { row_id: '5', record_id: null, reasons: [{ column: 'Deal Id', field: 'id', value: null, expected: 'a key: every row needs one' }] },
    ]);
  });

  it('says in one sentence that a column or list is missing', async () => {
    const reports = await openWith(deals, {
      account,
      opportunity: { ...opportunity, fields: { ...opportunity.fields, product: 'Selller' } },
      partner: { list: 'Partner', fields: { id: 'x' } },
    });
    expect(reports.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['failed', 'notFound'],
      ['failed', 'missingColumn'],
    ]);
    expect((await source())?.problem?.message).toMatch(/^Pipeline has no column "Selller"; did you mean "Seller"\?/);
    expect((await source('partner'))?.problem?.message).toMatch(/^the site has no list "Partner"/);
    expect(await house.query('select * from quarantine')).toEqual([]);
  });

  it('says which permission is missing', async () => {
    house = await openHouse([list('Pipeline', columns, deals), companies]);
    for (const permission of ['Sites.Selected', 'Sites.Read.All', 'Sites.ReadWrite.All']) house.local.withdraw(permission);
    await house.connect({ account, opportunity });
    const [report] = await house.sync();
    expect(report?.problem).toMatchObject({ code: 'forbidden' });
  });
});

describe('later syncs', () => {
  it('write nothing where nothing changed', async () => {
    await openWith();
    expect((await house.sync()).map(({ written, full }) => ({ written, full }))).toEqual([
      { written: 0, full: false },
      { written: 0, full: false },
    ]);
    expect(await house.versions('opportunity')).toBe(3);
  });

  it('write a new version of a row that was edited, and of no other', async () => {
    await openWith();
    house.local.lists.change('Pipeline', 3, { Stage: 'Won', Value: '1.234,56', Customer: 'contoso' });
    house.local.lists.add('Pipeline', { 'Deal Id': 'D9', Deal: 'New', Stage: 'Proposal' });
    const [, report] = await house.sync();
    expect(report).toMatchObject({ written: 2, full: false });
    expect(await house.rows('opportunity', 'id, status, amount, organization_id')).toEqual([
      { id: 'D1', status: 'won', amount: '1000', organization_id: 'C2' },
      { id: 'D2', status: 'lost', amount: '-50', organization_id: 'C3' },
      { id: 'D3', status: 'won', amount: '1234.56', organization_id: 'C1' },
      { id: 'D9', status: 'open', amount: null, organization_id: null },
    ]);
    expect(await house.versions('opportunity')).toBe(5);
    expect(await source()).toMatchObject({ rows_seen: 4 });
  });

  it('keep the last good version of a row that can no longer be read, and take it out of quarantine when it can', async () => {
    await openWith();
    house.local.lists.change('Pipeline', 1, { Value: 'a lot' });
    await house.sync();
    expect((await house.rows('opportunity', 'amount'))[0]).toEqual({ amount: '1000' });
    expect(await house.query('select row_id, record_id from quarantine')).toEqual([{ row_id: '1', record_id: 'D1' }]);
    house.local.lists.change('Pipeline', 1, { Value: '2000' });
    await house.sync();
    expect((await house.rows('opportunity', 'amount'))[0]).toEqual({ amount: '2000' });
    expect(await house.query('select * from quarantine')).toEqual([]);
  });

  it('delete what was deleted, and what is no longer ours', async () => {
    await openWith(deals, { account, opportunity: { ...opportunity, where: { column: 'Seller', in: ['Lee', 'Megan'] } } });
    house.local.lists.remove('Pipeline', 1);
    house.local.lists.change('Pipeline', 2, { Seller: 'Somebody else' });
    const [report] = await house.sync();
    expect(report).toMatchObject({ deleted: 2 });
    expect(await house.rows('opportunity', 'id')).toEqual([{ id: 'D3' }]);
    expect(await house.versions('opportunity')).toBe(3);
  });

  it('follow a row whose key was changed', async () => {
    await openWith();
    house.local.lists.change('Pipeline', 1, { 'Deal Id': 'D1b' });
    await house.sync();
    expect(await house.rows('opportunity', 'id')).toEqual([{ id: 'D1b' }, { id: 'D2' }, { id: 'D3' }]);
  });

  it('find no change in a list that was cleared and loaded anew', async () => {
    await openWith(many(30));
    const before = await house.rows('opportunity', 'id, known_from, amount');
    for (let item = 1; item <= 30; item += 1) house.local.lists.remove('Pipeline', item);
    for (const row of many(30))
      house.local.lists.add('Pipeline', Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
    const reports = await house.sync();
    expect(reports[1]).toMatchObject({ written: 0, deleted: 0, state: 'fresh' });
    expect(await house.rows('opportunity', 'id, known_from, amount')).toEqual(before);
    expect(await house.versions('opportunity')).toBe(30);
    expect((await house.rows('opportunity', 'source_row_id')).every((row) => Number(row.source_row_id) > 30)).toBe(true);
    expect(await house.query('select * from quarantine')).toEqual([]);
    expect(await house.query('select * from pending_claim')).toEqual([]);
  });

  it('let two rows exchange their keys', async () => {
    await openWith();
    house.local.lists.change('Pipeline', 1, { 'Deal Id': 'D2' });
    house.local.lists.change('Pipeline', 2, { 'Deal Id': 'D1' });
    await house.sync();
    expect(await house.rows('opportunity', 'id, name, source_row_id')).toEqual([
      { id: 'D1', name: 'Cloud', source_row_id: '2' },
      { id: 'D2', name: 'Datacenter', source_row_id: '1' },
      { id: 'D3', name: 'Support', source_row_id: '3' },
    ]);
    expect(await house.query('select * from quarantine')).toEqual([]);
  });

  it("quarantine a row that uses another row's key, until that one goes", async () => {
    await openWith([...deals, ['D1', 'Twin', null, 'Won', '7', null, 'Lee']]);
    expect(await house.query('select row_id, reasons from quarantine')).toEqual([
      {
        row_id: '4',
        reasons: [{ column: null, field: 'id', value: 'D1', expected: 'a key of its own: the id D1 is already used by row 1 of Pipeline' }],
      },
    ]);
    house.local.lists.remove('Pipeline', 1);
    await house.sync();
    await house.sync();
    expect(await house.rows('opportunity', 'id, name')).toContainEqual({ id: 'D1', name: 'Twin' });
    expect(await house.query('select * from quarantine')).toEqual([]);
  });

  it('ask before much is deleted, and do as they are told', async () => {
    await openWith(many(40));
    for (let item = 1; item <= 25; item += 1) house.local.lists.remove('Pipeline', item);
    expect((await house.sync())[1]).toMatchObject({
      state: 'asking',
      deleted: 0,
      problem: { message: '25 records are no longer in Pipeline: confirm that they shall go, or keep them' },
    });
    house.local.lists.change('Pipeline', 40, { Value: '77' });
    expect((await house.sync())[1]).toMatchObject({ state: 'asking', written: 1 });
    expect(await house.rows('opportunity', 'id')).toHaveLength(40);
    expect(await confirmDeletions(house.db, accountId, 'pipeline')).toBe(25);
    expect(await house.rows('opportunity', 'id')).toHaveLength(15);
    expect(await source()).toMatchObject({ state: 'fresh', problem: null });
  });

  it('may be told to keep what was deleted', async () => {
    await openWith(many(40));
    for (let item = 1; item <= 25; item += 1) house.local.lists.remove('Pipeline', item);
    await house.sync();
    await keepDeleted(house.db, accountId, 'pipeline');
    expect((await house.sync())[1]).toMatchObject({ state: 'fresh', deleted: 0 });
    expect(await house.rows('opportunity', 'id')).toHaveLength(40);
  });

  it('read everything on request and find what delta had missed', async () => {
    await openWith(many(30));
    await house.query("delete from opportunity where id = 'D5'");
    await house.query(
      "insert into opportunity (account_id, id, known_from, source_id, source_row_id) values ('contoso', 'ghost', '2026-01-01', 'pipeline', '999')",
    );
    expect((await house.sync())[1]).toMatchObject({ written: 0, deleted: 0 });
    expect((await house.sync({ full: true }))[1]).toMatchObject({ full: true, written: 1, deleted: 1, state: 'fresh' });
    expect(await house.rows('opportunity', 'id')).toHaveLength(30);
    expect(await source()).toMatchObject({ rows_seen: 30 });
  });
});

describe('references by name', () => {
  it('are found whatever order the lists come in, and whatever order their rows', async () => {
    await openWith(
      deals,
      {
        account,
        organization: { ...organization, fields: { ...organization.fields, parent: { column: 'Parent', match: 'name' } } },
        opportunity,
      },
      { local: { pageSize: 1 } },
    );
    expect(await house.rows('organization', 'id, parent_id')).toEqual([
      { id: 'C1', parent_id: null },
      { id: 'C2', parent_id: 'C1' },
      { id: 'C3', parent_id: 'C1' },
    ]);
  });

  it('that find nothing stay empty and are listed, until what they name arrives', async () => {
    await openWith([...deals, ['D4', 'Far', 'Contoso Chile', 'Won', '5', null, 'Lee']]);
    const unmatched = () => house.db.transaction([accountId], (tx) => unmatchedReferences(tx, accountId));
    expect(await unmatched()).toEqual([
      {
        ...{ sourceId: 'pipeline', recordType: 'opportunity', field: 'organization', refersTo: 'organization', match: 'name' },
        ...{ said: 'Contoso Chile', records: 1 },
      },
    ]);
    house.local.lists.add('Companies', { Key: 'C4', Company: 'Contoso Chile S.A.', Country: 'CL' });
    await house.sync();
    expect((await house.rows('opportunity', 'id, organization_id, owner_id, name')).at(-1)).toMatchObject({
      id: 'D4',
      organization_id: 'C4',
      name: 'Far',
    });
    expect((await house.rows('opportunity', 'owner_id')).every((row) => row.owner_id !== null)).toBe(true);
    expect(await unmatched()).toEqual([]);
  });

  it('are asked again when what they named is renamed, or goes', async () => {
    await openWith();
    house.local.lists.change('Companies', 1, { Company: 'Nippon Holdings' });
    await house.sync();
    expect((await house.rows('opportunity', 'id, organization_id'))[0]).toEqual({ id: 'D1', organization_id: null });
    house.local.lists.change('Companies', 2, { Company: 'Contoso Japan KK' });
    house.local.lists.remove('Companies', 3);
    await house.sync();
    expect(await house.rows('opportunity', 'id, organization_id')).toEqual([
      { id: 'D1', organization_id: 'C1' },
      { id: 'D2', organization_id: null },
      { id: 'D3', organization_id: null },
    ]);
  });
});

describe('connecting an account', () => {
  it('may be repeated, and changes only what the mapping changed', async () => {
    await openWith();
    const before = await source();
    await house.connect({ account, opportunity, organization });
    expect(await source()).toEqual(before);
    await house.connect({
      account: { ...account, currency: 'EUR' },
      opportunity: { ...opportunity, fields: { ...opportunity.fields, product: 'Deal' } },
    });
    expect(await house.rows('account', 'currency')).toEqual([{ currency: 'EUR' }]);
    expect(await house.rows('organization', 'id')).toEqual([]);
    expect(await house.sync()).toMatchObject([{ sourceId: 'pipeline', full: true, written: 3 }]);
    expect((await house.rows('opportunity', 'id, product'))[0]).toEqual({ id: 'D1', product: 'Datacenter' });
  });

  it('reads one list for several record types', async () => {
    await openWith(deals, {
      account,
      opportunity: { list: 'Pipeline', fields: { id: 'Deal Id', name: 'Deal' } },
      organization: { list: 'Pipeline', where: { column: 'Stage', equals: 'Won' }, fields: { id: 'Customer', name: 'Customer' } },
    });
    expect(await house.rows('organization', 'id')).toEqual([{ id: 'Contoso Japan' }]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
    house.local.lists.change('Pipeline', 1, { Stage: 'Lost' });
    await house.sync();
    expect(await house.rows('organization', 'id')).toEqual([]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
  });

  it('refuses a second account with the same name in addresses', async () => {
    await openWith();
    const { readMapping } = await import('../../src/sources/mapping/schema.ts');
    await expect(
      connectAccount(house.db, {
        accountId: 'other',
        slug: accountId,
        mapping: readMapping({}),
        site: { siteId: 'x' },
        at: new Date().toISOString(),
      }),
    ).rejects.toThrow(/unique|duplicate/);
  });
});
