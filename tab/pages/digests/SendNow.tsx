import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useSendDigest } from '../../api/digests.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { Note } from '../../components/Note.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  root: { marginBlockStart: tokens.spacingVerticalXL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginBlockStart: tokens.spacingVerticalS },
});

/** Posts what is shown to everybody in the channel: asked twice, done once. */
export function SendNow({ account, channel }: { account: string; channel: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const send = useSendDigest(account);
  const [isAsked, setAsked] = useState(false);
  // However often it is pressed, and whatever became of the answer: one key, one post.
  const [key] = useState(() => crypto.randomUUID());
  if (send.data)
    return (
      <div role="status" className={styles.root}>
        <Note tone="good">
          {t('digests.onItsWay', { number: send.data.number })}{' '}
          <RouterLink inText to={`/a/${account}/digests`}>
            {t('digests.title')}
          </RouterLink>
        </Note>
      </div>
    );
  return (
    <div className={styles.root}>
      {isAsked ? (
        <Note tone="info">
          {t('digests.askNow')}
          <div className={styles.actions}>
            <Button
              appearance="primary"
              size="small"
              aria-disabled={send.isPending}
              onClick={() => send.isPending || send.mutate({ channel, key })}
            >
              {t('digests.postNow')}
            </Button>
            <Button size="small" onClick={() => setAsked(false)}>
              {t('form.cancel')}
            </Button>
          </div>
        </Note>
      ) : (
        <Button onClick={() => setAsked(true)}>{t('digests.send')}</Button>
      )}
      <ProblemText error={send.error} />
    </div>
  );
}
