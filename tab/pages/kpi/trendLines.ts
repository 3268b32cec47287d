import type { KpiDetail } from '../../../src/server/contract.ts';
import { askedPath } from '../../components/trend.ts';
import { magnitude } from '../../i18n/format.ts';

export type LineKey = 'thisYear' | 'lastYear' | 'knownThen' | 'asked' | 'target';
/** The values of one line, on the days of the trend; null where it has none. */
export interface TrendLine {
  key: LineKey;
  values: (number | null)[];
}

/** The lines that a KPI's trend has, the reading first; null where there is too little to draw. */
export function trendLines(kpi: KpiDetail): TrendLine[] | null {
  const { trend, trendPreviousYear } = kpi;
  const numbers = (points: readonly (KpiDetail['trend'][number] | undefined)[], of: 'value' | 'asKnownThen') =>
    points.map((point) => (point === undefined || point[of] === null ? null : magnitude(point[of])));
  const thisYear = numbers(trend, 'value');
  // Last year's points stand where this year's of the same place in the row do.
  const before = trendPreviousYear.slice(-trend.length);
  const lastYear = numbers(
    trend.map((_, index) => before[index]),
    'value',
  );
  const knownThen = numbers(trend, 'asKnownThen');
  const { isWhole, points } = askedPath(kpi);
  const asked = new Map(points.map(({ date, value }) => [date, value]));
  const lines: TrendLine[] = [
    { key: 'thisYear', values: thisYear },
    { key: 'lastYear', values: lastYear },
    { key: 'knownThen', values: knownThen },
    { key: isWhole ? 'target' : 'asked', values: trend.map(({ date }) => asked.get(date) ?? null) },
  ];
  const count = (values: readonly (number | null)[]) => values.filter((value) => value !== null).length;
  if (trend.length < 2 || count([...thisYear, ...lastYear]) < 2) return null;
  // What was known then says something once it can be compared over some days.
  return lines.filter(({ key, values }) => count(values) >= (key === 'knownThen' ? 2 : 1));
}
