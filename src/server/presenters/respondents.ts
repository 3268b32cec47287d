import { fewestRespondents } from '../../access/policies/people.ts';
import type { KpiReading, Question, Reading } from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';

/** KPIs whose records are the answers of named persons. */
export const isOfAnswers = (kpi: string): boolean => kpiById(kpi)?.isOfAnswers === true;
export const isSliced = (question: Question): boolean => Object.keys(question.slice).length > 0;

/** A slice that fewer than three answered shows no mean: it would be what one person said. */
export function withoutTooFew<R extends Reading>(kpi: string, sliced: boolean, reading: R): R {
  const shows = !sliced || !isOfAnswers(kpi) || reading.records === 0 || reading.records >= fewestRespondents;
  return shows ? reading : withoutMean(reading);
}

export const withoutMean = <R extends Reading>(reading: R): R => ({
  ...reading,
  value: null,
  numerator: '0',
  denominator: '0',
  note: 'tooFewRespondents',
});

/** The same for a whole KPI: nothing that the mean could be told from is left. */
export function kpiWithoutTooFew<K extends KpiReading>(sliced: boolean, kpi: K): K {
  const shown = withoutTooFew(kpi.id, sliced, kpi);
  if (shown === kpi) return kpi;
  return { ...shown, attainment: null, pace: null, status: null, previousYear: null, changeOnYear: null, sinceLastDigest: null, trend: [] };
}

/**
 * Slices whose means are not shown: those that fewer than three answered, and beside them the next smallest, until what is
 * hidden cannot be had by taking the rest from the total (two slices, three answers).
 */
export function hiddenSlices(kpi: string, slices: readonly { key: string; records: number }[]): ReadonlySet<string> {
  if (!isOfAnswers(kpi)) return new Set();
  const answered = slices.filter(({ records }) => records > 0).sort((a, b) => a.records - b.records);
  const few = answered.filter(({ records }) => records < fewestRespondents).length;
  let [count, records] = [0, 0];
  for (const slice of answered) {
    if (count >= few && (few === 0 || (count >= 2 && records >= fewestRespondents))) break;
    count += 1;
    records += slice.records;
  }
  return new Set(answered.slice(0, count).map(({ key }) => key));
}
