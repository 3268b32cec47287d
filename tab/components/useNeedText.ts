import type { Amount, Kpi, Scorecard } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { needOf } from './need.ts';

/** 'Needs $1.1M a month until Jun 30, 2027', '13.2 pts short of target'; null where nothing is missing. */
export function useNeedText(): (kpi: Kpi, read: Pick<Scorecard, 'asOf' | 'period'>) => string | null {
  const { t } = useWords();
  const format = useFormats();
  return (kpi, read) => {
    const need = needOf(kpi, read);
    if (!need) return null;
    const amount: Amount =
      kpi.unit === 'money' ? { amount: String(Math.round(need.amount)), currency: kpi.currency ?? 'USD' } : need.amount;
    if (need.kind === 'rate') return t(`need.${need.per}`, { value: format.amount(amount, kpi.unit), date: format.date(need.until) });
    const value = kpi.unit === 'ratio' ? t('kpi.points', { value: format.count(need.amount * 100) }) : format.amount(amount, kpi.unit);
    return t(kpi.better === 'lower' ? 'need.over' : 'need.short', { value });
  };
}
