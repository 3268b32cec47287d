import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Unmatched } from '../../../src/server/contract.ts';
import { useAnswerLink } from '../../api/links.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  button: { maxWidth: '100%', overflowWrap: 'anywhere' },
});

/** Which record a cell means: one press answers for every cell that says the same. */
export function LinkChoice({ account, unmatched }: { account: string; unmatched: Unmatched['unmatched'][number] }) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const answer = useAnswerLink(account);
  const { refersTo, key, candidates } = unmatched;
  const say = (recordId: string | null) => () => answer.isPending || answer.mutate({ refersTo, said: key, recordId });
  return (
    <>
      <div className={styles.choices}>
        {candidates.map(({ id, title, why }) => (
          <Button
            key={id}
            size="small"
            className={styles.button}
            aria-disabled={answer.isPending}
            aria-label={t('links.meansOf', { key, title })}
            title={t(`links.why.${why}`)}
            onClick={say(id)}
          >
            {title}
          </Button>
        ))}
        <Button
          size="small"
          appearance="subtle"
          aria-disabled={answer.isPending}
          aria-label={t('links.meansNoneOf', { key })}
          onClick={say(null)}
        >
          {t('links.meansNone')}
        </Button>
      </div>
      {candidates.length === 0 && <div className={table.quiet}>{t('links.nothingAlike')}</div>}
      <ProblemText error={answer.error} />
    </>
  );
}
