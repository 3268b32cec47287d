import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { Scorecard } from '../../../src/server/contract.ts';
import { useSettings } from '../../api/queries.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { closedFiscalYears, rangeOf, recentQuarters, runningPeriods } from '../periods.ts';
import { DayInput } from './DayInput.tsx';

const useStyles = makeStyles({
  period: { minWidth: '180px', '@media (max-width: 639px)': { flex: '1 1 100%' } },
  range: { display: 'flex', gap: tokens.spacingHorizontalS, '@media (max-width: 639px)': { flex: '1 1 100%' } },
  day: { minWidth: 0, flex: '1 1 130px', '@media (min-width: 640px)': { width: '150px' } },
});
const ownRange = 'range';
/** A range that ends before it begins is turned. */
const rangeKey = (...days: [start: string, end: string]): string => days.sort().join('..');

/** The running periods, the closed years and quarters, or a range of one's own. */
export function PeriodPicker({
  account,
  asked,
  read,
  choose,
}: {
  account: string;
  asked: string;
  read: Pick<Scorecard, 'asOf' | 'period'> | undefined;
  choose(period: string): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const name = usePeriodName();
  const settings = useSettings(account);
  const start = settings.data?.account.fiscalYearStart;
  const range = rangeOf(asked);
  const years = read && start ? closedFiscalYears(read.asOf, start).map((year) => `fy${year}`) : [];
  const quarters = read && start ? recentQuarters(read.asOf, start) : [];
  const listed: readonly string[] = [...runningPeriods, ...years, ...quarters];
  const option = (key: string) => (
    <option key={key} value={key}>
      {name(key)}
    </option>
  );
  const change = (key: string) => {
    if (key !== ownRange) choose(key);
    else if (read) choose(rangeKey(read.period.start, [read.asOf, read.period.end].sort()[0] ?? read.asOf));
  };
  return (
    <>
      <Field label={t('period.label')} size="small" className={styles.period}>
        <Select value={range ? ownRange : asked} onChange={(_, { value }) => change(value)}>
          {runningPeriods.map(option)}
          {!range && !listed.includes(asked) && option(asked)}
          {years.length > 0 && <optgroup label={t('period.years')}>{years.map(option)}</optgroup>}
          {quarters.length > 0 && <optgroup label={t('period.quarters')}>{quarters.map(option)}</optgroup>}
          <option value={ownRange}>{t('period.own')}</option>
        </Select>
      </Field>
      {range && (
        <div className={styles.range}>
          <Field label={t('period.from')} size="small" className={styles.day}>
            <DayInput day={range.start} choose={(day) => choose(rangeKey(day, range.end))} />
          </Field>
          <Field label={t('period.until')} size="small" className={styles.day}>
            <DayInput day={range.end} choose={(day) => choose(rangeKey(range.start, day))} />
          </Field>
        </div>
      )}
    </>
  );
}

export function usePeriodName(): (key: string) => string {
  const { t } = useWords();
  const format = useFormats();
  return (key) => {
    if (runningPeriods.some((running) => running === key)) return t(`period.${key}`);
    const year = /^fy(\d{4})(?:-q([1-4]))?$/i.exec(key);
    if (year) return year[2] ? t('period.quarter', { year: year[1], quarter: year[2] }) : t('period.fiscalYear', { year: year[1] });
    const range = rangeOf(key);
    return range ? t('period.range', { start: format.date(range.start), end: format.date(range.end) }) : key;
  };
}
