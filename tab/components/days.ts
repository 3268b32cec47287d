/** The same day of an earlier week or month; a month that is shorter gives its last day. */
export function daysBefore(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return iso(Date.UTC(year, month - 1, date - days));
}
export function monthBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 2, Math.min(date, lastOfMonth)));
}
/** The first day of the quarter, three months each from the fiscal year's first day. */
export function quarterStart(day: string, fiscalYearStart: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const [startMonth = 1, startDay = 1] = fiscalYearStart.split('-').map(Number);
  const back = (month - startMonth - (date < startDay ? 1 : 0) + 24) % 3;
  return iso(Date.UTC(year, month - 1 - (date < startDay ? 1 : 0) - back, startDay));
}
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
