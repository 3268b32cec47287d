import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Sources } from '../../../src/server/contract.ts';
import { useDisconnect } from '../../api/connecting.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({ actions: { display: 'flex', gap: tokens.spacingHorizontalS, marginBlockStart: tokens.spacingVerticalS } });

/** Ends the reading of a source, after it was said how many records go with it. The list itself stays as it is. */
export function Disconnect({ account, source }: { account: string; source: Sources['sources'][number] }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const navigate = useNavigate();
  const disconnect = useDisconnect(account, source.id);
  const [isAsked, setAsked] = useState(false);
  const { records } = source;
  const go = () => disconnect.isPending || disconnect.mutate(records, { onSuccess: () => void navigate(`/a/${account}/sources`) });
  return (
    <>
      <p className={form.text}>{t('disconnect.text')}</p>
      {isAsked ? (
        <Note tone="bad">
          {t('disconnect.ask', { count: records, name: source.name })}
          <div className={styles.actions}>
            <Button size="small" appearance="primary" aria-disabled={disconnect.isPending} onClick={go}>
              {t('disconnect.do')}
            </Button>
            <Button size="small" onClick={() => setAsked(false)}>
              {t('form.cancel')}
            </Button>
          </div>
        </Note>
      ) : (
        <Button onClick={() => setAsked(true)}>{t('disconnect.button')}</Button>
      )}
      <ProblemText error={disconnect.error} />
    </>
  );
}
