/** The periods that are offered beside the running ones: the last closed fiscal years, newest first, by their number (the year in which they end). */
export function closedFiscalYears(today: string, fiscalYearStart: string, howMany = 3): number[] {
  const [year = 0] = today.split('-').map(Number);
  const isCalendarYear = fiscalYearStart === '01-01';
  const hasBegun = today.slice(5) >= fiscalYearStart;
  const running = isCalendarYear ? year : hasBegun ? year + 1 : year;
  return Array.from({ length: howMany }, (_, index) => running - 1 - index);
}

export const runningPeriods = ['fytd', 'qtd', 'mtd', 'ttm'] as const;
