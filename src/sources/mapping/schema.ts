import * as z from 'zod';
import { model, type RecordType, recordTypes } from '../../model/index.ts';
import { readAccountSettings } from './accountSettings.ts';
import { MappingError } from './errors.ts';
import { fieldParser } from './fieldParser.ts';
import { nearest } from './nearest.ts';
import { checkOrigins, originShape, readOrigin } from './origin.ts';
import { ownKindShape, readOwnKind } from './ownKinds.ts';
import { isEmptyCell, Unreadable } from './parse/cell.ts';
import { dateFormat } from './parse/dateFormat.ts';
import type { ConstantValue, FieldMapping, Mapping, MappingEntry } from './types.ts';

const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const columnName = z.string().trim().min(1, 'expected the name of a column');
const fieldObject = z.strictObject({
  column: columnName.optional(),
  columns: z.array(columnName).min(1).optional(),
  row: z.literal(true).optional(),
  format: z.string().optional(),
  decimal: z.enum([',', '.']).optional(),
  times: z.int().min(2).max(1_000_000_000).optional(),
  values: z.record(z.string(), constant).optional(),
  currency: z.string().optional(),
  currencyColumn: columnName.optional(),
  match: z.enum(['name', 'id']).optional(),
  answer: z.enum(['accepted', 'declined', 'tentative', 'none', 'confirmed']).optional(),
  value: constant.optional(),
});
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const entryObject = z.strictObject({
  ...originShape,
  ...ownKindShape,
  where: z.strictObject({ column: columnName, equals: scalar.optional(), in: z.array(scalar).min(1).optional() }).optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
});

const suggest = (asked: string, known: readonly string[]): string => {
  const name = nearest(asked, known);
  return name ? `; did you mean ${name}?` : '';
};
const listed = (names: readonly string[]): string => names.join(', ');

/** Checks one part by its schema; the first problem becomes a MappingError with the path that people read. */
function check<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const place = [path, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys' && schema instanceof z.ZodObject) {
    const known = Object.keys(schema.shape);
    const unknown = issue.keys[0] as string;
    throw new MappingError(`${place}.${unknown}`, `there is no such setting here${suggest(unknown, known)} (known: ${listed(known)})`);
  }
  throw new MappingError(place, issue.message.replace(/^Invalid input: /, ''));
}

function readField(type: RecordType, name: string, value: unknown, path: string): FieldMapping {
  if (typeof value === 'string') return check(z.object({ column: columnName }), { column: value }, path);
  const mapping = check(fieldObject, value, path) as FieldMapping;
  const isId = name === 'id';
  if (!isId && (mapping.columns || mapping.row)) throw new MappingError(path, 'only id can be made of several columns or of the row');
  const origins = [mapping.column, mapping.columns, mapping.row, mapping.value].filter((origin) => origin !== undefined);
  if (origins.length !== 1) {
    throw new MappingError(path, `expected one of "column"${isId ? ', "columns", "row"' : ''} and "value"`);
  }
  if (mapping.format !== undefined && !dateFormat(mapping.format)) {
    throw new MappingError(`${path}.format`, `expected a format of year, month and day, such as dd/MM/yyyy, got ${mapping.format}`);
  }
  const field = isId ? null : model[type].fields[name];
  const isMoney = field?.kind === 'money';
  for (const key of ['currency', 'currencyColumn'] as const) {
    if (mapping[key] !== undefined && !isMoney) throw new MappingError(`${path}.${key}`, 'only an amount has a currency');
  }
  if (mapping.format !== undefined && field?.kind !== 'date') throw new MappingError(`${path}.format`, 'only a date has a format');
  if (mapping.times !== undefined && !isMoney && field?.kind !== 'number') {
    throw new MappingError(`${path}.times`, 'only an amount or a number stands for several');
  }
  if (mapping.match !== undefined && field?.kind !== 'reference' && field?.kind !== 'references') {
    throw new MappingError(`${path}.match`, 'only a reference to another record is matched');
  }
  if (mapping.answer !== undefined && !(type === 'meeting' && name === 'contacts')) {
    throw new MappingError(`${path}.answer`, 'only the contacts of a meeting answer');
  }
  checkConstants(type, name, mapping, path);
  return mapping;
}

/** Constants must be readable as the field: found out now, not row by row. */
function checkConstants(type: RecordType, name: string, mapping: FieldMapping, path: string): void {
  if (mapping.currency !== undefined) {
    const currency = fieldParser('rate', 'currency', {})(mapping.currency);
    if (currency instanceof Unreadable)
      throw new MappingError(`${path}.currency`, `expected ${currency.expected}, got ${mapping.currency}`);
  }
  if (name === 'id') return;
  const parse = fieldParser(type, name, { format: mapping.format, decimal: mapping.decimal });
  const constants: [string, ConstantValue][] = Object.entries(mapping.values ?? {}).map(([key, value]) => [`${path}.values.${key}`, value]);
  if (mapping.value !== undefined) constants.push([`${path}.value`, mapping.value]);
  for (const [place, value] of constants) {
    if (isEmptyCell(value)) continue;
    const read = parse(value);
    if (read instanceof Unreadable) throw new MappingError(place, `expected ${read.expected}, got ${JSON.stringify(value)}`);
  }
}

function readEntry(type: RecordType, value: unknown, path: string): MappingEntry {
  const entry = check(entryObject, value, path);
  const known = ['id', ...Object.keys(model[type].fields)];
  const fields: Record<string, FieldMapping> = {};
  const own = readOwnKind(type, entry, path);
  if (!own && !entry.fields) throw new MappingError(`${path}.fields`, 'expected which column gives which field');
  for (const [name, field] of Object.entries({ ...own?.fields, ...entry.fields })) {
    if (!known.includes(name))
      throw new MappingError(`${path}.fields.${name}`, `${type} has no such field${suggest(name, known)} (known: ${listed(known)})`);
    fields[name] = readField(type, name, field, `${path}.fields.${name}`);
  }
  if (!fields.id)
    throw new MappingError(`${path}.fields.id`, 'expected the column that holds the id (or {"row": true} where the list has no key)');
  if (entry.where && (entry.where.equals === undefined) === (entry.where.in === undefined)) {
    throw new MappingError(`${path}.where`, 'expected either "equals" or "in"');
  }
  return {
    recordType: type,
    ...(own ?? readOrigin(entry, path)),
    fields,
    ...(entry.where ? { where: entry.where as NonNullable<MappingEntry['where']> } : {}),
  };
}

/**
 * Checks a mapping.json (DESIGN's format: an entry, or a list of entries, per record type, and the account's settings).
 * @throws MappingError at the first thing that cannot be used.
 */
export function readMapping(json: unknown): Mapping {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new MappingError('mapping.json', 'expected an object with an entry per record type');
  const entries: MappingEntry[] = [];
  for (const [type, value] of Object.entries(json)) {
    if (type === 'account' || type === '$schema') continue;
    if (!recordTypes.includes(type as RecordType)) {
      throw new MappingError(type, `there is no such record type${suggest(type, recordTypes)} (known: ${listed(recordTypes)})`);
    }
    const several = Array.isArray(value);
    for (const [index, entry] of (several ? value : [value]).entries())
      entries.push(readEntry(type as RecordType, entry, several ? `${type}[${index}]` : type));
  }
  checkOrigins(entries);
  return { account: readAccountSettings((json as Record<string, unknown>).account ?? {}), entries };
}
