import { type FieldValue, model, type RecordType } from '../../model/index.ts';
import { parseBoolean } from './parse/boolean.ts';
import type { Cell, Unreadable } from './parse/cell.ts';
import { choiceParser } from './parse/choice.ts';
import { parseCountries, parseCountry } from './parse/country.ts';
import { parseCurrency } from './parse/currency.ts';
import { dateParser } from './parse/date.ts';
import { parseFiscalYear, parsePeriod } from './parse/fiscalYear.ts';
import { moneyParser } from './parse/money.ts';
import { integerParser, numberParser } from './parse/number.ts';
import { parseKey, parseKeys, parseText, parseTexts } from './parse/text.ts';
import type { SourceColumn } from './types.ts';

export interface ParserOptions {
  format?: string | undefined;
  decimal?: ',' | '.' | undefined;
  column?: SourceColumn['kind'] | undefined;
  timeZone?: string | undefined;
  accountCurrency?: string | null | undefined;
}
/** `currency` is what the mapping or another column says; only amounts look at it. */
export type FieldParser = (cell: Cell, currency?: string | null) => FieldValue | Unreadable;

/** Fields whose notation their kind does not tell. */
const special: Readonly<Record<string, FieldParser>> = {
  'rate.fiscalYear': parseFiscalYear,
  'planItem.fiscalYear': parseFiscalYear,
  'target.period': parsePeriod,
};

/** How the cells of a field are read. They are not empty: the caller has seen to that. */
export function fieldParser(type: RecordType, name: string, options: ParserOptions): FieldParser {
  const field = model[type].fields[name];
  if (!field) throw new Error(`${type} has no field ${name}`);
  const decimal = options.decimal ? { decimal: options.decimal } : {};
  const own = special[`${type}.${name}`];
  if (own) return own;
  switch (field.kind) {
    case 'date':
      return dateParser({
        ...(options.format ? { format: options.format } : {}),
        ...(options.column ? { column: options.column } : {}),
        ...(options.timeZone ? { timeZone: options.timeZone } : {}),
      });
    case 'number':
    case 'integer': {
      const range = { ...(field.min === undefined ? {} : { min: field.min }), ...(field.max === undefined ? {} : { max: field.max }) };
      return field.kind === 'number' ? numberParser({ ...decimal, ...range }) : integerParser({ ...decimal, ...range });
    }
    case 'money': {
      const parse = moneyParser({ ...decimal, percent: type === 'target', accountCurrency: options.accountCurrency ?? null });
      return (cell, currency) => parse(cell, currency ?? null);
    }
    case 'boolean':
      return parseBoolean;
    case 'choice':
      return choiceParser(field.choices);
    case 'country':
      return parseCountry;
    case 'countries':
      return parseCountries;
    case 'currency':
      return parseCurrency;
    case 'reference':
    case 'person':
      return parseKey;
    case 'references':
      return parseKeys;
    case 'texts':
      return parseTexts;
    case 'text':
    case 'personal':
    case 'note':
      return parseText;
  }
}
