/** What every part of the sample's story agrees on. Civil dates are 'YYYY-MM-DD'. */
export type Day = string;

/** The day on which the story is told. Nothing is known of later days but what is planned. */
export const storyDate: Day = '2026-11-24';
export const fiscalYears = [2024, 2025, 2026, 2027] as const;
export const customerName = 'Kestrane Group';

const dayMs = 86_400_000;
const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const addDays = (day: Day, days: number): Day => new Date((numberOf(day) + days) * dayMs).toISOString().slice(0, 10);
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);
/** The same day so many months later, or the last day of that month. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
}
export const monthEnd = (day: Day): Day => addDays(addMonths(`${day.slice(0, 8)}01`, 1), -1);
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
/** The year in which the fiscal year ends (July to June). */
export const fiscalYearOf = (day: Day): number => Number(day.slice(0, 4)) + (monthOf(day) >= 7 ? 1 : 0);
export const startOfYear = (fiscalYear: number): Day => `${fiscalYear - 1}-07-01`;
export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(numberOf(day) * dayMs).getUTCDay());
/** The day itself, or the Monday after its weekend. */
export const weekday = (day: Day): Day => (isWeekend(day) ? weekday(addDays(day, 1)) : day);
export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** The first day of every month from one to the other. */
export function months(from: Day, until: Day): Day[] {
  const firsts: Day[] = [];
  for (let first = `${from.slice(0, 8)}01`; first <= until; first = addMonths(first, 1)) firsts.push(first);
  return firsts;
}

/** How much of a year's business falls into a month: the fiscal year's end towers, the calendar year's end is the lesser peak, summer is quiet. */
const seasons = [0.75, 0.8, 1.15, 0.8, 1.0, 2.6, 0.45, 0.5, 1.05, 0.85, 0.95, 1.6];
export const season = (day: Day): number => seasons[monthOf(day) - 1] as number;

export const products = [
  'Productivity Suite',
  'Security Suite',
  'Cloud Platform',
  'Business Applications',
  'Data Platform',
  'Developer Tools',
] as const;
export type Product = (typeof products)[number];

/** A record as the model has it, before it becomes a row. Money in its own currency; absent fields are empty. */
export type Value = string | number | boolean | readonly string[] | { amount: number; currency: string };
export interface SampleRecord {
  id: string;
  [field: string]: Value | null | undefined;
}
export const numbered = (prefix: string, number: number, digits = 4): string => `${prefix}-${String(number).padStart(digits, '0')}`;
