/** SQL for an account's fiscal year. Its first day is a literal in the statement: as a sub-select it doubled a trend's time. */
export interface FiscalYear {
  /** 1–12 and 1–31. */
  month: number;
  day: number;
  /** SQL: the number of the fiscal year that holds a date: the year in which it ends (integer). */
  year(date: string): string;
  /** SQL: its first day (date). */
  start(date: string): string;
  /** SQL: its last day (date). */
  end(date: string): string;
  /** SQL: the first day (date) of the fiscal year of that number. */
  startOf(year: string): string;
  /** SQL: the last day (date) of the fiscal year of that number. */
  endOf(year: string): string;
}

/** @param monthDay 'MM-DD', the first day of the fiscal year (not 02-29). */
export function fiscalYearSql(monthDay: string): FiscalYear {
  const [month = 7, day = 1] = monthDay.split('-').map(Number);
  const isCalendarYear = month === 1 && day === 1;
  /** Shifting by this much puts the first day on 1 January of the year in which the fiscal year ends. */
  const year = (date: string) =>
    isCalendarYear
      ? `extract(year from ${date})::int`
      : `extract(year from ((${date}) - ${day - 1}) + interval '${13 - month} months')::int`;
  const startOf = (number: string) => `make_date((${number}) - ${isCalendarYear ? 0 : 1}, ${month}, ${day})`;
  const endOf = (number: string) => `(make_date((${number}) + ${isCalendarYear ? 1 : 0}, ${month}, ${day}) - 1)`;
  return { month, day, year, start: (date) => startOf(year(date)), end: (date) => endOf(year(date)), startOf, endOf };
}
