import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type OwnSource, useConnectOwn } from '../../api/connecting.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  about: { flex: '1 1 300px', minWidth: 0 },
  plan: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
});

/** What the team has beside lists: its calendars, its members, its plan. They need no mapping. */
export function OwnSources({ account, done }: { account: string; done: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const navigate = useNavigate();
  const connect = useConnectOwn(account);
  const [plan, setPlan] = useState('');
  const go = (own: OwnSource) => connect.isPending || connect.mutate(own, { onSuccess: () => void navigate(done) });
  return (
    <>
      <ul className={form.list}>
        {(['calendar', 'directory'] as const).map((kind) => (
          <li key={kind} className={styles.item}>
            <div className={styles.about}>
              <strong>{t(`connect.own.${kind}`)}</strong>
              <div className={form.quiet}>{t(`connect.own.${kind}Text`)}</div>
            </div>
            <Button
              aria-label={t('connect.own.connectOf', { name: t(`connect.own.${kind}`) })}
              aria-disabled={connect.isPending}
              onClick={() => go({ kind })}
            >
              {t('connect.own.connect')}
            </Button>
          </li>
        ))}
        <li className={styles.item}>
          <div className={styles.about}>
            <strong>{t('connect.own.planner')}</strong>
            <div className={form.quiet}>{t('connect.own.plannerText')}</div>
          </div>
          <form
            className={styles.plan}
            onSubmit={(event) => {
              event.preventDefault();
              if (plan.trim() !== '') go({ kind: 'planner', plan: plan.trim() });
            }}
          >
            <Field label={t('connect.own.plan')}>
              <Input value={plan} maxLength={255} onChange={(_, { value }) => setPlan(value)} />
            </Field>
            <Button
              type="submit"
              aria-label={t('connect.own.connectOf', { name: t('connect.own.planner') })}
              aria-disabled={connect.isPending || plan.trim() === ''}
            >
              {t('connect.own.connect')}
            </Button>
          </form>
        </li>
      </ul>
      <ProblemText error={connect.error} />
    </>
  );
}
