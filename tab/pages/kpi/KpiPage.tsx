import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useKpi } from '../../api/queries.ts';
import { searchOf } from '../../api/question.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Failure } from '../../components/Failure.tsx';
import { Filters } from '../../components/filters/Filters.tsx';
import { KnownThenNote } from '../../components/filters/KnownThenNote.tsx';
import { Slices } from '../../components/filters/Slices.tsx';
import { Panel } from '../../components/Panel.tsx';
import { QuarantineNote } from '../../components/QuarantineNote.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { BreakdownView } from './BreakdownView.tsx';
import { DriversView } from './drivers/DriversView.tsx';
import { GoalView } from './GoalView.tsx';
import { LeftOutView } from './LeftOutView.tsx';
import { ReadingPanel } from './ReadingPanel.tsx';
import { RecordsView } from './RecordsView.tsx';
import { TrendPanel } from './TrendPanel.tsx';
import { ViewLinks } from './ViewLinks.tsx';
import { type View, type ViewProps, viewOf } from './views.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'flex-end', gap: tokens.spacingHorizontalL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  period: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  shown: { display: 'contents' },
  updating: { opacity: 0.6 },
});

/** One KPI: its reading, how it is counted, how it moved, and below that whatever explains it. */
export default function KpiPage() {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { slug = '', kpi: id = '' } = useParams();
  const { question, address, change } = useAddress();
  const kpi = useKpi(slug, id, question);
  const { data, error, isPlaceholderData } = kpi;
  const view = viewOf(address);
  usePageTitle(data?.title);
  const isRefused = error !== null && (data === undefined || isPlaceholderData);
  return (
    <div className={styles.page}>
      <nav aria-label={t('nav.back')}>
        <RouterLink to={`/a/${slug}/scorecard${searchOf(question)}`}>← {t('nav.back')}</RouterLink>
      </nav>
      {(data || isRefused) && (
        <div className={styles.top}>
          {data && !isRefused && (
            <div>
              <h1 className={styles.title}>{data.title}</h1>
              <div className={styles.period}>
                <span>{t('detail.period', { start: format.date(data.period.start), end: format.date(data.period.end) })}</span>
                {data.freshAsOf && <span>{t('kpi.fresh', { time: format.instant(data.freshAsOf) })}</span>}
                <QuarantineNote account={slug} quarantined={data.quarantined} />
              </div>
            </div>
          )}
          <Filters account={slug} question={question} read={data} change={change} />
        </div>
      )}
      <Slices account={slug} question={question} change={change} />
      <KnownThenNote question={question} />
      {isRefused ? (
        <Failure isPage error={error} retry={() => void kpi.refetch()} />
      ) : data ? (
        <>
          <div className={mergeClasses(styles.columns, isPlaceholderData && styles.updating)} aria-busy={isPlaceholderData}>
            <ReadingPanel kpi={data} />
            <TrendPanel kpi={data} />
          </div>
          <ViewLinks question={question} view={view} />
          <Shown view={view} account={slug} kpi={data} question={question} address={address} />
        </>
      ) : (
        <PageSkeleton cards={3} />
      )}
    </div>
  );
}

const shown: Record<View, (props: ViewProps) => ReactNode> = {
  drivers: (props) => <DriversView {...props} />,
  breakdown: (props) => <BreakdownView {...props} />,
  records: (props) => <RecordsView {...props} />,
  leftOut: (props) => <LeftOutView {...props} />,
  goal: (props) => <GoalView {...props} />,
};

function Shown({ view, ...props }: ViewProps & { view: View }) {
  const { t } = useWords();
  return <Panel title={t(`view.${view}Title`)}>{shown[view](props)}</Panel>;
}
