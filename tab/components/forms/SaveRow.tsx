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
  discard,
  text,
  children,
}: {
  sending: { isPending: boolean; isSuccess: boolean; error: Error | null };
  isChanged: boolean;
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
        {/* Not disabled: it would lose the focus, and with it the place of who works by keyboard. */}
        <Button type="submit" appearance="primary" aria-disabled={sending.isPending || !isChanged}>
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
