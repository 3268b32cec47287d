import { type Field, type FieldValue, model, type RecordType } from '../model/index.ts';
import { asSourceColumns } from '../sources/list/columns.ts';
import { columnFinder } from '../sources/mapping/columns.ts';
import { fieldParser } from '../sources/mapping/fieldParser.ts';
import { isEmptyCell, Unreadable } from '../sources/mapping/parse/cell.ts';
import type { FieldMapping, MappingEntry, SourceColumn, SourceRow } from '../sources/mapping/types.ts';
import { booleanCell, type CellForm, type Column, choiceCell, dateCell, moneyOf, numberCell } from './cellForm.ts';
import { NotWritableError } from './errors.ts';

export interface UnmapContext {
  /** The source's name, for messages. */
  source: string;
  columns: readonly Column[];
  cells: SourceRow['cells'];
  accountCurrency: string | null;
  timeZone: string | null;
  /** The name of a record that a reference means; null where it has none. */
  nameOf(type: RecordType, id: string): string | null;
}

/**
 * The mapping backwards: what the cells must hold so that a field reads as wished. Whoever writes it reads it back
 * through the mapping first, so that a form that would be understood otherwise is never written.
 * @throws NotWritableError naming the field and why
 */
export function unmap(entry: MappingEntry, wished: Readonly<Record<string, FieldValue>>, context: UnmapContext): Record<string, CellForm> {
  const written: Record<string, CellForm> = {};
  for (const [name, value] of Object.entries(wished)) Object.assign(written, unmapField(entry, name, value, context));
  return written;
}

function unmapField(entry: MappingEntry, name: string, value: FieldValue, context: UnmapContext): Record<string, CellForm> {
  const fields: Readonly<Record<string, Field>> = model[entry.recordType].fields;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const mapping = Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined;
  const refuse = (reason: string): never => {
    throw new NotWritableError(name, reason);
  };
  if (!field || !mapping) return refuse(`${context.source} keeps no ${field?.label.en ?? name}`);
  if (mapping.column === undefined) return refuse(`the mapping gives every row of ${context.source} the same ${field.label.en}`);
  const column = writable(mapping.column, context, refuse);
  if (value === null) return { [column.name]: null };
  if (mapping.values) {
    const word = wordFor(entry.recordType, name, mapping, value, context.cells[column.name]);
    if (word === 'several') return refuse(`several words of ${mapping.column} mean this`);
    if (word !== 'none') return { [column.name]: column.boolean ? word === 'true' : word };
    if (Object.hasOwn(mapping.values, '*')) return refuse(`no single word of ${mapping.column} means this`);
  }
  if (column.points) return { [column.name]: pointers(value, column.points.isSeveral, `${mapping.column}`, refuse) };
  if (field.kind === 'money') return moneyCells(value, column, mapping, context, refuse);
  return { [column.name]: cellOf(field, value, column, mapping, context, refuse) };
}

type Refuse = (reason: string) => never;
/** A column that points elsewhere holds what it points to: rows by their numbers, a person by the address. */
type Writable = Column & { points?: NonNullable<SourceColumn['lookup']> };

function pointers(value: FieldValue, isSeveral: boolean, name: string, refuse: Refuse): CellForm {
  const several = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  if (isSeveral) return several;
  return several.length > 1 ? refuse(`${name} takes one`) : (several[0] ?? null);
}

function writable(name: string, { source, columns }: UnmapContext, refuse: Refuse): Writable {
  const found = columnFinder(source, asSourceColumns(columns))(name);
  const column = columns.find((one) => found.name === one.name || (found.lookup && found.name === `${one.name}LookupId`)) as Column;
  if (column.readOnly || column.calculated) return refuse(`${name} is computed by the list itself`);
  if (found.lookup) {
    const isByItsOwn = found.lookup.gives === 'number' || (found.lookup.isPerson && !found.lookup.isSeveral);
    return isByItsOwn
      ? { ...column, name: found.name, points: found.lookup }
      : refuse(`${name} shows what another list or the directory says: choose it there`);
  }
  if (column.term) return refuse(`${name} takes terms of the term store: choose them there`);
  if (column.choice?.displayAs === 'checkBoxes') return refuse(`${name} takes several choices: choose them there`);
  return column;
}

/** The word that the mapping's `values` gives this meaning; the one that stands there already, where several do. */
function wordFor(type: RecordType, name: string, mapping: FieldMapping, value: FieldValue, current: unknown): string | 'several' | 'none' {
  const parse = fieldParser(type, name, { format: mapping.format, decimal: mapping.decimal });
  const words = Object.entries(mapping.values ?? {}).flatMap(([word, meaning]) => {
    if (word === '*' || isEmptyCell(meaning)) return [];
    const read = parse(meaning);
    return read instanceof Unreadable || JSON.stringify(read) !== JSON.stringify(value) ? [] : [word];
  });
  if (words.length > 1) return typeof current === 'string' && words.includes(current) ? current : 'several';
  return words[0] ?? 'none';
}

function moneyCells(
  value: FieldValue,
  column: Column,
  mapping: FieldMapping,
  context: UnmapContext,
  refuse: Refuse,
): Record<string, CellForm> {
  const { amount, currency } = moneyOf(value);
  const cell = { [column.name]: numberCell(amount, column, mapping) };
  if (mapping.currencyColumn !== undefined) {
    const other = writable(mapping.currencyColumn, context, refuse);
    return { ...cell, [other.name]: currency ?? context.accountCurrency };
  }
  const fixed = mapping.currency ?? context.accountCurrency;
  if (currency !== null && currency !== fixed) return refuse(`${context.source} keeps this amount in ${fixed ?? 'the account’s currency'}`);
  return cell;
}

function cellOf(field: Field, value: FieldValue, column: Column, mapping: FieldMapping, context: UnmapContext, refuse: Refuse): CellForm {
  switch (field.kind) {
    case 'date':
      return dateCell(String(value), column, mapping, context.timeZone);
    case 'number':
    case 'integer':
      return numberCell(String(value), column, mapping);
    case 'boolean':
      return booleanCell(value === true, column);
    case 'choice':
      return choiceCell(String(value), field, column) ?? refuse(`${mapping.column} has no single choice for it`);
    case 'reference':
    case 'references': {
      const ids = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
      const key = (id: string): string => {
        if (mapping.match !== 'name') return id;
        return context.nameOf(field.refersTo, id) ?? refuse(`${mapping.column} goes by name, and this record has none`);
      };
      return ids.length === 0 ? null : ids.map((id) => severable(key(id), field.kind, refuse)).join(';');
    }
    case 'texts':
    case 'countries':
      return (value as readonly string[]).map((text) => severable(text, field.kind, refuse)).join(';') || null;
    default:
      return String(value);
  }
}

/** Several values of one cell are told apart by ';'. */
const severable = (text: string, kind: Field['kind'], refuse: Refuse): string =>
  kind !== 'reference' && /[;；]/.test(text) ? refuse('one of its values holds a “;”, which separates them') : text;
