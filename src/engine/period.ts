import { Temporal } from 'temporal-polyfill';
import { type FiscalYear, fiscalYearSql } from '../kpis/fiscalYear.ts';
import { InvalidPeriodError } from './errors.ts';
import type { CivilDate, Period } from './types.ts';

type PlainDate = Temporal.PlainDate;
const plain = (date: CivilDate): PlainDate => Temporal.PlainDate.from(date);

/** How a period moves with the day: the window that holds a day, and (in SQL) the first day on which a flow row is no longer in it. */
interface Rolling {
  window(day: PlainDate, fiscalYearStart: string): { start: PlainDate; end: PlainDate };
  lapses(occurredOn: string, fiscalYear: FiscalYear): string;
}

/** The number of the fiscal year that holds a day: the year in which it ends. */
export function fiscalYearOf(date: CivilDate, fiscalYearStart: string): number {
  const day = plain(date);
  const startsThisYear = plain(`${String(day.year).padStart(4, '0')}-${fiscalYearStart}`);
  const startYear = Temporal.PlainDate.compare(day, startsThisYear) >= 0 ? day.year : day.year - 1;
  return fiscalYearStart === '01-01' ? startYear : startYear + 1;
}

export function fiscalYearBounds(number: number, fiscalYearStart: string): { start: CivilDate; end: CivilDate } {
  const start = plain(`${fiscalYearStart === '01-01' ? number : number - 1}-${fiscalYearStart}`);
  return { start: start.toString(), end: start.add({ years: 1 }).subtract({ days: 1 }).toString() };
}

const fiscalYearWindow = (day: PlainDate, fiscalYearStart: string) => {
  const { start, end } = fiscalYearBounds(fiscalYearOf(day.toString(), fiscalYearStart), fiscalYearStart);
  return { start: plain(start), end: plain(end) };
};
/** The quarter (1–4) of a fiscal year: three months each from its first day. */
const quarterWindow = (yearStart: PlainDate, quarter: number) => ({
  start: yearStart.add({ months: 3 * (quarter - 1) }),
  end: yearStart.add({ months: 3 * quarter }).subtract({ days: 1 }),
});
export function quarterOf(date: CivilDate, fiscalYearStart: string): number {
  const { start } = fiscalYearWindow(plain(date), fiscalYearStart);
  for (let quarter = 4; quarter > 1; quarter -= 1)
    if (Temporal.PlainDate.compare(plain(date), quarterWindow(start, quarter).start) >= 0) return quarter;
  return 1;
}

/** SQL: the first day after the quarter that holds a date. Shifting by months and days puts the fiscal year's quarters on the calendar's. */
const firstDayAfterQuarter = (date: string, { month, day }: FiscalYear) => {
  const shifted = `(${date} - ${day - 1}) - interval '${(month - 1) % 3} months'`;
  return `(date_trunc('quarter', ${shifted}) + interval '${3 + ((month - 1) % 3)} months')::date + ${day - 1}`;
};

const rolling: Readonly<Record<string, Rolling>> = {
  fytd: { window: fiscalYearWindow, lapses: (date, fiscalYear) => `${fiscalYear.end(date)} + 1` },
  qtd: {
    window: (day, start) => quarterWindow(fiscalYearWindow(day, start).start, quarterOf(day.toString(), start)),
    lapses: firstDayAfterQuarter,
  },
  mtd: {
    window: (day) => ({ start: day.with({ day: 1 }), end: day.with({ day: day.daysInMonth }) }),
    lapses: (date) => `(date_trunc('month', ${date}) + interval '1 month')::date`,
  },
  ttm: {
    window: (day) => ({ start: day.subtract({ years: 1 }).add({ days: 1 }), end: day }),
    // 29 February leaves with 28 February of the next year, not before it
    lapses: (date) =>
      `(${date} + interval '1 year')::date + case when extract(month from ${date}) = 2 and extract(day from ${date}) = 29 then 1 else 0 end`,
  },
};

