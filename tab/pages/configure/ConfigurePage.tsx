import { Field, makeStyles, Radio, RadioGroup, Select, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Navigate } from 'react-router';
import type { Kpi, Me } from '../../../src/server/contract.ts';
import { useScorecard } from '../../api/queries.ts';
import { Message } from '../../components/Message.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useHost } from '../../host/context.ts';
import { useWords } from '../../i18n/text.ts';
import { channelTabOf, type ShownPage } from './channelTab.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type ChosenKpi = Pick<Kpi, 'id' | 'title'>;

/** What Teams opens when a tab is added to a channel: which account it shows, and which page of it. */
export default function ConfigurePage({ me }: { me: Me }) {
  const styles = useStyles();
  const { t } = useWords();
  const { tabSettings } = useHost();
  const [chosen, setChosen] = useState<string | null>(null);
  const [page, setPage] = useState<ShownPage>('scorecard');
  const [kpi, setKpi] = useState<ChosenKpi | null>(null);
  const account = me.accounts.find(({ slug }) => slug === chosen) ?? me.accounts[0];
  usePageTitle(t('configure.title'));
  useEffect(() => {
    const isWhole = account !== undefined && (page !== 'kpi' || kpi !== null);
    const name = page === 'sources' ? t('nav.sources') : page === 'kpi' ? (kpi?.title ?? null) : null;
    tabSettings?.offer(isWhole ? channelTabOf(location.origin, account, page, kpi?.id ?? null, name) : null);
  }, [tabSettings, account, page, kpi, t]);
  if (!account) {
    // A channel without an account is where one is set up: in Teams at once.
    if (tabSettings) return <Navigate to="/setup" replace />;
    return (
      <Message isPage title={t('home.empty')} actions={<RouterLink to="/setup">{t('setup.new')}</RouterLink>}>
        {t('home.emptyText')}
      </Message>
    );
  }
  if (!tabSettings)
    return (
      <Message isPage title={t('configure.inTeams')} actions={<RouterLink to="/">{t('problem.home')}</RouterLink>}>
        {t('configure.inTeamsText')}
      </Message>
    );
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('configure.title')}</h1>
      <Text as="p" className={styles.text}>
        {t('configure.text')}
      </Text>
      <Field label={t('configure.account')}>
        <Select
          value={account.slug}
          onChange={(_, { value }) => {
            setChosen(value);
            setKpi(null);
          }}
        >
          {me.accounts.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name ?? slug}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('configure.page')}>
        <RadioGroup value={page} onChange={(_, { value }) => setPage(value as ShownPage)}>
          <Radio value="scorecard" label={t('nav.scorecard')} />
          <Radio value="kpi" label={t('configure.oneKpi')} />
          <Radio value="sources" label={t('nav.sources')} />
        </RadioGroup>
      </Field>
      {page === 'kpi' && <KpiChoice account={account.slug} kpi={kpi?.id ?? null} choose={setKpi} />}
      <Text as="p" className={styles.text}>
        {account.role === 'manager' && (
          <>
            <RouterLink to={`/a/${account.slug}/setup`}>{t('configure.goOn')}</RouterLink> ·{' '}
          </>
        )}
        <RouterLink to="/setup">{t('setup.new')}</RouterLink>
      </Text>
    </div>
  );
}

function KpiChoice({ account, kpi, choose }: { account: string; kpi: string | null; choose(kpi: ChosenKpi): void }) {
  const { t } = useWords();
  const scorecard = useScorecard(account, { slice: {} });
  const kpis = scorecard.data?.kpis ?? [];
  const first = kpis[0];
  useEffect(() => {
    if (kpi === null && first) choose(first);
  }, [kpi, first, choose]);
  return (
    <Field label={t('configure.kpi')} validationState={scorecard.error ? 'error' : 'none'} validationMessage={scorecard.error?.message}>
      <Select value={kpi ?? ''} onChange={(_, { value }) => choose(kpis.find(({ id }) => id === value) ?? { id: value, title: value })}>
        {kpis.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
}
