/** The number of the fiscal year that holds a day: the year in which it ends. */
export function fiscalYearOf(today: string, fiscalYearStart: string): number {
  const year = Number(today.slice(0, 4));
  if (fiscalYearStart === '01-01') return year;
  return today.slice(5) >= fiscalYearStart ? year + 1 : year;
}

/** The periods that are offered beside the running ones: the last closed fiscal years, newest first. */
export function closedFiscalYears(today: string, fiscalYearStart: string, howMany = 3): number[] {
  const running = fiscalYearOf(today, fiscalYearStart);
  return Array.from({ length: howMany }, (_, index) => running - 1 - index);
}

/** The quarters that have begun, newest first, as keys of a period: 'fy2027-q2'. */
export function recentQuarters(today: string, fiscalYearStart: string, howMany = 6): string[] {
  const year = fiscalYearOf(today, fiscalYearStart);
  const running = year * 4 + quarterOf(today, fiscalYearStart) - 1;
  return Array.from({ length: howMany }, (_, index) => running - index).map((number) => `fy${Math.floor(number / 4)}-q${(number % 4) + 1}`);
}

/** The quarter (1 to 4) of the fiscal year that holds a day: three months each from its first day. */
export function quarterOf(today: string, fiscalYearStart: string): number {
  const [, month = 1, day = 1] = today.split('-').map(Number);
  const [startMonth = 1, startDay = 1] = fiscalYearStart.split('-').map(Number);
  return Math.floor(((month - startMonth - (day < startDay ? 1 : 0) + 24) % 12) / 3) + 1;
}

export const runningPeriods = ['fytd', 'qtd', 'mtd', 'ttm'] as const;
export const rangeOf = (key: string): { start: string; end: string } | null => {
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(key);
  return range?.[1] && range[2] ? { start: range[1], end: range[2] } : null;
};
