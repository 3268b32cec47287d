import type { Records } from '../../src/server/contract.ts';
import { useFormats } from '../i18n/useFormats.ts';

/** A value of a record's field, in the reader's way of writing. */
export function useCellText(): (value: unknown, field?: Pick<Records['fields'][number], 'choices'>) => string {
  const format = useFormats();
  const text = (value: unknown, field?: Pick<Records['fields'][number], 'choices'>): string => {
    if (value === null || value === undefined || value === '') return '–';
    if (Array.isArray(value)) return value.map((one) => text(one, field)).join(', ');
    if (typeof value === 'object') {
      const money = value as { amount?: unknown; currency?: unknown };
      if (typeof money.amount === 'string' && typeof money.currency === 'string')
        return format.fullAmount({ amount: money.amount, currency: money.currency }, 'money');
      if (typeof money.amount === 'string') return money.amount;
      return Object.values(value).map(String).join(' ');
    }
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return format.date(value);
    return field?.choices?.[String(value)] ?? String(value);
  };
  return text;
}
