import { makeStyles, tokens } from '@fluentui/react-components';
import type { KpiDetail } from '../../../src/server/contract.ts';
import { ChangeOnYear, ChangeSinceDigest } from '../../components/Change.tsx';
import { Panel } from '../../components/Panel.tsx';
import { StatusMark } from '../../components/StatusMark.tsx';
import { TargetBar } from '../../components/TargetBar.tsx';
import { useNeedText } from '../../components/useNeedText.ts';
import { Value } from '../../components/Value.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Formula } from './Formula.tsx';

const useStyles = makeStyles({
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
  need: { fontWeight: tokens.fontWeightSemibold },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  fact: { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  term: { color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What it reads, what was asked of it, and how the number comes about. */
export function ReadingPanel({ kpi }: { kpi: KpiDetail }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const need = useNeedText()(kpi, kpi);
  const facts: [string, string][] = [];
  if (kpi.target !== null) facts.push([t('detail.target'), format.fullAmount(kpi.target, kpi.unit)]);
  if (kpi.attainment !== null) facts.push([t('detail.attainment'), format.percent(kpi.attainment)]);
  // Only a sum is asked part of its target by a day.
  if (kpi.asked !== null && JSON.stringify(kpi.asked) !== JSON.stringify(kpi.target)) {
    facts.push([t('detail.asked'), format.fullAmount(kpi.asked, kpi.unit)]);
    if (kpi.pace !== null) facts.push([t('detail.pace'), format.percent(kpi.pace)]);
  }
  if (kpi.previousYear !== null) facts.push([t('detail.lastYear'), format.fullAmount(kpi.previousYear, kpi.unit)]);
  facts.push([t('detail.records'), format.count(kpi.records)]);
  return (
    <Panel title={t('detail.value')}>
      <div className={styles.reading}>
        <div className={styles.row}>
          <span className={styles.value}>
            <Value reading={kpi} unit={kpi.unit} />
          </span>
          {kpi.status && <StatusMark status={kpi.status} />}
        </div>
        <TargetBar kpi={kpi} />
        {need && <span className={styles.need}>{need}</span>}
        {(kpi.changeOnYear !== null || kpi.sinceLastDigest !== null) && (
          <div className={styles.changes}>
            <ChangeOnYear kpi={kpi} />
            <ChangeSinceDigest kpi={kpi} />
          </div>
        )}
        <Formula kpi={kpi} />
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
          <span className={styles.quiet}>{t('kpi.rates', { currencies: format.list(kpi.missingRates) })}</span>
        )}
      </div>
    </Panel>
  );
}
