import { type FieldValue, fieldsOf, type RecordInput, type RecordType } from '../../model/index.ts';
import { columnFinder, mappedColumns } from './columns.ts';
import { type FieldParser, fieldParser } from './fieldParser.ts';
import { type Cell, cellText, isEmptyCell, normalizeWord, storable, Unreadable } from './parse/cell.ts';
import { parseCurrency } from './parse/currency.ts';
import { scaled } from './parse/scaled.ts';
import { parseKey } from './parse/text.ts';
import type { FieldMapping, MappedRow, MappingEntry, Reason, SourceColumn, SourceRow } from './types.ts';

export interface CompileContext {
  /** The source's name, for messages. */
  source: string;
  columns: readonly SourceColumn[];
  accountCurrency: string | null;
  timeZone: string | null;
}
/** A field that names other records: resolved after mapping, when it is known which records there are. */
export interface ReferenceField {
  field: string;
  refersTo: RecordType;
  match: 'name' | 'id';
  many: boolean;
}
export interface CompiledEntry {
  recordType: RecordType;
  /** The columns to ask the source for, by their own names. */
  columns: readonly SourceColumn[];
  /** The columns that the id is made of, by their own names; null where it is not made of columns. */
  key: readonly string[] | null;
  references: readonly ReferenceField[];
  mapRow(row: SourceRow): MappedRow;
}

type Cells = SourceRow['cells'];
type Reader = (cells: Cells) => FieldValue | Unreadable;

