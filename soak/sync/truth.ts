import type { Item } from './lists.ts';
import type { Cells, ListName } from './world.ts';

/** What the store must hold of one row: written from the mapping's meaning, and not with the product's own code. */
export interface Expected {
  type: 'organization' | 'opportunity' | 'agreement';
  id: string;
  source: string;
  row: string;
  fields: Readonly<Record<string, string | null>>;
}
export interface Truth {
  records: Expected[];
  /** 'source row' of those that cannot be understood. */
  bad: string[];
}

const isAmount = (cell: string | undefined) => cell === undefined || cell === '' || /^\d+(\.\d+)?$/.test(cell);
const isDay = (cell: string | undefined) => cell === undefined || cell === '' || /^\d{4}-\d\d-\d\d(T00:00:00Z)?$/.test(cell);
const isCountry = (cell: string | undefined) => cell === undefined || cell === '' || /^[A-Z]{2}$/.test(cell);
const dayOf = (cell: string | undefined) => (cell ? cell.slice(0, 10) : null);
const statusOf = (stage: string | undefined) => (stage === 'Won' ? 'won' : stage === 'Lost' ? 'lost' : stage ? 'open' : null);
const numberOf = (cell: string | undefined) => (cell ? String(Number(cell)) : null);

export function isReadable(list: ListName, cells: Cells): boolean {
  if (list === 'Companies') return Boolean(cells.Key) && isCountry(cells.Country);
  if (list === 'Contracts') return Boolean(cells.Number) && isAmount(cells.Worth) && isDay(cells.Begins) && isDay(cells.Ends);
  return Boolean(cells.Ref) && isAmount(cells.Value) && isDay(cells.Closed);
}
export const isOurs = (list: ListName, cells: Cells): boolean => list !== 'Central' || cells.Region === 'Global';

/** @param lists what the local Graph holds; no key stands there twice */
export function truthOf(lists: Readonly<Record<ListName, readonly Item[]>>): Truth {
  const truth: Truth = { records: [], bad: [] };
  const rows = (list: ListName) =>
    lists[list].filter(({ id, cells }) => {
      if (!isOurs(list, cells)) return false;
      const isGood = isReadable(list, cells);
      if (!isGood) truth.bad.push(`${list.toLowerCase()} ${id}`);
      return isGood;
    });
  const named = new Map<string, string[]>();
  const companies = rows('Companies');
  for (const { cells } of companies) named.set(cells.Name ?? '', [...(named.get(cells.Name ?? '') ?? []), cells.Key ?? '']);
  const keys = new Set(companies.map(({ cells }) => cells.Key));
  for (const { id, cells } of companies)
    truth.records.push({
      ...{ type: 'organization', id: cells.Key ?? '', source: 'companies', row: id },
      fields: { name: cells.Name ?? null, country: cells.Country ?? null },
    });
  for (const { id, cells } of rows('Contracts'))
    truth.records.push({
      ...{ type: 'agreement', id: cells.Number ?? '', source: 'contracts', row: id },
      fields: {
        organization_id: keys.has(cells.Customer ?? '') ? (cells.Customer ?? null) : null,
        program: cells.Programme ?? null,
        starts_on: dayOf(cells.Begins),
        ends_on: dayOf(cells.Ends),
        annual_value: numberOf(cells.Worth),
      },
    });
  const deal = (cells: Cells) => ({
    ...{ name: cells.Deal ?? null, status: statusOf(cells.Stage) },
    ...{ amount: numberOf(cells.Value), closed_on: dayOf(cells.Closed) },
  });
  for (const { id, cells } of rows('Pipeline')) {
    const holders = named.get(cells.Company ?? '') ?? [];
    truth.records.push({
      ...{ type: 'opportunity', id: cells.Ref ?? '', source: 'pipeline', row: id },
      fields: {
        ...deal(cells),
        ...{ organization_id: holders.length === 1 ? (holders[0] ?? null) : null, owner: cells.Owner ?? null, type: 'netNew' },
      },
    });
  }
  for (const { id, cells } of rows('Central'))
    truth.records.push({
      ...{ type: 'opportunity', id: cells.Ref ?? '', source: 'central', row: id },
      fields: { ...deal(cells), organization_id: null, owner: null, type: 'expansion' },
    });
  return truth;
}
