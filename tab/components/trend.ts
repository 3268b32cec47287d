import type { Kpi, KpiDetail, Scorecard, TrendPoint } from '../../src/server/contract.ts';
import { civil, magnitude } from '../i18n/format.ts';

export interface Dot {
  date: string;
  x: number;
  y: number;
}

/**
 * Places a trend in a box of `width` × `height`, as lines between which nothing is drawn: where a point has no value,
 * and where a new period begins, from which a flow counts anew.
 */
export function linesOf(points: readonly TrendPoint[], breaks: readonly string[], scale: Scale): Dot[][] {
  const lines: Dot[][] = [];
  let line: Dot[] = [];
  const end = () => {
    if (line.length > 0) lines.push(line);
    line = [];
  };
  let before: string | null = null;
  for (const { date, value } of points) {
    if (before !== null && breaks.some((start) => before !== null && before < start && start <= date)) end();
    if (value === null) end();
    else line.push({ date, x: scale.x(date), y: scale.y(magnitude(value)) });
    before = date;
  }
  end();
  return lines;
}

export interface Scale {
  x(date: string): number;
  y(value: number): number;
  low: number;
  high: number;
}

/** @param values every value that must be seen, of all lines in the box. */
export function scaleOf(
  dates: readonly string[],
  values: readonly number[],
  box: { width: number; height: number; margin: number; fromZero?: boolean },
): Scale {
  const times = dates.map((date) => civil(date).getTime());
  const first = Math.min(...times);
  const span = Math.max(...times) - first || 1;
  let low = Math.min(...values, ...(box.fromZero ? [0] : []));
  let high = Math.max(...values, ...(box.fromZero ? [0] : []));
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    low -= room;
    high += room;
  }
  const inner = { width: box.width - 2 * box.margin, height: box.height - 2 * box.margin };
  return {
    low,
    high,
    x: (date) => box.margin + ((civil(date).getTime() - first) / span) * inner.width,
    y: (value) => box.margin + (1 - (value - low) / (high - low)) * inner.height,
  };
}

/** The first days of the periods between two days, for a flow that counts anew: the asked period's own start, moved by its length. */
export function periodStarts(period: Scorecard['period'], shape: Kpi['shape'], from: string, until: string): string[] {
  const months = { fytd: 12, qtd: 3, mtd: 1 }[period.key] ?? (/^fy\d{4}$/i.test(period.key) ? 12 : null);
  if (shape === 'level' || months === null) return [];
  const starts: string[] = [];
  let start = period.start;
  while (start > from) {
    if (start <= until) starts.unshift(start);
    start = addMonths(start, -months);
  }
  return starts;
}

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
}

export const pathOf = (line: readonly Dot[]): string =>
  line.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

const dayMs = 86_400_000;
const daysFrom = (from: string, until: string): number => Math.round((civil(until).getTime() - civil(from).getTime()) / dayMs);

/**
 * What the target asked on each day of a trend. Of a sum, part of it, by the same rule as the server's: as last year
 * went, or where that says nothing, by the days that have passed; and only within the period. Of all else, the target.
 */
export function askedPath(kpi: Pick<KpiDetail, 'trend' | 'trendPreviousYear' | 'target' | 'asked' | 'period' | 'asOf'>): {
  isWhole: boolean;
  points: { date: string; value: number }[];
} {
  const { trend, target, asked, period, asOf } = kpi;
  if (target === null || asked === null) return { isWhole: true, points: [] };
  const [whole, byNow] = [magnitude(target), magnitude(asked)];
  if (JSON.stringify(target) === JSON.stringify(asked)) return { isWhole: true, points: trend.map(({ date }) => ({ date, value: whole })) };
  const elapsed = (day: string) => (daysFrom(period.start, day) + 1) / (daysFrom(period.start, period.end) + 1);
  const isByDays = whole !== 0 && Math.abs(byNow / whole - elapsed(asOf)) < 1e-6;
  const lastYear = kpi.trendPreviousYear.map(({ value }) => (value === null ? 0 : magnitude(value)));
  const lastYearByNow = lastYear.at(-1) ?? 0;
  return {
    isWhole: false,
    points: trend.flatMap(({ date }, index) => {
      if (date < period.start || date > period.end) return [];
      if (isByDays) return [{ date, value: whole * elapsed(date) }];
      return lastYearByNow === 0 ? [] : [{ date, value: ((lastYear[index] ?? 0) / lastYearByNow) * byNow }];
    }),
  };
}