const longestShown = 200;
const shown = (cell: Cell): string | null => {
  if (cell === null || cell === undefined) return null;
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return storable(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
};
const keyExpected = new Unreadable('a key: every row needs one');

/** What stands for a cell by the mapping's `values`: exact, else by word, else '*'. A cell that none names stays as it is. */
function replacer(values: NonNullable<FieldMapping['values']>): (cell: Cell) => Cell {
  const exact = new Map(Object.entries(values));
  const words = new Map(Object.entries(values).map(([key, value]) => [normalizeWord(key), value]));
  const hasOther = exact.has('*');
  return (cell) => {
    const text = cell === null || cell === undefined ? '' : cellText(cell);
    // A cell that is no text, such as an error in a workbook: '*' does not speak of it.
    if (text === null) return cell;
    if (exact.has(text)) return exact.get(text);
    const word = normalizeWord(text);
    if (words.has(word)) return words.get(word);
    return hasOther ? exact.get('*') : cell;
  };
}

/** Gives an answer to the contacts that come without: 'C-1' → 'C-1:confirmed'. */
const answering =
  (answer: string | undefined, parse: FieldParser): FieldParser =>
  (cell, currency) => {
    const read = parse(cell, currency);
    return answer === undefined || !Array.isArray(read) ? read : read.map((one: string) => (one.includes(':') ? one : `${one}:${answer}`));
  };

function fieldReader(
  entry: MappingEntry,
  name: string,
  field: FieldMapping,
  columns: ReadonlyMap<string, SourceColumn>,
  context: CompileContext,
): Reader {
  const column = field.column === undefined ? undefined : columns.get(field.column);
  const options = { format: field.format, decimal: field.decimal, column: column?.kind, timeZone: context.timeZone ?? undefined };
  const parser = fieldParser(entry.recordType, name, { ...options, accountCurrency: context.accountCurrency });
  const parse = answering(field.answer, scaled(field.times, parser));
  const currency = field.currency === undefined ? null : (parseCurrency(field.currency) as string);
  if (!column) {
    const constant = isEmptyCell(field.value) ? null : parse(field.value, currency);
    return () => constant;
  }
  const key = column.name;
  const currencyKey = field.currencyColumn === undefined ? null : (columns.get(field.currencyColumn)?.name ?? null);
  const replace = field.values ? replacer(field.values) : null;
  return (cells) => {
    let cell = cells[key];
    if (isEmptyCell(cell) && !(field.values && typeof cell === 'string' && Object.hasOwn(field.values, cell))) return null;
    if (replace) {
      cell = replace(cell);
      if (isEmptyCell(cell)) return null;
    }
    if (currencyKey === null || isEmptyCell(cells[currencyKey])) return parse(cell, currency);
    const stated = parseCurrency(cells[currencyKey]);
    return stated instanceof Unreadable ? stated : parse(cell, stated);
  };
}

function keyOf({ column, columns: several }: FieldMapping, columns: ReadonlyMap<string, SourceColumn>): readonly string[] | null {
  const names = several ?? (column === undefined ? null : [column]);
  return names?.map((name) => (columns.get(name) as SourceColumn).name) ?? null;
}

function idReader(field: FieldMapping, columns: ReadonlyMap<string, SourceColumn>): (row: SourceRow) => string | Unreadable {
  if (field.row) return (row) => row.id;
  if (field.value !== undefined) return () => String(field.value);
  const keys = (field.columns ?? [field.column as string]).map((name) => (columns.get(name) as SourceColumn).name);
  return (row) => {
    const parts: string[] = [];
    for (const key of keys) {
      const cell = row.cells[key];
      const part = isEmptyCell(cell) ? null : parseKey(cell);
      if (part === null) return keyExpected;
      if (part instanceof Unreadable) return part;
      parts.push(part);
    }
    return parts.length === 1 ? (parts[0] as string) : parts.join(':');
  };
}

const comparable = (value: unknown): string => (cellText(value as Cell) ?? '').normalize('NFKC').trim().toLowerCase();

function whereHolds(where: MappingEntry['where'], columns: ReadonlyMap<string, SourceColumn>): (cells: Cells) => boolean {
  if (!where) return () => true;
  const key = (columns.get(where.column) as SourceColumn).name;
  const allowed = new Set((where.in ?? [where.equals]).map(comparable));
  return (cells) => allowed.has(comparable(cells[key]));
}

/**
 * Turns an entry into one function, once; mapping a row then costs microseconds.
 * @throws MissingColumnError where the source lacks a column that the mapping names
 */
export function compileEntry(entry: MappingEntry, context: CompileContext): CompiledEntry {
  const columns = mappedColumns(entry, columnFinder(context.source, context.columns));
  const isOurs = whereHolds(entry.where, columns);
  const readId = idReader(entry.fields.id as FieldMapping, columns);
  const mapped = fieldsOf(entry.recordType).filter(([name]) => entry.fields[name]);
  const readers = mapped.map(([name]) => {
    const field = entry.fields[name] as FieldMapping;
    return {
      name,
      column: field.column ?? null,
      key: field.column ? (columns.get(field.column)?.name ?? '') : '',
      read: fieldReader(entry, name, field, columns, context),
    };
  });
  const names = [...columns];

  const quarantined = (
    row: SourceRow,
    id: string | Unreadable,
    failed: { name: string; column: string | null; key: string; problem: Unreadable }[],
  ): MappedRow => {
    const reasons: Reason[] = failed.map(({ name, column, key, problem }) => ({
      column,
      field: name,
      value: shown(row.cells[key]),
      expected: problem.expected,
    }));
    if (id instanceof Unreadable) {
      const field = entry.fields.id as FieldMapping;
      const column = field.column ?? field.columns?.join(', ') ?? null;
      const key = field.column ? (columns.get(field.column)?.name ?? '') : '';
      reasons.unshift({ column, field: 'id', value: shown(row.cells[key]), expected: id.expected });
    }
    const cells = Object.fromEntries(names.map(([name, column]) => [name, shown(row.cells[column.name])]));
    return { quarantine: { recordId: id instanceof Unreadable ? null : id, reasons, cells } };
  };

  return {
    recordType: entry.recordType,
    columns: [...new Set(columns.values())],
    key: keyOf(entry.fields.id as FieldMapping, columns),
    references: mapped.flatMap(([field, declared]) =>
      declared.kind === 'reference' || declared.kind === 'references'
        ? [{ field, refersTo: declared.refersTo, match: entry.fields[field]?.match ?? 'id', many: declared.kind === 'references' }]
        : [],
    ),
    mapRow(row) {
      if (!isOurs(row.cells)) return { notOurs: true };
      const id = readId(row);
      const fields: Record<string, FieldValue> = {};
      let failed: { name: string; column: string | null; key: string; problem: Unreadable }[] | null = null;
      for (const reader of readers) {
        const value = reader.read(row.cells);
        if (value instanceof Unreadable) {
          failed ??= [];
          failed.push({ name: reader.name, column: reader.column, key: reader.key, problem: value });
        } else if (value !== null) fields[reader.name] = value;
      }
      if (failed || id instanceof Unreadable) return quarantined(row, id, failed ?? []);
      const record: RecordInput = {
        id,
        fields,
        sourceRowId: row.id,
        sourceUrl: row.url,
        modifiedAt: row.modifiedAt,
        modifiedBy: row.modifiedBy,
      };
      return { record };
    },
  };
}
