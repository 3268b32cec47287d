import type { KpiDetail } from '../../../src/server/contract.ts';
import { Panel } from '../../components/Panel.tsx';
import { useWords } from '../../i18n/text.ts';
import { TrendChart } from './TrendChart.tsx';
import { TrendTable } from './TrendTable.tsx';
import { trendLines } from './trendLines.ts';

/** How the reading has moved: as a picture, and as the numbers of which it is made. */
export function TrendPanel({ kpi }: { kpi: KpiDetail }) {
  const { t } = useWords();
  const lines = trendLines(kpi);
  return (
    <Panel title={t('trend.title')}>
      {lines === null ? (
        <p>{t('trend.none')}</p>
      ) : (
        <>
          <TrendChart kpi={kpi} lines={lines} />
          <TrendTable kpi={kpi} lines={lines} />
        </>
      )}
    </Panel>
  );
}
