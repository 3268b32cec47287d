import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useCalendars, useMyCalendar } from '../../api/me.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** Whether this account's meetings are also read from the person's own calendar. */
export function MyCalendar({ account }: { account: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const calendars = useCalendars(account);
  const change = useMyCalendar(account);
  return (
    <section aria-label={t('me.calendar')}>
      <h3 className={styles.title}>{t('me.calendar')}</h3>
      <Loaded query={calendars} rows={2}>
        {({ source, mine }) =>
          source === null ? (
            <p className={form.text}>{t('me.noCalendars')}</p>
          ) : (
            <>
              <p className={form.text}>
                {t(mine ? (mine.by === 'person' ? 'me.calendarOn' : 'me.calendarScoped') : 'me.calendarOff')}{' '}
                {mine?.readAt && t('sources.readAgo', { ago: format.instant(mine.readAt) })}
              </p>
              {mine?.problem && <StateMark tone="bad" text={mine.problem.text} />}
              {mine?.by !== 'installation' && (
                <Button aria-disabled={change.isPending} onClick={() => change.isPending || change.mutate(mine === null)}>
                  {t(mine ? 'me.calendarEnd' : 'me.calendarStart')}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
      <ProblemText error={change.error} />
    </section>
  );
}
