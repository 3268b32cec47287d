import type {
  CardElement,
  ChartColor,
  IDonutChart,
  IHorizontalBarChart,
  ILineChart,
  ITextBlock,
  IVerticalBarChart,
} from '@microsoft/teams.cards';
import { subtle } from './text.ts';

type Chart = ILineChart | IDonutChart | IVerticalBarChart | IHorizontalBarChart;

/**
 * A chart, and the words that stand for it where charts are unknown. What it shows is also told by the card's text, so
 * that a phone that draws nothing misses nothing.
 */
export const withFallback = (chart: Chart, inWords: string): CardElement => ({
  ...chart,
  fallback: subtle(inWords) satisfies ITextBlock,
});

/** Lines over days. Points without a value are left out: a line has no holes. */
export const lineChart = (
  title: string,
  lines: readonly { legend: string; color: ChartColor; points: readonly { on: string; value: number | null }[] }[],
  { yAxisTitle, inWords }: { yAxisTitle?: string; inWords: string },
): CardElement =>
  withFallback(
    {
      type: 'Chart.Line',
      title,
      ...(yAxisTitle ? { yAxisTitle } : {}),
      data: lines
        .map(({ legend, color, points }) => ({
          legend,
          color,
          values: points.flatMap(({ on, value }) => (value === null ? [] : [{ x: on, y: rounded(value) }])),
        }))
        .filter((line) => line.values.length > 0),
    },
    inWords,
  );

/** Parts of a whole. */
export const donutChart = (
  title: string,
  parts: readonly { legend: string; value: number; color: ChartColor }[],
  inWords: string,
): CardElement =>
  withFallback(
    {
      type: 'Chart.Donut',
      title,
      maxWidth: '240px',
      horizontalAlignment: 'Left',
      data: parts.map((part) => ({ ...part, value: rounded(part.value) })),
    },
    inWords,
  );

/** Steps up and down, side by side. */
export const barChart = (
  title: string,
  bars: readonly { x: string; y: number; color: ChartColor }[],
  { yAxisTitle, inWords }: { yAxisTitle?: string; inWords: string },
): CardElement =>
  withFallback(
    {
      type: 'Chart.VerticalBar',
      title,
      showBarValues: true,
      ...(yAxisTitle ? { yAxisTitle } : {}),
      data: bars.map((bar) => ({ ...bar, y: short(bar.y) })),
    },
    inWords,
  );

/** Charts get no more digits than can be seen. */
const rounded = (value: number): number => Number(value.toPrecision(6));
/** The number stands over its bar: more than three digits do not fit. Percentages keep one decimal. */
const short = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value * 10) / 10 : Number(value.toPrecision(3)));
