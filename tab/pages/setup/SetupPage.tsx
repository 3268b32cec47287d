import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { Navigate, useParams } from 'react-router';
import type { Setup } from '../../../src/server/contract.ts';
import { useMe, useRole } from '../../api/queries.ts';
import { useChangeSetup, useSetup } from '../../api/setup.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Message } from '../../components/Message.tsx';
import { MissingPanel } from '../../components/missing/MissingPanel.tsx';
import { Note } from '../../components/Note.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useHost } from '../../host/context.ts';
import { useWords } from '../../i18n/text.ts';
import { channelTabOf } from '../configure/channelTab.ts';
import { AccountStep } from './AccountStep.tsx';
import { DigestStep } from './DigestStep.tsx';
import { ListsStep } from './ListsStep.tsx';
import { MappingStep } from './MappingStep.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { StepLinks } from './StepLinks.tsx';
import { around, nextOpen, type StepKey, stepKeys } from './steps.ts';
import { TargetsStep } from './TargetsStep.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  step: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  ways: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  end: { marginInlineStart: 'auto' },
});

const contents: Record<StepKey, (props: { account: string }) => ReactNode> = {
  account: (props) => <AccountStep {...props} />,
  lists: (props) => <ListsStep {...props} />,
  mapping: (props) => <MappingStep {...props} />,
  targets: (props) => <TargetsStep {...props} />,
  people: (props) => <PeopleStep {...props} />,
  digest: (props) => <DigestStep {...props} />,
};

/** Setting an account up, step by step. What has been done is the server's to know: it can be left at any time and gone on with. */
export default function SetupPage() {
  const { t } = useWords();
  const { slug = '', step } = useParams();
  const role = useRole(slug);
  const setup = useSetup(slug);
  useOfferedTab(slug);
  if (role !== undefined && role !== 'manager')
    return (
      <Message isPage title={t('setup.forManagers')} actions={<RouterLink to={`/a/${slug}/scorecard`}>{t('nav.scorecard')}</RouterLink>}>
        {t('setup.forManagersText')}
      </Message>
    );
  const current = stepKeys.find((key) => key === step);
  if (!current) {
    if (setup.data) return <Navigate to={`/a/${slug}/setup/${nextOpen(setup.data) ?? 'account'}`} replace />;
    return (
      <Page title={t('setup.title')}>
        <Loaded query={setup}>{() => null}</Loaded>
      </Page>
    );
  }
  return (
    <Page title={t('setup.title')} text={t('setup.text')}>
      <Loaded query={setup} rows={8}>
        {(data) => <Step account={slug} setup={data} current={current} />}
      </Loaded>
    </Page>
  );
}

function Step({ account, setup, current }: { account: string; setup: Setup; current: StepKey }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const { tabSettings } = useHost();
  const change = useChangeSetup(account);
  const step = setup.steps.find(({ key }) => key === current);
  const { before, after } = around(current);
  const to = (key: StepKey) => `/a/${account}/setup/${key}`;
  const isSkipped = step?.state === 'skipped';
  return (
    <div className={styles.columns}>
      <StepLinks account={account} steps={setup.steps} current={current} />
      <div className={styles.step}>
        {tabSettings && <Note tone="good">{t('setup.saveInTeams')}</Note>}
        {setup.isComplete && <Note tone="good">{t('setup.complete')}</Note>}
        <Panel title={step?.title ?? t(`setup.title`)}>
          {step && <p className={form.text}>{step.text}</p>}
          {contents[current]({ account })}
        </Panel>
        <nav aria-label={t('setup.ways')} className={styles.ways}>
          {before && <RouterLink to={to(before)}>← {t('setup.before')}</RouterLink>}
          {step && step.state !== 'done' && (
            <Button
              appearance="subtle"
              aria-disabled={change.isPending}
              onClick={() => change.isPending || change.mutate(isSkipped ? { unskip: [current] } : { skip: [current] })}
            >
              {t(isSkipped ? 'setup.unskip' : 'setup.skip')}
            </Button>
          )}
          <span className={styles.end}>
            <RouterLink to={after ? to(after) : `/a/${account}/scorecard`}>
              {after ? t('setup.after') : t('setup.toScorecard')} →
            </RouterLink>
          </span>
        </nav>
        <ProblemText error={change.error} />
        {step && step.waits.length > 0 && <MissingPanel account={account} step={current} />}
      </div>
    </div>
  );
}

/** Where Teams asks what a channel's tab shall show: as soon as there is an account, its scorecard may be saved; all else can follow in the tab. */
function useOfferedTab(slug: string): void {
  const { tabSettings } = useHost();
  const account = useMe().data?.accounts.find((one) => one.slug === slug || one.id === slug);
  useEffect(() => {
    if (tabSettings && account) tabSettings.offer(channelTabOf(location.origin, account, 'scorecard', null, null));
  }, [tabSettings, account]);
}
