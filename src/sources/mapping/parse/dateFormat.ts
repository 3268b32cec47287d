import { monthNamed } from './months.ts';

export interface DateParts {
  year: number;
  month: number;
  day: number;
}
/** Reads a text by a stated format; null where it does not fit. */
export type DateFormat = (text: string) => DateParts | null;

/** Two-digit years are of 1970 to 2069. */
const fullYear = (year: number): number => (year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year);
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s*');

/**
 * 'MM/dd/yyyy', 'd.M.yy', 'yyyyMMdd', 'dd-MMM-yyyy', 'yyyy年M月d日'. Upper or lower case of y, M and d does not matter.
 * A time in the format or in the text is ignored. One digit is accepted for two where something separates them.
 * @returns null when the format does not name a year, a month and a day, each once.
 */
export function dateFormat(format: string): DateFormat | null {
  const dateOnly = format.replace(/[T\s,]*[hH]{1,2}[:.hH].*$/, '').trim();
  const tokens = dateOnly.match(/[yY]+|[mM]+|[dD]+|[^yYmMdD]+/g) ?? [];
  const order: ('year' | 'month' | 'day')[] = [];
  let pattern = '^';
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const before = tokens[index - 1];
    const touches = [before, next].some((neighbour) => neighbour !== undefined && /^[yYmMdD]/.test(neighbour));
    const digits = touches ? '(\\d{2})' : '(\\d{1,2})';
    if (/^y/i.test(token)) {
      order.push('year');
      pattern += token.length > 2 ? '(\\d{4})' : '(\\d{2})';
    } else if (/^m/i.test(token)) {
      order.push('month');
      pattern += token.length > 2 ? '(\\p{L}+\\.?)' : digits;
    } else if (/^d/i.test(token)) {
      order.push('day');
      pattern += digits;
    } else pattern += escape(token);
  }
  if (order.length !== 3 || new Set(order).size !== 3) return null;
  const expression = new RegExp(`${pattern}$`, 'u');
  return (text) => {
    const match = expression.exec(text);
    if (!match) return null;
    const parts: DateParts = { year: 0, month: 0, day: 0 };
    for (const [index, part] of order.entries()) {
      const found = match[index + 1] as string;
      parts[part] = part === 'month' && /\p{L}/u.test(found) ? (monthNamed(found) ?? 0) : Number(found);
    }
    return { ...parts, year: fullYear(parts.year) };
  };
}
