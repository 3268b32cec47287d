import { type Cell, cellText, Unreadable } from './cell.ts';

export interface NumberOptions {
  /** Which character the mapping says separates the decimals. Not stated: found out from the text itself. */
  decimal?: ',' | '.';
  /** Whether '85%' may stand for 0.85. */
  percent?: boolean;
}

const plain = /^-?\d{1,30}(?:\.\d{1,30})?$/;
const mostDigits = 30;

/** 15 significant digits are what a double holds for certain: 0.30000000000000004 was 0.3. */
export function decimalOfNumber(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  const clean = String(Number(value.toPrecision(15)));
  return clean.includes('e') ? withoutExponent(clean) : clean;
}

/** '1.5e+6' → '1500000'. */
function withoutExponent(text: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > mostDigits) return null;
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return canonical(sign ?? '', '0', '0'.repeat(-point) + digits);
  return canonical(sign ?? '', digits.slice(0, point).padEnd(point, '0'), digits.slice(point));
}

function canonical(sign: string, whole: string, fraction: string): string | null {
  const integer = whole.replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  if (integer.length + decimals.length > mostDigits) return null;
  const value = decimals === '' ? integer : `${integer}.${decimals}`;
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

/** Groups of three, or as India writes them (12,34,567): first one to three digits, last exactly three. */
const grouped = (whole: string, separator: string): boolean => {
  const groups = whole.split(separator);
  return groups.every((group, index) =>
    index === 0
      ? /^\d{1,3}$/.test(group)
      : index === groups.length - 1
        ? group.length === 3 && /^\d+$/.test(group)
        : /^\d{2,3}$/.test(group),
  );
};

/** Which of comma and point separates the decimals. null: none does. undefined: the text makes no sense. */
function decimalOf(text: string, stated: ',' | '.' | undefined): ',' | '.' | null | undefined {
  const commas = text.split(',').length - 1;
  const points = text.split('.').length - 1;
  if (stated) return (stated === ',' ? commas : points) > 1 ? undefined : text.includes(stated) ? stated : null;
  if (commas > 0 && points > 0) {
    const last = text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
    return (last === ',' ? commas : points) > 1 ? undefined : last;
  }
  if (points === 1) return '.';
  if (commas === 1) return /^[1-9]\d{0,2},\d{3}$/.test(text) ? null : ',';
  return null;
}

/** Digits with separators, without sign. @returns the canonical decimal string, or null. */
function readDigits(text: string, sign: string, options: NumberOptions): string | null {
  if (/e/i.test(text)) return withoutExponent(`${sign}${text.replace(',', '.')}`);
  const compact = text.replace(/(?<=\d)[\s'’](?=\d{3}(?:\D|$))/g, '_');
  if (!/^[\d.,_]+$/.test(compact) || !/\d/.test(compact)) return null;
  const decimal = decimalOf(compact, options.decimal);
  if (decimal === undefined) return null;
  const [whole = '', fraction = ''] = decimal === null ? [compact] : splitAt(compact, compact.lastIndexOf(decimal));
  if (/\D/.test(fraction)) return null;
  for (const separator of [',', '.', '_']) {
    if (whole.includes(separator) && (!grouped(whole, separator) || /[^\d]/.test(whole.replaceAll(separator, '')))) return null;
  }
  return canonical(sign, whole.replace(/\D/g, ''), fraction);
}
const splitAt = (text: string, index: number): [string, string] => [text.slice(0, index), text.slice(index + 1)];

/** A number as people write it, without currency: '(1,234.50)', '1.234,56-', '1 234,56', '85%'. @returns null where it is none. */
export function readDecimal(text: string, options: NumberOptions = {}): string | null {
  if (options.decimal === undefined && plain.test(text)) {
    const point = text.indexOf('.');
    const start = text.startsWith('-') ? 1 : 0;
    if (point < 0) return canonical(start ? '-' : '', text.slice(start), '');
    return canonical(start ? '-' : '', text.slice(start, point), text.slice(point + 1));
  }
  let rest = text.normalize('NFKC').replace(/[−–—]/g, '-').trim();
  let negative = false;
  const parenthesized = /^\((.*)\)$/.exec(rest);
  if (parenthesized) {
    negative = true;
    rest = (parenthesized[1] as string).trim();
  }
  const percent = /%$/.test(rest);
  if (percent) rest = rest.slice(0, -1).trim();
  if (percent && !options.percent) return null;
  const signed = /^([+-]?)\s*(.*?)\s*(-?)$/s.exec(rest);
  if (!signed) return null;
  const signs = [negative, signed[1] === '-', signed[3] === '-'].filter(Boolean).length;
  if (signs > 1) return null;
  const value = readDigits(signed[2] as string, signs === 1 ? '-' : '', options);
  return percent && value !== null ? withoutExponent(`${value}e-2`) : value;
}

/** @returns a parser to a decimal string. */
export function numberParser(options: NumberOptions & { min?: number; max?: number } = {}): (cell: Cell) => string | null | Unreadable {
  const range = options.min === undefined && options.max === undefined ? '' : ` (${options.min ?? '…'} to ${options.max ?? '…'})`;
  const expected = new Unreadable(`a number${range}${options.decimal ? ` with ${options.decimal} before its decimals` : ''}`);
  return (cell) => {
    const text = typeof cell === 'number' ? null : cellText(cell);
    if (text === '') return null;
    const value =
      typeof cell === 'number' ? decimalOfNumber(cell) : typeof cell === 'boolean' || text === null ? null : readDecimal(text, options);
    if (value === null) return expected;
    if (options.min !== undefined && Number(value) < options.min) return expected;
    if (options.max !== undefined && Number(value) > options.max) return expected;
    return value;
  };
}

export function integerParser(
  options: { min?: number; max?: number; decimal?: ',' | '.' } = {},
): (cell: Cell) => number | null | Unreadable {
  const min = options.min ?? -2_147_483_648;
  const max = options.max ?? 2_147_483_647;
  const expected = new Unreadable(
    options.min === undefined && options.max === undefined ? 'a whole number' : `a whole number from ${min} to ${max}`,
  );
  const parse = numberParser({ ...(options.decimal ? { decimal: options.decimal } : {}), min, max });
  return (cell) => {
    const value = parse(cell);
    if (value === null) return null;
    return value instanceof Unreadable || value.includes('.') ? expected : Number(value);
  };
}
