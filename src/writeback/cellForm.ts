import type { ColumnDefinition } from '@microsoft/microsoft-graph-types';
import { Temporal } from 'temporal-polyfill';
import type { Field, FieldValue, Money } from '../model/index.ts';
import { choiceParser } from '../sources/mapping/parse/choice.ts';
import type { FieldMapping } from '../sources/mapping/types.ts';

/** What a cell is written as: what a list takes for a column of its kind. */
export type CellForm = string | number | boolean | null | readonly string[];

export interface Column extends ColumnDefinition {
  name: string;
}

/** A date by the mapping's format; null where the format names its month in a way that cannot be written. */
function dateText(day: string, format: string | undefined): string {
  if (!format) return day;
  const [year = '', month = '', date = ''] = day.split('-');
  const isDateOnly = format.replace(/[T\s,]*[hH]{1,2}[:.hH].*$/, '').trim();
  const short = (digits: string, length: number) => (length > 1 ? digits : String(Number(digits)));
  return isDateOnly.replace(/[yY]+|[mM]+|[dD]+/g, (token) => {
    if (/^y/i.test(token)) return token.length > 2 ? year : year.slice(2);
    if (/^d/i.test(token)) return short(date, token.length);
    if (token.length <= 2) return short(month, token.length);
    const name = new Intl.DateTimeFormat('en', { month: token.length === 3 ? 'short' : 'long', timeZone: 'UTC' });
    return name.format(new Date(`${day}T00:00:00Z`));
  });
}

/**
 * A date column keeps the site's midnight, and which time zone the site has nobody tells: half past ten in UTC is the
 * same day from Hawaii to New Zealand's summer. An instant is that day at noon in the account's own time zone.
 */
export function dateCell(day: string, column: Column, mapping: FieldMapping, timeZone: string | null): CellForm {
  if (!column.dateTime) return dateText(day, mapping.format);
  if (column.dateTime.format !== 'dateTime') return `${day}T10:30:00Z`;
  const noon = Temporal.PlainDateTime.from(`${day}T12:00:00`).toZonedDateTime(timeZone ?? 'UTC');
  return noon.toInstant().toString({ smallestUnit: 'second' });
}

export function numberCell(value: string, column: Column, mapping: FieldMapping): CellForm {
  if (column.number || column.currency) return Number(value);
  return mapping.decimal === ',' ? value.replace('.', ',') : value;
}

export const booleanCell = (value: boolean, column: Column): CellForm => (column.boolean ? value : value ? 'Yes' : 'No');

/** The column's own word for a choice, where it has a list of words; else the key. Null where it has none for it. */
export function choiceCell(key: string, field: Field & { kind: 'choice' }, column: Column): CellForm {
  const words = column.choice?.choices ?? [];
  if (words.length === 0) return key;
  const parse = choiceParser(field.choices);
  const meaning = words.filter((word) => word === key || parse(word) === key);
  return meaning.length === 1 ? (meaning[0] as string) : null;
}

export const moneyOf = (value: FieldValue): Money => value as Money;
