import type { Kpi } from '../../../src/server/contract.ts';

/** A decimal as it is typed: '0.85' is '85' per cent. By its digits, so that nothing is lost. */
export function typedOf(decimal: string, unit: Kpi['unit']): string {
  return unit === 'ratio' ? shifted(decimal, 2) : decimal;
}

/** What was typed, as the API takes it; null where it is no number. Groups are left out; the decimal sign is the locale's or a point. */
export function decimalOf(typed: string, unit: Kpi['unit'], locale: string): string | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const group = sign('group');
  const plain = typed
    .trim()
    .replace(/%$/, '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replaceAll(group === '' ? '\u0000' : group, '')
    .replace(sign('decimal'), '.');
  if (!/^-?\d{1,30}(\.\d{1,18})?$/.test(plain)) return null;
  return unit === 'ratio' ? shifted(plain, -2) : plain;
}

/** Moves the decimal point: to the right where `by` is positive. */
function shifted(decimal: string, by: number): string {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === '') return decimal;
  const digits = whole.padStart(3, '0') + fraction.padEnd(Math.max(by, 0), '0');
  const point = whole.padStart(3, '0').length + by;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = digits.slice(point).replace(/0+$/, '');
  return minus + before + (after ? `.${after}` : '');
}
