import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { KpiDetail, TrendPoint } from '../../../src/server/contract.ts';
import { useTrendText } from '../../components/Sparkline.tsx';
import { type Dot, linesOf, pathOf, periodStarts, scaleOf } from '../../components/trend.ts';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const width = 720;
const height = 280;
const margin = 8;

const useStyles = makeStyles({
  figure: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  scale: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  svg: { display: 'block', width: '100%', height: `${height}px`, overflow: 'visible' },
  dates: { gridColumn: 2, display: 'flex', justifyContent: 'space-between', marginBlockStart: tokens.spacingVerticalXS },
  legend: {
    gridColumn: 2,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    marginBlockStart: tokens.spacingVerticalS,
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

type Line = { key: 'thisYear' | 'lastYear' | 'target'; dash?: string; color: string; lines: Dot[][]; strokeWidth: number };

/** The reading over time, with last year's on the same days, and what is asked. The lines differ in their dashes, not in colour alone. */
export function TrendChart({ kpi }: { kpi: KpiDetail }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const id = useId();
  const text = useTrendText(kpi.trend, kpi.unit);
  const first = kpi.trend[0];
  const last = kpi.trend.at(-1);
  const values = [...kpi.trend, ...kpi.trendPreviousYear].flatMap(({ value }) => (value === null ? [] : [magnitude(value)]));
  if (!first || !last || values.length < 2) return <p>{t('trend.none')}</p>;

  // What a sum is asked by each day is not known here; for the rest the target is asked all the time.
  const level = kpi.target !== null && JSON.stringify(kpi.target) === JSON.stringify(kpi.asked) ? magnitude(kpi.target) : null;
  const scale = scaleOf(
    kpi.trend.map(({ date }) => date),
    level === null ? values : [...values, level],
    { width, height, margin, fromZero: kpi.unit === 'money' },
  );
  const breaks = periodStarts(kpi.period, kpi.shape, first.date, last.date);
  // Last year's points stand where this year's of the same place in the row do.
  const lastYear = kpi.trendPreviousYear
    .slice(-kpi.trend.length)
    .map((point, index): TrendPoint => ({ ...point, date: kpi.trend[index]?.date ?? point.date }));
  const drawn: Line[] = [
    { key: 'lastYear', color: tokens.colorNeutralForeground3, dash: '6 4', strokeWidth: 1.5, lines: linesOf(lastYear, breaks, scale) },
    { key: 'thisYear', color: tokens.colorBrandForeground1, strokeWidth: 2.5, lines: linesOf(kpi.trend, breaks, scale) },
  ];
  if (level !== null) {
    const ends = [first.date, last.date].map((date) => ({ date, x: scale.x(date), y: scale.y(level) }));
    drawn.unshift({ key: 'target', color: tokens.colorNeutralForeground1, dash: '1.5 4', strokeWidth: 1.5, lines: [ends] });
  }
  const asAmount = (value: number) =>
    format.amount(
      typeof first.value === 'object' && kpi.unit === 'money'
        ? { amount: String(Math.round(value)), currency: kpi.currency ?? 'USD' }
        : value,
      kpi.unit,
    );
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <div className={styles.scale} aria-hidden="true">
        <span>{asAmount(scale.high)}</span>
        <span>{asAmount(scale.low)}</span>
      </div>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={text} className={styles.svg}>
        {[0, 0.5, 1].map((part) => (
          <path
            key={part}
            d={`M0 ${margin + part * (height - 2 * margin)}H${width}`}
            stroke={tokens.colorNeutralStroke2}
            strokeOpacity={0.6}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {drawn.flatMap(({ key, color, dash, strokeWidth, lines }) =>
          lines.map((line) => (
            <path
              key={`${key} ${line[0]?.date}`}
              d={line.length === 1 ? `${pathOf(line)}h0.01` : pathOf(line)}
              fill="none"
              stroke={color}
              strokeWidth={strokeWidth}
              strokeDasharray={dash}
              strokeLinecap="round"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          )),
        )}
      </svg>
      <div className={styles.dates} aria-hidden="true">
        <span>{format.date(first.date)}</span>
        <span>{format.date(last.date)}</span>
      </div>
      <figcaption id={id} className={styles.legend}>
        {drawn
          .filter(({ lines }) => lines.length > 0)
          .reverse()
          .map(({ key, color, dash, strokeWidth }) => (
            <span key={key} className={styles.key}>
              <svg width="28" height="8" aria-hidden="true">
                <path d="M2 4H26" stroke={color} strokeWidth={strokeWidth} strokeDasharray={dash} strokeLinecap="round" />
              </svg>
              {t(`trend.${key}`)}
            </span>
          ))}
      </figcaption>
    </figure>
  );
}
