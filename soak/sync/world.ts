import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Draws of one seed. */
export interface Dice {
  draw(): number;
  below(limit: number): number;
  oneOf<T>(values: readonly T[]): T;
}
export const diceOf = (draw: () => number): Dice => ({
  draw,
  below: (limit) => Math.floor(draw() * limit),
  oneOf: (values) => values[Math.floor(draw() * values.length)] as never,
});

export type Cells = Record<string, string>;
export type ListName = 'Companies' | 'Pipeline' | 'Contracts' | 'Central';
export const listNames: readonly ListName[] = ['Companies', 'Pipeline', 'Contracts', 'Central'];

export const columnsOf: Readonly<Record<ListName, readonly string[]>> = {
  Companies: ['Key', 'Name', 'Country'],
  Pipeline: ['Ref', 'Deal', 'Company', 'Stage', 'Value', 'Closed', 'Owner'],
  Contracts: ['Number', 'Customer', 'Programme', 'Begins', 'Ends', 'Worth'],
  Central: ['Ref', 'Region', 'Deal', 'Stage', 'Value', 'Closed'],
};
export const keyColumn: Readonly<Record<ListName, string>> = { Companies: 'Key', Pipeline: 'Ref', Contracts: 'Number', Central: 'Ref' };

const stages = { column: 'Stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } };
export const mapping = {
  account: { name: 'Soak', currency: 'USD', fiscalYearStart: '07-01', timeZone: 'UTC' },
  organization: { list: 'Companies', fields: { id: 'Key', name: 'Name', country: 'Country' } },
  agreement: {
    list: 'Contracts',
    fields: { id: 'Number', organization: 'Customer', program: 'Programme', startsOn: 'Begins', endsOn: 'Ends', annualValue: 'Worth' },
  },
  opportunity: [
    {
      list: 'Pipeline',
      fields: {
        id: 'Ref',
        name: 'Deal',
        organization: { column: 'Company', match: 'name' },
        status: stages,
        amount: 'Value',
        closedOn: 'Closed',
        owner: 'Owner',
        type: { value: 'netNew' },
      },
    },
    {
      // Sales operations keep one list for all customers: only these rows are ours.
      list: 'Central',
      where: { column: 'Region', equals: 'Global' },
      fields: { id: 'Ref', name: 'Deal', status: stages, amount: 'Value', closedOn: 'Closed', type: { value: 'expansion' } },
    },
  ],
};

export const countries = ['DE', 'JP', 'US', 'BR', 'FR'];
export const badValue = 'lots';
const sizes: Readonly<Record<ListName, number>> = { Companies: 60, Pipeline: 500, Contracts: 120, Central: 160 };

export const day = (dice: Dice): string => new Date(Date.UTC(2026, 6, 1) + dice.below(360) * 86_400_000).toISOString().slice(0, 10);
export const amount = (dice: Dice): string => `${dice.below(90_000)}.${dice.below(90) + 10}`;

/** A row that can be understood. `key` is new to its list. */
export function newRow(list: ListName, key: string, dice: Dice, companies: readonly Cells[]): Cells {
  const company = companies.length > 0 ? dice.oneOf(companies) : null;
  switch (list) {
    case 'Companies':
      return { Key: key, Name: `Company ${key}`, Country: dice.oneOf(countries) };
    case 'Pipeline':
      return {
        ...{ Ref: key, Deal: `Deal ${key}`, Company: company?.Name ?? 'Nobody', Stage: dice.oneOf(['Won', 'Lost', 'Open']) },
        ...{ Value: amount(dice), Closed: day(dice), Owner: `owner${dice.below(9)}@contoso.example` },
      };
    case 'Contracts':
      return {
        ...{ Number: key, Customer: company?.Key ?? 'none', Programme: dice.oneOf(['EA', 'CSP', 'MPSA']) },
        ...{ Begins: '2025-01-01', Ends: day(dice), Worth: amount(dice) },
      };
    case 'Central':
      return {
        ...{ Ref: key, Region: dice.oneOf(['Global', 'Global', 'North', 'South']), Deal: `Central ${key}` },
        ...{ Stage: dice.oneOf(['Won', 'Lost', 'Open']), Value: amount(dice), Closed: day(dice) },
      };
  }
}

/** The column of each list that can be spoilt: what it then holds is no amount, or no country. */
export const spoilt: Readonly<Record<ListName, string>> = { Companies: 'Country', Pipeline: 'Value', Contracts: 'Worth', Central: 'Value' };

/** Writes the folder that both the local Graph and the server are started with. A bad row in each list makes every column one of text. */
export function writeWorld(folder: string, dice: Dice): void {
  mkdirSync(folder, { recursive: true });
  const companies: Cells[] = [];
  for (const list of listNames) {
    const rows = Array.from({ length: sizes[list] }, (_, index) => newRow(list, `${list.slice(0, 2)}${index + 1}`, dice, companies));
    if (list === 'Companies') companies.push(...rows);
    for (const index of [3, 17]) if (rows[index]) rows[index][spoilt[list]] = badValue;
    if (list === 'Pipeline') for (const index of [5, 9]) if (rows[index]) rows[index].Closed = 'soon';
    if (list === 'Contracts') for (const column of ['Begins', 'Ends']) if (rows[3]) rows[3][column] = 'soon';
    if (list === 'Central') for (const column of ['Closed']) if (rows[3]) rows[3][column] = 'soon';
    const columns = columnsOf[list];
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
    writeFileSync(join(folder, `${list}.csv`), `${lines.map((line) => line.join(',')).join('\n')}\n`);
  }
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify(mapping, null, 2));
}
