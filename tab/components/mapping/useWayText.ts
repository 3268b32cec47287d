import type { MappingPreview } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import type { FieldMapping } from './draft.ts';

/** How a field is read, in words: 'Close value, in USD', 'always “netNew”'. */
export function useWayText(columns: MappingPreview['columns']): (mapping: FieldMapping | null) => string {
  const { t } = useWords();
  const names = new Map(columns.map(({ name, displayName }) => [name, displayName]));
  const called = (column: unknown): string => names.get(String(column)) ?? String(column);
  return (mapping) => {
    if (mapping === null) return t('mapping.leftOut');
    if (mapping.row === true) return t('mapping.rowNumber');
    if (mapping.value !== undefined) return t('mapping.always', { value: String(mapping.value) });
    if (Array.isArray(mapping.columns)) return mapping.columns.map(called).join(' + ');
    const more = [
      typeof mapping.format === 'string' && mapping.format,
      typeof mapping.currency === 'string' && t('mapping.inCurrency', { currency: mapping.currency }),
      mapping.currencyColumn !== undefined && t('mapping.currencyOf', { column: called(mapping.currencyColumn) }),
      typeof mapping.times === 'number' && `× ${mapping.times}`,
      mapping.match === 'name' && t('mapping.byName'),
      mapping.values !== undefined && t('mapping.translated'),
    ];
    return [called(mapping.column), ...more.filter(Boolean)].join(', ');
  };
}
