import { fiscalYearOf } from '../periods.ts';

/** The periods for which a target can be set, as the API names them: last, this and next fiscal year, each with its quarters. */
export function targetPeriods(today: string, fiscalYearStart: string): string[] {
  const running = fiscalYearOf(today, fiscalYearStart);
  return [running, running + 1, running - 1].flatMap((year) => [`FY${year}`, ...[1, 2, 3, 4].map((quarter) => `FY${year}-Q${quarter}`)]);
}
