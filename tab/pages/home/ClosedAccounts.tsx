import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useClosedAccounts, useReopen } from '../../api/me.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  title: { margin: `${tokens.spacingVerticalXXL} 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase400 },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL, paddingBlock: tokens.spacingVerticalXS },
});

/** Accounts that the person has closed: until they are deleted they can be taken back. */
export function ClosedAccounts() {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const navigate = useNavigate();
  const closed = useClosedAccounts();
  const reopen = useReopen();
  const accounts = closed.data?.accounts ?? [];
  if (accounts.length === 0) return null;
  return (
    <section aria-label={t('closing.closedAccounts')}>
      <h2 className={styles.title}>{t('closing.closedAccounts')}</h2>
      <ul className={form.list}>
        {accounts.map(({ id, slug, name, deletedOn }) => (
          <li key={id} className={styles.item}>
            <span>
              {name ?? slug} <span className={form.quiet}>{t('closing.closed', { date: format.date(deletedOn.slice(0, 10)) })}</span>
            </span>
            <Button
              size="small"
              aria-label={t('closing.reopenOf', { name: name ?? slug })}
              aria-disabled={reopen.isPending}
              onClick={() => reopen.isPending || reopen.mutate(id, { onSuccess: (opened) => void navigate(`/a/${opened.slug}/scorecard`) })}
            >
              {t('closing.reopen')}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemText error={reopen.error} />
    </section>
  );
}
