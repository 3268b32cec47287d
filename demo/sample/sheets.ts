import { type Field, model, type RecordType } from '../../src/model/index.ts';
import type { CellSeed, ColumnSeed, ListSeed } from '../tenant.ts';
import type { EntryMapping, FieldMapping } from './mapping.ts';
import type { SampleRecord, Value } from './story.ts';

/** How the team keeps one record type: the list and its headers. The list and the mapping both follow from this. */
export interface Sheet {
  type: RecordType;
  list: string;
  id: string;
  /** The header over each field; a field that is not named is not kept. Amounts have a second column for their currency. */
  headers: Readonly<Record<string, string>>;
  /** References that are kept by the name and not by the number. */
  byName?: readonly string[];
  where?: { column: string; equals: string };
}

const columnTypes: Partial<Record<Field['kind'], ColumnSeed['type']>> = {
  date: 'date',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  money: 'number',
  note: 'note',
};
const fieldsOf = (sheet: Sheet): [string, Field, string][] =>
  Object.entries(sheet.headers).map(([name, header]) => {
    const field = model[sheet.type].fields[name];
    if (!field) throw new Error(`${sheet.type} has no field ${name}`);
    return [name, field, header];
  });
const currencyHeader = (sheet: Sheet, header: string): string =>
  fieldsOf(sheet).filter(([, field]) => field.kind === 'money').length === 1 ? 'Currency' : `${header} currency`;

function columnsOf(sheet: Sheet): ColumnSeed[] {
  const columns: ColumnSeed[] = [{ displayName: sheet.id, type: 'text' }];
  if (sheet.where) columns.push({ displayName: sheet.where.column, type: 'text' });
  for (const [, field, displayName] of fieldsOf(sheet)) {
    columns.push(
      field.kind === 'choice'
        ? { displayName, type: 'choice', choices: Object.values(field.choices).map((choice) => choice.en) }
        : { displayName, type: columnTypes[field.kind] ?? 'text' },
    );
    if (field.kind === 'money') columns.push({ displayName: currencyHeader(sheet, displayName), type: 'text' });
  }
  return columns;
}

function cellsOf(sheet: Sheet, record: SampleRecord): Record<string, CellSeed> {
  const cells: Record<string, CellSeed> = { [sheet.id]: record.id };
  if (sheet.where) cells[sheet.where.column] = sheet.where.equals;
  for (const [name, field, header] of fieldsOf(sheet)) {
    const value = record[name];
    if (value === null || value === undefined || value === '') continue;
    if (typeof value === 'object' && 'amount' in value) cells[currencyHeader(sheet, header)] = value.currency;
    const cell = cellOf(field, value);
    if (cell !== '') cells[header] = cell;
  }
  return cells;
}

function cellOf(field: Field, value: Value): CellSeed {
  if (typeof value === 'object') return 'amount' in value ? value.amount : value.join(';');
  if (field.kind === 'choice') return field.choices[String(value)]?.en ?? String(value);
  return value;
}

/** `odd` are rows as people also write them: by header, not by field. */
export const listOf = (
  sheet: Sheet,
  records: readonly SampleRecord[],
  odd: readonly Readonly<Record<string, CellSeed>>[] = [],
): ListSeed => ({
  displayName: sheet.list,
  columns: columnsOf(sheet),
  rows: [...records.map((record) => cellsOf(sheet, record)), ...odd],
});

export function entryOf(sheet: Sheet): EntryMapping {
  const fields: Record<string, FieldMapping> = { id: sheet.id };
  for (const [name, field, column] of fieldsOf(sheet)) {
    if (field.kind === 'money') fields[name] = { column, currencyColumn: currencyHeader(sheet, column) };
    else if (field.kind === 'choice') fields[name] = choiceOf(field.choices, column);
    else fields[name] = sheet.byName?.includes(name) ? { column, match: 'name' } : column;
  }
  return { list: sheet.list, ...(sheet.where ? { where: sheet.where } : {}), fields };
}

/** A word that is not the field's own has to be said. */
function choiceOf(choices: Readonly<Record<string, { en: string }>>, column: string): FieldMapping {
  const values = Object.fromEntries(Object.entries(choices).flatMap(([key, label]) => (label.en === key ? [] : [[label.en, key]])));
  return Object.keys(values).length === 0 ? column : { column, values };
}
