import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/text.ts';
import { ProblemText } from './ProblemText.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBlockStart: tokens.spacingVerticalL,
  },
  said: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The end of a form: save, take back, and what came of it. The button submits the form that it stands in. */
export function SaveRow({
  sending,
  isChanged,
  isAlwaysOpen = false,
  discard,
  text,
  children,
}: {
  sending: { isPending: boolean; isSuccess: boolean; error: Error | null };
  isChanged: boolean;
  /** It may be pressed before anything is filled in: what is missing is then said at its field. */
  isAlwaysOpen?: boolean;
  discard?: () => void;
  /** On the button; 'Save' unless given. */
  text?: string;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const said = sending.isPending ? t('form.saving') : isChanged ? t('form.unsaved') : sending.isSuccess ? t('form.saved') : '';
  return (
    <>
      <div className={styles.row}>
        {/* Greyed, yet with its focus: that is the place of who works by keyboard. */}
        <Button type="submit" appearance="primary" disabledFocusable={sending.isPending || !(isChanged || isAlwaysOpen)}>
          {text ?? t('form.save')}
        </Button>
        {isChanged && discard && (
          <Button appearance="subtle" onClick={discard}>
            {t('form.discard')}
          </Button>
        )}
        {children}
        <span role="status" className={styles.said}>
          {said}
        </span>
      </div>
      <ProblemText error={sending.error} />
    </>
  );
}
