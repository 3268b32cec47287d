import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Sources } from '../../../src/server/contract.ts';
import { useAnswerDeletions } from '../../api/queries.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginBlockStart: tokens.spacingVerticalS },
  failed: { color: tokens.colorStatusDangerForeground3 },
});

/** The manager's two answers to a source from which much has gone. */
export function AskedToDelete({ account, source }: { account: string; source: Sources['sources'][number] }) {
  const styles = useStyles();
  const { t } = useWords();
  const answer = useAnswerDeletions(account);
  const say = (said: 'delete' | 'keep') => () => answer.isPending || answer.mutate({ source: source.id, answer: said });
  return (
    <div className={styles.root}>
      <Button size="small" aria-label={t('sources.keepOf', { name: source.name })} aria-disabled={answer.isPending} onClick={say('keep')}>
        {t('sources.keepThem')}
      </Button>
      <Button
        size="small"
        aria-label={t('sources.deleteOf', { name: source.name })}
        aria-disabled={answer.isPending}
        onClick={say('delete')}
      >
        {t('sources.deleteThem')}
      </Button>
      {answer.error && (
        <span role="alert" className={styles.failed}>
          {answer.error.message}
        </span>
      )}
    </div>
  );
}
