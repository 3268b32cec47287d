import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { lazy, type ReactNode, Suspense, useId } from 'react';
import { useParams } from 'react-router';
import type { Kpi, Scorecard } from '../../../src/server/contract.ts';
import { useScorecard } from '../../api/queries.ts';
import { searchOf } from '../../api/question.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Failure } from '../../components/Failure.tsx';
import { Filters } from '../../components/filters/Filters.tsx';
import { KnownThenNote } from '../../components/filters/KnownThenNote.tsx';
import { Slices } from '../../components/filters/Slices.tsx';
import { useHidden } from '../../components/hidden.ts';
import { Message } from '../../components/Message.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { afterFirstPaint } from '../../frame/afterFirstPaint.ts';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { DataNotes } from './DataNotes.tsx';
import { byGroup, headlinesOf, statusOrder } from './groups.ts';
import { KpiCard } from './KpiCard.tsx';
import { StatusFilter } from './StatusFilter.tsx';

// It tells of what is not there yet: the numbers that are come first.
const MissingPanel = lazy(() =>
  afterFirstPaint().then(() => import('../../components/missing/MissingPanel.tsx').then(({ MissingPanel: panel }) => ({ default: panel }))),
);

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'flex-end', gap: tokens.spacingHorizontalL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    transitionProperty: 'opacity',
    transitionDuration: tokens.durationFast,
  },
  updating: { opacity: 0.6 },
  group: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  headlines: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    '@media (max-width: 1279px)': { gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))' },
  },
  // A measure is as wide as its cards, at most four: small ones stand beside each other.
  groups: {
    display: 'grid',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    '@media (max-width: 1279px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  one: { '@media (min-width: 1280px)': { gridColumn: 'span 1' } },
  two: { '@media (min-width: 1280px)': { gridColumn: 'span 2' } },
  three: { '@media (min-width: 1280px)': { gridColumn: 'span 3' } },
  four: { '@media (min-width: 1280px)': { gridColumn: 'span 4' } },
  cards: { display: 'grid', gap: tokens.spacingHorizontalM, gridTemplateColumns: 'repeat(auto-fill, minmax(min(290px, 100%), 1fr))' },
});

const widths = [null, 'one', 'two', 'three', 'four'] as const;

/** Where most numbers are there, they come first, and nothing that is told later moves them. */
const isEstablished = ({ kpis }: Scorecard): boolean => kpis.filter(({ value }) => value !== null).length * 2 >= kpis.length;

/** Every number the account is measured by, on one page. */
export default function ScorecardPage() {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  const format = useFormats();
  const { slug = '' } = useParams();
  const { question, address, change } = useAddress();
  const scorecard = useScorecard(slug, question);
  usePageTitle(t('scorecard.title'));
  const { data, error, isPlaceholderData } = scorecard;
  const said = isPlaceholderData ? t('scorecard.updating') : data ? t('scorecard.ready', { date: format.date(data.asOf) }) : '';

  const missing = !question.knownAt && !question.asOf && (
    <Suspense>
      <MissingPanel account={slug} />
    </Suspense>
  );
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1 className={styles.title}>{t('scorecard.title')}</h1>
        <Filters account={slug} question={question} read={data} change={change} />
      </div>
      {data && <DataNotes account={slug} scorecard={data} />}
      <Slices account={slug} question={question} change={change} />
      <KnownThenNote question={question} />
      <div role="status" className={hidden}>
        {said}
      </div>
      {error && !isPlaceholderData ? (
        <Failure error={error} retry={() => void scorecard.refetch()} />
      ) : data ? (
        <div className={mergeClasses(styles.body, isPlaceholderData && styles.updating)} aria-busy={isPlaceholderData}>
          {/* Of the past there is nothing more to be had. */}
          {!isEstablished(data) && missing}
          <Groups slug={slug} scorecard={data} address={address} />
          {isEstablished(data) && missing}
        </div>
      ) : (
        <PageSkeleton />
      )}
    </div>
  );
}

function Groups({ slug, scorecard, address }: { slug: string; scorecard: Scorecard; address: URLSearchParams }) {
  const styles = useStyles();
  const { t } = useWords();
  const { question } = useAddress();
  const chosen = statusOrder.find((status) => status === address.get('status')) ?? null;
  const shown = chosen ? scorecard.kpis.filter((kpi) => kpi.status === chosen) : scorecard.kpis;
  const link = (kpi: Kpi) => `/a/${slug}/kpi/${encodeURIComponent(kpi.id)}${searchOf(question)}`;
  const headlines = headlinesOf(shown);
  const rest = byGroup(shown.filter((kpi) => !kpi.headline));
  return (
    <>
      <StatusFilter kpis={scorecard.kpis} question={question} chosen={chosen} />
      {shown.length === 0 && (
        <Message
          title={t('statusCount.none')}
          actions={<RouterLink to={searchOf(question) || '?'}>{t('statusCount.showAll')}</RouterLink>}
        />
      )}
      {headlines.length > 0 && (
        <Section title={t('group.headlines')}>
          <div className={styles.headlines}>
            {headlines.map((kpi) => (
              <KpiCard key={kpi.id} kpi={kpi} account={slug} read={scorecard} to={link(kpi)} prominent />
            ))}
          </div>
        </Section>
      )}
      <div className={styles.groups}>
        {rest.map(({ group, kpis }) => (
          <Section key={group} title={t(`group.${group}`)} className={styles[widths[Math.min(kpis.length, 4)] ?? 'four']}>
            <div className={styles.cards}>
              {kpis.map((kpi) => (
                <KpiCard key={kpi.id} kpi={kpi} account={slug} read={scorecard} to={link(kpi)} />
              ))}
            </div>
          </Section>
        ))}
      </div>
    </>
  );
}

function Section({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <h2 id={id} className={styles.group}>
        {title}
      </h2>
      {children}
    </section>
  );
}