/** What a period key means on a day. `lapses` is null for a fixed window. */
export interface ResolvedPeriod extends Period {
  lapses: string | null;
}

/**
 * @param key 'fytd', 'qtd', 'mtd', 'ttm', 'fy2025', 'fy2025-q1' or '2025-07-01..2026-06-30'.
 * @throws InvalidPeriodError
 */
export function resolvePeriod(key: string, asOf: CivilDate, fiscalYearStart: string): ResolvedPeriod {
  const kind = rolling[key.toLowerCase()];
  if (kind) {
    const { start, end } = kind.window(plain(asOf), fiscalYearStart);
    return {
      key: key.toLowerCase(),
      start: start.toString(),
      end: end.toString(),
      lapses: kind.lapses('occurred_on', fiscalYearSql(fiscalYearStart)),
    };
  }
  const year = /^fy(\d{4})(?:-q([1-4]))?$/i.exec(key);
  if (year && Number(year[1]) >= 1990 && Number(year[1]) <= 2101) {
    const bounds = fiscalYearBounds(Number(year[1]), fiscalYearStart);
    if (!year[2]) return { key: key.toLowerCase(), ...bounds, lapses: null };
    const { start, end } = quarterWindow(plain(bounds.start), Number(year[2]));
    return { key: key.toLowerCase(), start: start.toString(), end: end.toString(), lapses: null };
  }
  const range = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(key);
  if (range?.[1] && range[2]) {
    try {
      const [start, end] = [
        Temporal.PlainDate.from(range[1], { overflow: 'reject' }),
        Temporal.PlainDate.from(range[2], { overflow: 'reject' }),
      ];
      if (start.year >= 1990 && end.year <= 2100 && Temporal.PlainDate.compare(start, end) <= 0)
        return { key, start: start.toString(), end: end.toString(), lapses: null };
    } catch {
      // falls through to the one message below
    }
    throw new InvalidPeriodError(`the period ${key} is not two calendar dates in order, from 1990 to 2100`);
  }
  throw new InvalidPeriodError(
    `the period "${key}" is not understood: use fytd, qtd, mtd, ttm, fy2025, fy2025-q1 or 2025-07-01..2026-06-30`,
  );
}

/** The same day one year earlier; 29 February gives 28 February. */
export const yearBefore = (date: CivilDate): CivilDate => plain(date).subtract({ years: 1 }).toString();
export const daysBetween = (from: CivilDate, to: CivilDate): number => plain(from).until(plain(to), { largestUnit: 'day' }).days;
export const nextDay = (date: CivilDate): CivilDate => plain(date).add({ days: 1 }).toString();
export const maxDate = (a: CivilDate, b: CivilDate): CivilDate => (a >= b ? a : b);
export const minDate = (a: CivilDate, b: CivilDate): CivilDate => (a <= b ? a : b);

/** The same window one year earlier. */
export const windowBefore = (period: { start: CivilDate; end: CivilDate }) => ({
  start: yearBefore(period.start),
  end: plain(yearBefore(nextDay(period.end)))
    .subtract({ days: 1 })
    .toString(),
});

/** The days of a trend: the month ends of the last twelve months, or of a fixed period, then the day itself. */
export function trendDates(period: ResolvedPeriod, asOf: CivilDate): CivilDate[] {
  const day = plain(asOf);
  const first = period.lapses ? day.subtract({ months: 12 }) : plain(period.start);
  const last = period.lapses ? day : plain(minDate(period.end, asOf));
  const dates: CivilDate[] = [];
  for (let month = first.with({ day: first.daysInMonth }); Temporal.PlainDate.compare(month, last) <= 0 && dates.length < 60; ) {
    if (month.toString() < asOf) dates.push(month.toString());
    const next = month.add({ days: 1 });
    month = next.with({ day: next.daysInMonth });
  }
  return [...dates, asOf];
}
