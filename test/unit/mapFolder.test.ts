import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ask, mapFolder } from '../../demo/map/folder.ts';
import type { Language } from '../../src/model/index.ts';

let folder: string;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'map-'));
  said = [];
  await writeFile(
    join(folder, 'deals.csv'),
    'deal_id,deal_name,customer,stage,amount,close_date,created\nD-1,Robots,Northwind AG,Won,100,01/03/2025,02/01/2025\nD-2,Tablets,Fabrikam,Lost,200,03/04/2025,02/02/2025\nD-3,Cloud,Litware,Proposal,300,,05/02/2025\n',
  );
  await writeFile(join(folder, 'customers.csv'), 'customer_id,customer_name,country\nC-1,Northwind AG,Germany\nC-2,"Fabrikam, Inc.",USA\n');
  await writeFile(join(folder, 'prices.csv'), 'sku,price\nA,1\nB,2\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const map = (options: { ask?: Ask | null; force?: boolean; language?: Language } = {}) =>
  mapFolder({
    folder,
    force: options.force ?? false,
    ask: options.ask ?? null,
    say: (line) => said.push(line),
    language: options.language ?? 'en',
    timeZone: 'Europe/Berlin',
  });
const written = async (name = 'mapping.json') => JSON.parse(await readFile(join(folder, name), 'utf8'));

describe('npm run map', () => {
  it('writes what is sure, and says what it leaves out', async () => {
    expect(await map()).toBe(join(folder, 'mapping.json'));
    const mapping = await written();
    expect(mapping.organization).toEqual({ list: 'customers', fields: { id: 'customer_id', name: 'customer_name', country: 'country' } });
    expect(mapping.opportunity.fields).toMatchObject({
      id: 'deal_id',
      organization: { column: 'customer', match: 'name' },
      amount: 'amount',
      stage: 'stage',
    });
    expect(mapping.opportunity.fields.closedOn).toBeUndefined();
    expect(mapping.account).toMatchObject({ timeZone: 'Europe/Berlin' });
    const text = said.join('\n');
    expect(text).toContain('prices.csv, 2 rows: none of the record types');
    expect(text).toContain('closedOn: left out; may be ‘close_date’ as ');
    expect(text).toContain('organization: 1 rows name a organization that is not there (Litware)');
    expect(text).toMatch(/no survey yet: \d+ of 33 KPIs wait for it/);
  });
  it('asks what only a person can say, once for all dates of a list', async () => {
    const asked: string[] = [];
    await map({
      ask: async (question, answers) => {
        asked.push(question);
        return Math.max(
          0,
          answers.findIndex((answer) => /dd\/MM\/yyyy|Net new|01-01/.test(answer)),
        );
      },
    });
    const { opportunity, account } = await written();
    expect(opportunity.fields).toMatchObject({
      closedOn: { format: 'dd/MM/yyyy' },
      createdOn: { format: 'dd/MM/yyyy' },
      type: { value: 'netNew' },
    });
    expect(account.fiscalYearStart).toBe('01-01');
    expect(asked.filter((question) => /createdOn|closedOn/.test(question))).toHaveLength(1);
  });
  it('never overwrites a mapping.json unasked', async () => {
    await writeFile(join(folder, 'mapping.json'), '{}');
    expect(await map()).toBe(join(folder, 'mapping.proposed.json'));
    expect(await readFile(join(folder, 'mapping.json'), 'utf8')).toBe('{}');
    expect(await map({ force: true })).toBe(join(folder, 'mapping.json'));
    expect((await written()).opportunity.list).toBe('deals');
  });
  it('writes nothing where no list is one of ours', async () => {
    await rm(join(folder, 'deals.csv'));
    await rm(join(folder, 'customers.csv'));
    expect(await map({ language: 'zh-CN' })).toBeNull();
    expect(await readdir(folder)).toEqual(['prices.csv']);
    expect(said.join('\n')).toContain('没有可写的内容');
  });
});
