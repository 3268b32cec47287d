import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClose } from '../../api/me.ts';
import { useMe } from '../../api/queries.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

/** Closes the account, after its name was typed: nobody does it by a slip. */
export function ClosePart({ account }: { account: string }) {
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
