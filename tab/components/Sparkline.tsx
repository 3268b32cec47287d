import { makeStyles, tokens } from '@fluentui/react-components';
import type { Kpi, Scorecard, TrendPoint } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { linesOf, pathOf, periodStarts, scaleOf } from './trend.ts';

const width = 120;
const height = 36;

const useStyles = makeStyles({
  svg: { display: 'block', width: '100%', height: `${height}px`, overflow: 'visible', color: tokens.colorBrandForeground1 },
});

/** A trend in a few pixels. What it says stands in its accessible text too. */
export function Sparkline({ kpi, period }: { kpi: Pick<Kpi, 'trend' | 'unit' | 'shape'>; period: Scorecard['period'] }) {
  const styles = useStyles();
  const text = useTrendText(kpi.trend, kpi.unit);
  const known = kpi.trend.filter((point) => point.value !== null);
  const first = kpi.trend[0];
  const last = kpi.trend.at(-1);
  if (known.length < 2 || !first || !last) return null;
  const scale = scaleOf(
    kpi.trend.map((point) => point.date),
    known.map((point) => magnitude(point.value ?? 0)),
    { width, height, margin: 4 },
  );
  const lines = linesOf(kpi.trend, periodStarts(period, kpi.shape, first.date, last.date), scale);
  const end = lines.at(-1)?.at(-1);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={text} className={styles.svg}>
      {lines.map((line) => (
        <path
          key={line[0]?.date}
          // A single point between two gaps: a stroke of no length, drawn as a dot by its round caps.
          d={line.length === 1 ? `${pathOf(line)}h0.01` : pathOf(line)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.75}
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {end && (
        <path d={`M${end.x} ${end.y}h0.01`} stroke="currentColor" strokeWidth={6} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
}

export function useTrendText(trend: readonly TrendPoint[], unit: Kpi['unit']): string {
  const { t } = useWords();
  const format = useFormats();
  const known = trend.flatMap(({ date, value }) => (value === null ? [] : [{ date, value }]));
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return t('trend.none');
  const sorted = known.map(({ value }) => value).sort((a, b) => magnitude(a) - magnitude(b));
  return t('trend.text', {
    from: format.amount(first.value, unit),
    fromDate: format.date(first.date),
    to: format.amount(last.value, unit),
    toDate: format.date(last.date),
    low: format.amount(sorted[0] ?? first.value, unit),
    high: format.amount(sorted.at(-1) ?? last.value, unit),
  });
}
