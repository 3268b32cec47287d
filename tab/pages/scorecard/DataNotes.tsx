import { makeStyles, tokens } from '@fluentui/react-components';
import type { Scorecard } from '../../../src/server/contract.ts';
import { useSources } from '../../api/queries.ts';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** What the numbers rest on: how fresh, which rows and which currencies are missing. */
export function DataNotes({ account, scorecard }: { account: string; scorecard: Scorecard }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const sources = useSources(account);
  const fresh = scorecard.kpis.flatMap(({ freshAsOf }) => (freshAsOf ? [freshAsOf] : [])).sort()[0];
  const rates = [...new Set(scorecard.kpis.flatMap((kpi) => kpi.missingRates))].sort();
  const quarantined = (sources.data?.sources ?? []).reduce((sum, source) => sum + source.quarantined, 0);
  return (
    <div className={styles.root}>
      {fresh && <span>{t('kpi.fresh', { time: format.instant(fresh) })}</span>}
      {rates.length > 0 && <span>{t('scorecard.missingRates', { currencies: format.list(rates) })}</span>}
      {quarantined > 0 && (
        <RouterLink inText to={`/a/${account}/sources#quarantine`}>
          {t('scorecard.quarantined', { count: quarantined })}
        </RouterLink>
      )}
    </div>
  );
}
