import type { FieldValue, Money } from '../../../model/index.ts';
import type { FieldParser } from '../fieldParser.ts';
import { Unreadable } from './cell.ts';

/** '12.5' ten thousands are '125000': exact, never by floating point. */
export function multiply(decimal: string, times: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = (BigInt(whole + fraction) * BigInt(times)).toString().padStart(fraction.length + 1, '0');
  const point = digits.length - fraction.length;
  const decimals = digits.slice(point).replace(/0+$/, '');
  return `${sign}${digits.slice(0, point)}${decimals ? `.${decimals}` : ''}`;
}

/** Reads amounts and numbers of which each stands for several. */
export function scaled(times: number | undefined, parse: FieldParser): FieldParser {
  if (times === undefined) return parse;
  return (cell, currency) => {
    const value: FieldValue | Unreadable = parse(cell, currency);
    if (value === null || value instanceof Unreadable) return value;
    if (typeof value === 'string') return multiply(value, times);
    const { amount, currency: stated } = value as Money;
    return { amount: multiply(amount, times), currency: stated };
  };
}
