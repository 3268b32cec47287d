/** Civil dates as 'YYYY-MM-DD' strings, which sort as they follow each other. Written without the date library of the product, so that the two check each other. */
export type Day = string;

const millisecondsPerDay = 86_400_000;
const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / millisecondsPerDay;

export const addDays = (day: Day, days: number): Day => new Date((dayNumber(day) + days) * millisecondsPerDay).toISOString().slice(0, 10);
/** How many days after `from` is `to`. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The same day so many months later, or the last day of that month where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const firstOfMonth = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}`;
  const lengthOfMonth = new Date(Date.UTC(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)).getUTCDate();
  return `${firstOfMonth}-${String(Math.min(Number(day.slice(8)), lengthOfMonth)).padStart(2, '0')}`;
}
export const yearBefore = (day: Day): Day => addMonths(day, -12);

export const earliest = (...days: (Day | null)[]): Day | null => days.filter((day) => day !== null).sort()[0] ?? null;
export const latest = (...days: (Day | null)[]): Day | null =>
  days
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? null;

/** The sixth of the weekdays, Monday to Friday, that follow a day. */
export function sixthWeekdayAfter(day: Day): Day {
  let next = day;
  for (let weekdays = 0; weekdays < 6; ) {
    next = addDays(next, 1);
    const dayOfWeek = new Date(`${next}T00:00:00Z`).getUTCDay();
    if (dayOfWeek !== 0 && dayOfWeek !== 6) weekdays += 1;
  }
  return next;
}

/** @param startsOn 'MM-DD', the first day of the fiscal year. Returns the year in which the fiscal year that holds `day` ends. */
export function fiscalYearOf(day: Day, startsOn: string): number {
  const year = Number(day.slice(0, 4));
  return startsOn !== '01-01' && day.slice(5) >= startsOn ? year + 1 : year;
}
export const fiscalYearStart = (fiscalYear: number, startsOn: string): Day =>
  `${startsOn === '01-01' ? fiscalYear : fiscalYear - 1}-${startsOn}`;
export const fiscalYearEnd = (fiscalYear: number, startsOn: string): Day => addDays(fiscalYearStart(fiscalYear + 1, startsOn), -1);
