import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { KpiDetail } from '../../../src/server/contract.ts';
import { useTrendText } from '../../components/Sparkline.tsx';
import { linesOf, pathOf, periodStarts, type Scale, scaleOf } from '../../components/trend.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { LineKey, TrendLine } from './trendLines.ts';

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
  dates: { gridColumn: 2, position: 'relative', height: '20px', marginBlockStart: tokens.spacingVerticalXS },
  date: { position: 'absolute', transform: 'translateX(-50%)', whiteSpace: 'nowrap' },
  first: { transform: 'none' },
  last: { transform: 'translateX(-100%)' },
  between: { '@media (max-width: 639px)': { display: 'none' } },
  // Too near to the last day, which is written out.
  nearLast: { '@media (max-width: 1279px)': { display: 'none' } },
  legend: {
    gridColumn: 2,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    marginBlockStart: tokens.spacingVerticalS,
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

/** The lines differ in their dashes, not in colour alone. */
const looks: Record<LineKey, { color: string; dash?: string; strokeWidth: number }> = {
  target: { color: tokens.colorNeutralForeground1, dash: '1.5 4', strokeWidth: 1.5 },
  asked: { color: tokens.colorNeutralForeground1, dash: '1.5 4', strokeWidth: 1.5 },
  lastYear: { color: tokens.colorNeutralForeground3, dash: '6 4', strokeWidth: 1.5 },
  knownThen: { color: tokens.colorPaletteBerryForeground1, dash: '10 3 2 3', strokeWidth: 1.75 },
  thisYear: { color: tokens.colorBrandForeground1, strokeWidth: 2.5 },
};

/** The reading over time, with last year's on the same days, what was asked, and what was known on each of those days. */
export function TrendChart({ kpi, lines }: { kpi: KpiDetail; lines: readonly TrendLine[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const id = useId();
  const text = useTrendText(kpi.trend, kpi.unit);
  const days = kpi.trend.map(({ date }) => date);
  const scale = scaleOf(
    days,
    lines.flatMap(({ values }) => values.filter((value) => value !== null)),
    { width, height, margin, fromZero: kpi.unit === 'money' },
  );
  const breaks = periodStarts(kpi.period, kpi.shape, days[0] ?? '', days.at(-1) ?? '');
  const asAmount = (value: number) =>
    format.amount(kpi.unit === 'money' ? { amount: String(Math.round(value)), currency: kpi.currency ?? 'USD' } : value, kpi.unit);
  const drawn = lines.map(({ key, values }) => ({
    key,
    ...looks[key],
    parts: linesOf(
      days.map((date, index) => ({ date, value: values[index] ?? null, asKnownThen: null })),
      key === 'target' ? [] : breaks,
      scale,
    ),
  }));
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <div className={styles.scale} aria-hidden="true">
        {[scale.high, (scale.high + scale.low) / 2, scale.low].map((value) => (
          <span key={value}>{asAmount(value)}</span>
        ))}
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
        {[...drawn].reverse().flatMap(({ key, color, dash, strokeWidth, parts }) =>
          parts.map((line) => (
            <path
              key={`${key} ${line[0]?.date}`}
              d={line.length === 1 ? `${pathOf(line)}h0.01` : pathOf(line)}
              fill="none"
              stroke={color}
              // A single point between two gaps is a dot.
              strokeWidth={line.length === 1 ? strokeWidth * 2.5 : strokeWidth}
              strokeDasharray={line.length === 1 ? undefined : dash}
              strokeLinecap="round"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          )),
        )}
        {days.map((date, index) => (
          <rect key={date} {...strip(days, index, scale)} y={0} height={height} fill="transparent">
            <title>
              {[
                format.date(date),
                ...lines.flatMap(({ key, values }) => {
                  const value = values[index] ?? null;
                  return value === null ? [] : [`${t(`trend.${key}`)}: ${asAmount(value)}`];
                }),
              ].join('\n')}
            </title>
          </rect>
        ))}
      </svg>
      <div className={styles.dates} aria-hidden="true">
        {ticks(days.length).map((index, place, all) => (
          <span
            key={index}
            className={mergeClasses(
              styles.date,
              place === 0 && styles.first,
              place === all.length - 1 && styles.last,
              place > 0 && place < all.length - 1 && styles.between,
              place > 0 && place === all.length - 2 && styles.nearLast,
            )}
            style={{ insetInlineStart: `${(scale.x(days[index] ?? '') / width) * 100}%` }}
          >
            {place === all.length - 1 ? format.date(days[index] ?? '') : format.month(days[index] ?? '')}
          </span>
        ))}
      </div>
      <figcaption id={id} className={styles.legend}>
        {drawn.map(({ key, color, dash, strokeWidth }) => (
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

/** At most five days to name, the first and the last among them, evenly apart. */
function ticks(count: number): number[] {
  const wanted = Math.min(count, 5);
  return [...new Set(Array.from({ length: wanted }, (_, index) => Math.round((index * (count - 1)) / Math.max(1, wanted - 1))))];
}

/** Where the pointer means this day: half way to its neighbours. */
function strip(days: readonly string[], index: number, scale: Scale): { x: number; width: number } {
  const at = (place: number) => scale.x(days[Math.min(Math.max(place, 0), days.length - 1)] ?? '');
  const from = (at(index - 1) + at(index)) / 2;
  return { x: from, width: Math.max(0, (at(index) + at(index + 1)) / 2 - from) };
}
