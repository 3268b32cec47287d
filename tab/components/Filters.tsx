import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Scorecard } from '../../src/server/contract.ts';
import { useSettings } from '../api/queries.ts';
import type { Question } from '../api/question.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { closedFiscalYears, runningPeriods } from './periods.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  period: { minWidth: '200px', '@media (max-width: 639px)': { flexGrow: 1 } },
  day: { minWidth: '160px', '@media (max-width: 639px)': { flexGrow: 1 } },
});

/** Which period, read on which day. Both stand in the address. */
export function Filters({
  account,
  question,
  read,
  change,
}: {
  account: string;
  question: Question;
  /** What the server understood; undefined until it has answered. */
  read: Pick<Scorecard, 'asOf' | 'period'> | undefined;
  change(changes: Record<string, string | null>): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const name = usePeriodName();
  const settings = useSettings(account);
  const asked = question.period ?? 'fytd';
  const start = settings.data?.account.fiscalYearStart;
  const years = read && start ? closedFiscalYears(read.asOf, start).map((year) => `fy${year}`) : [];
  const offered = [...new Set([...runningPeriods, ...years, asked])];
  return (
    <search aria-label={t('scorecard.filters')} className={styles.root}>
      <Field label={t('period.label')} size="small" className={styles.period}>
        <Select value={asked} onChange={(_, { value }) => change({ period: value === 'fytd' ? null : value })}>
          {offered.map((key) => (
            <option key={key} value={key}>
              {name(key)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('asOf.label')} size="small" className={styles.day}>
        <DayInput day={question.asOf ?? read?.asOf ?? ''} choose={(day) => change({ asOf: day })} />
      </Field>
      {question.asOf && (
        <Button appearance="subtle" onClick={() => change({ asOf: null })}>
          {t('asOf.today')}
        </Button>
      )}
    </search>
  );
}

/** A native date input tells every keystroke of a year; only a whole, sensible day is asked for. */
function DayInput({ day, choose, ...field }: { day: string; choose(day: string): void }) {
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  return (
    <Input
      {...field}
      type="date"
      min="1990-01-01"
      max="2100-12-31"
      value={typed}
      onChange={(event, { value }) => {
        setTyped(value);
        if (value && event.target.validity.valid && value !== day) choose(value);
      }}
    />
  );
}

export function usePeriodName(): (key: string) => string {
  const { t } = useWords();
  const format = useFormats();
  return (key) => {
    if (runningPeriods.some((running) => running === key)) return t(`period.${key}`);
    const year = /^fy(\d{4})(?:-q([1-4]))?$/i.exec(key);
    if (year) return year[2] ? t('period.quarter', { year: year[1], quarter: year[2] }) : t('period.fiscalYear', { year: year[1] });
    const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(key);
    return range?.[1] && range[2] ? t('period.range', { start: format.date(range[1]), end: format.date(range[2]) }) : key;
  };
}
