import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useParams } from 'react-router';
import type { KpiDetail } from '../../../src/server/contract.ts';
import { useKpi } from '../../api/queries.ts';
import { dimensions, searchOf } from '../../api/question.ts';
import { useAddress } from '../../api/useAddress.ts';
import { ChangeOnYear, ChangeSinceDigest } from '../../components/Change.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Filters } from '../../components/Filters.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { Slices } from '../../components/Slices.tsx';
import { StatusMark } from '../../components/StatusMark.tsx';
import { TargetBar } from '../../components/TargetBar.tsx';
import { Value } from '../../components/Value.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { BreakdownTable } from './BreakdownTable.tsx';
import { TrendChart } from './TrendChart.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'flex-end', gap: tokens.spacingHorizontalL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  period: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  panel: {
    minWidth: 0,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  heading: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  reading: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  value: { fontSize: tokens.fontSizeHero900, lineHeight: tokens.lineHeightHero900, fontWeight: tokens.fontWeightSemibold },
  changes: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  fact: { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  term: { color: tokens.colorNeutralForeground3 },
  formula: { margin: `0 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
});

/** One KPI: its reading, how it is counted, how it moved, and of what it is made. */
export default function KpiPage() {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { slug = '', kpi: id = '' } = useParams();
  const { question, address, change } = useAddress();
  const kpi = useKpi(slug, id, question);
  const by = dimensions.find((dimension) => dimension === address.get('by')) ?? 'country';
  usePageTitle(kpi.data?.title);
  const { data, error, isPlaceholderData } = kpi;
  return (
    <div className={styles.page}>
      <nav aria-label={t('nav.back')}>
        <RouterLink to={`/a/${slug}/scorecard${searchOf(question)}`}>← {t('nav.back')}</RouterLink>
      </nav>
      {error && !isPlaceholderData ? (
        <Failure isPage error={error} retry={() => void kpi.refetch()} />
      ) : data ? (
        <>
          <div className={styles.top}>
            <div>
              <h1 className={styles.title}>{data.title}</h1>
              <span className={styles.period}>
                {t('detail.period', { start: format.date(data.period.start), end: format.date(data.period.end) })}
              </span>
            </div>
            <Filters account={slug} question={question} read={data} change={change} />
          </div>
          <Slices account={slug} question={question} change={change} />
          <div className={styles.columns}>
            <Panel title={t('detail.value')}>
              <ReadingPart kpi={data} />
            </Panel>
            <Panel title={t('trend.title')}>
              <TrendChart kpi={data} />
            </Panel>
          </div>
          <Panel title={t('detail.breakdown')}>
            <BreakdownTable account={slug} kpi={data} by={by} question={question} />
          </Panel>
        </>
      ) : (
        <PageSkeleton cards={3} />
      )}
    </div>
  );
}

function ReadingPart({ kpi }: { kpi: KpiDetail }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const part = (amount: KpiDetail['numerator']) =>
    amount === null ? '–' : format.fullAmount(amount, typeof amount === 'object' ? 'money' : 'count');
  const facts: [string, string][] = [];
  if (kpi.target !== null) facts.push([t('detail.target'), format.fullAmount(kpi.target, kpi.unit)]);
  if (kpi.attainment !== null) facts.push([t('detail.attainment'), format.percent(kpi.attainment)]);
  if (kpi.asked !== null) facts.push([t('detail.asked'), format.fullAmount(kpi.asked, kpi.unit)]);
  if (kpi.pace !== null) facts.push([t('detail.pace'), format.percent(kpi.pace)]);
  if (kpi.previousYear !== null) facts.push([t('detail.lastYear'), format.fullAmount(kpi.previousYear, kpi.unit)]);
  facts.push([t('detail.numerator'), part(kpi.numerator)]);
  // A sum has no denominator; saying "0" would only raise a question.
  if (
    kpi.denominator !== null &&
    part(kpi.denominator) !== part(kpi.numerator) &&
    Number(typeof kpi.denominator === 'object' ? kpi.denominator.amount : kpi.denominator) !== 0
  ) {
    facts.push([t('detail.denominator'), part(kpi.denominator)]);
  }
  facts.push([t('detail.records'), format.count(kpi.records)]);
  return (
    <div className={styles.reading}>
      <div className={styles.row}>
        <span className={styles.value}>
          <Value reading={kpi} unit={kpi.unit} />
        </span>
        {kpi.status && <StatusMark status={kpi.status} />}
      </div>
      <TargetBar kpi={kpi} />
      <div className={styles.changes}>
        <ChangeOnYear kpi={kpi} />
        <ChangeSinceDigest kpi={kpi} />
      </div>
      <p className={styles.formula}>{kpi.formula}</p>
      <dl className={styles.facts}>
        {facts.map(([term, fact]) => [
          <dt key={`${term} term`} className={styles.term}>
            {term}
          </dt>,
          <dd key={term} className={styles.fact}>
            {fact}
          </dd>,
        ])}
      </dl>
      {kpi.missingRates.length > 0 && (
        <span className={styles.period}>{t('kpi.rates', { currencies: format.list(kpi.missingRates) })}</span>
      )}
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.panel}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}
