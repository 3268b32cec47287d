import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClose, useExport } from '../../api/me.ts';
import { useMe } from '../../api/queries.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  part: { marginBlockEnd: tokens.spacingVerticalXXXL },
});

/** The account as a file, and its end. */
export function ClosePart({ account }: { account: string }) {
  return (
    <>
      <Export account={account} />
      <Close account={account} />
    </>
  );
}

function Export({ account }: { account: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const take = useExport(account);
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{t('closing.exportTitle')}</h3>
      <p className={form.text}>{t('closing.exportText')}</p>
      <Button aria-disabled={take.isPending} onClick={() => take.isPending || take.mutate()}>
        {t(take.isPending ? 'closing.exporting' : 'closing.export')}
      </Button>
      <ProblemText error={take.error} />
    </section>
  );
}

/** Closes the account, after its name was typed: nobody does it by a slip. */
function Close({ account }: { account: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const navigate = useNavigate();
  const close = useClose(account);
  const [typed, setTyped] = useState('');
  const slug = useMe().data?.accounts.find((one) => one.slug === account || one.id === account)?.slug ?? account;
  const isRight = typed.trim() === slug;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight && !close.isPending) close.mutate(slug, { onSuccess: () => void navigate('/', { replace: true }) });
      }}
    >
      <h3 className={styles.title}>{t('closing.title')}</h3>
      <p className={form.text}>{t('closing.text')}</p>
      <div className={form.grid}>
        <Field label={t('closing.type', { slug })}>
          <Input autoComplete="off" value={typed} onChange={(_, { value }) => setTyped(value)} />
        </Field>
      </div>
      <p>
        <Button type="submit" aria-disabled={!isRight || close.isPending}>
          {t('closing.close')}
        </Button>
      </p>
      <ProblemText error={close.error} />
    </form>
  );
}
