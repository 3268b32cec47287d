import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { Scorecard } from '../../../src/server/contract.ts';
import type { Question } from '../../api/question.ts';
import { useWords } from '../../i18n/text.ts';
import { DayInput } from './DayInput.tsx';
import { PeriodPicker } from './PeriodPicker.tsx';
import { SlicePicker } from './SlicePicker.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 639px)': { width: '100%', gap: tokens.spacingHorizontalS },
  },
  day: { width: '150px', '@media (max-width: 639px)': { width: 'auto', minWidth: 0, flex: '1 1 40%' } },
  withClear: { display: 'flex', alignItems: 'center' },
});

/** Which period, read on which day, as known when, and of what part. All of it stands in the address. */
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
  const choosePeriod = (period: string) => change({ period: period === 'fytd' ? null : period });
  return (
    <search aria-label={t('scorecard.filters')} className={styles.root}>
      <PeriodPicker account={account} asked={question.period ?? 'fytd'} read={read} choose={choosePeriod} />
      <Field label={t('asOf.label')} size="small" className={styles.day}>
        <DayInput day={question.asOf ?? read?.asOf ?? ''} choose={(day) => change({ asOf: day })} clear={() => change({ asOf: null })} />
      </Field>
      <Field label={t('knownAt.label')} size="small" className={styles.day}>
        <DayInput
          day={question.knownAt?.slice(0, 10) ?? ''}
          choose={(day) => change({ knownAt: day })}
          clear={() => change({ knownAt: null })}
        />
      </Field>
      <SlicePicker account={account} />
      {(question.asOf || question.knownAt) && (
        <Button appearance="subtle" icon={<DismissRegular />} onClick={() => change({ asOf: null, knownAt: null })}>
          {t('asOf.today')}
        </Button>
      )}
    </search>
  );
}
