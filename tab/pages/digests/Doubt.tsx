import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { DigestSummary } from '../../../src/server/contract.ts';
import { useSettleDigest } from '../../api/digests.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginBlockStart: tokens.spacingVerticalS },
});

/** Nobody knows whether this digest was posted: only a person can look, and says so with one press. */
export function Doubt({
  account,
  digest: { number, channel },
  isManager,
}: {
  account: string;
  digest: Pick<DigestSummary, 'number' | 'channel'>;
  isManager: boolean;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const settle = useSettleDigest(account);
  const say = (arrived: boolean) => () => settle.isPending || settle.mutate({ number, channel, arrived });
  return (
    <Note tone="waiting">
      <strong>{t('digests.doubt', { number })}</strong> {t(isManager ? 'digests.lookFirst' : 'digests.managerDecides')}
      {isManager && (
        <div className={styles.actions}>
          <Button size="small" aria-disabled={settle.isPending} aria-label={t('digests.arrivedOf', { number })} onClick={say(true)}>
            {t('digests.arrived')}
          </Button>
          <Button size="small" aria-disabled={settle.isPending} aria-label={t('digests.postItOf', { number })} onClick={say(false)}>
            {t('digests.postIt')}
          </Button>
        </div>
      )}
      <ProblemText error={settle.error} />
    </Note>
  );
}
