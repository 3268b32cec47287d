import { type Cell, cellText, Unreadable } from './cell.ts';
import { type DateFormat, type DateParts, dateFormat } from './dateFormat.ts';
import { monthNamed } from './months.ts';

export interface DateOptions {
  /** As the mapping states it: 'MM/dd/yyyy'. ISO dates and serial numbers are read in any case. */
  format?: string;
  /**
   * What the source says of the column. 'date': its instants are midnight somewhere (SharePoint gives the site's midnight in UTC).
   * 'instant': a moment, whose day is that of `timeZone`.
   */
  column?: 'date' | 'instant';
  timeZone?: string;
}

const firstYear = 1990;
const lastYear = 2100;
const dayMs = 86_400_000;
/** Day 0 of the serial numbers of workbooks (1900 system, for days after February 1900). */
const serialEpoch = Date.UTC(1899, 11, 30);
const firstSerial = (Date.UTC(firstYear, 0, 1) - serialEpoch) / dayMs;
const lastSerial = (Date.UTC(lastYear, 11, 31) - serialEpoch) / dayMs;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const daysInMonth = (year: number, month: number): number =>
  month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const outOfRange = new Unreadable(`a date between ${firstYear} and ${lastYear}`);
const noSuchDay = new Unreadable('a day that the calendar has');

function civil({ year, month, day }: DateParts): string | Unreadable {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return noSuchDay;
  if (year < firstYear || year > lastYear) return outOfRange;
  return `${year}-${two(month)}-${two(day)}`;
}
const civilOfUtc = (ms: number): string | Unreadable => {
  const date = new Date(ms);
  return civil({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
};

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const isoInstant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z$/;
const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
const yearLast = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const compact = /^(\d{4})(\d\d)(\d\d)$/;
const serial = /^\d{5}(\.\d+)?$/;
const eastAsian = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日號号일]?$/;
const dayMonthName = /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:de\s+|of\s+)?(\p{L}+)\.?,?[\s-]*(?:de\s+)?(\d{4})$/u;
const monthNameDay = /^(?:\p{L}+,\s+)?(\p{L}+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})$/u;
const timeAfter = /(?<=\d)(?:T|\s|,)+\d{1,2}:\d\d.*$/;

const parts = (year: string, month: string | number, day: string): string | Unreadable =>
  civil({ year: Number(year), month: Number(month), day: Number(day) });

/** A serial number of a workbook; its fraction is the time of day. */
function ofSerial(value: number): string | Unreadable {
  if (Number.isInteger(value) && value >= firstYear * 10_000 && value < (lastYear + 1) * 10_000) {
    return civil({ year: Math.floor(value / 10_000), month: Math.floor(value / 100) % 100, day: value % 100 });
  }
  if (value < firstSerial || value >= lastSerial + 1) return outOfRange;
  return civilOfUtc(serialEpoch + Math.floor(value) * dayMs);
}

const dayIn = new Map<string, Intl.DateTimeFormat>();
const timeIn = new Map<string, Intl.DateTimeFormat>();
/** Whether it is midnight there: then the day is known exactly, also where that is 13 hours ahead of UTC. */
function isMidnight(ms: number, timeZone: string): boolean {
  let format = timeIn.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    timeIn.set(timeZone, format);
  }
  return format.format(ms) === '00:00';
}
function ofInstant(ms: number, options: DateOptions): string | Unreadable {
  if (options.column === 'date' && !(options.timeZone && isMidnight(ms, options.timeZone)))
    return civilOfUtc(Math.round(ms / dayMs) * dayMs);
  if (!options.column || !options.timeZone || ms % dayMs === 0) return civilOfUtc(ms);
  let format = dayIn.get(options.timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: options.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayIn.set(options.timeZone, format);
  }
  const [year, month, day] = format.format(ms).split('-').map(Number);
  return civil({ year: year ?? 0, month: month ?? 0, day: day ?? 0 });
}

function named(text: string): string | Unreadable | null {
  const match = dayMonthName.exec(text);
  if (match) {
    const month = monthNamed(match[2] as string);
    if (month) return parts(match[3] as string, month, match[1] as string);
  }
  const other = monthNameDay.exec(text);
  const month = other ? monthNamed(other[1] as string) : null;
  return other && month ? parts(other[3] as string, month, other[2] as string) : null;
}

/** Year last, without a stated format: read only where the two other numbers can be one thing alone. */
function yearLastDate(first: string, second: string, year: string): string | Unreadable {
  const a = Number(first);
  const b = Number(second);
  if (a === b || b > 12) return parts(year, a, second);
  if (a > 12) return parts(year, b, first);
  return new Unreadable('a date that can be read one way only: state its format in the mapping, such as "dd/MM/yyyy" or "MM/dd/yyyy"');
}

/** @returns a parser to 'YYYY-MM-DD'. */
export function dateParser(options: DateOptions = {}): (cell: Cell) => string | null | Unreadable {
  const stated: DateFormat | null = options.format === undefined ? null : dateFormat(options.format);
  const expected = new Unreadable(options.format ? `a date as ${options.format}` : 'a date such as 2026-06-30');
  return (cell) => {
    if (typeof cell === 'number') return Number.isFinite(cell) ? ofSerial(cell) : expected;
    const whole = cellText(cell);
    if (whole === null) return expected;
    if (whole === '') return null;
    const instant = isoInstant.exec(whole);
    if (instant) {
      const [, year, month, day, hour, minute, second] = instant as unknown as string[];
      const midnight = civil({ year: Number(year), month: Number(month), day: Number(day) });
      if (midnight instanceof Unreadable || (hour === '00' && minute === '00' && (second ?? '00') === '00')) return midnight;
      return ofInstant(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second ?? 0)), options);
    }
    const text = whole.normalize('NFKC').replace(timeAfter, '').trim();
    const standard = iso.exec(text);
    if (standard) return parts(standard[1] as string, standard[2] as string, standard[3] as string);
    if (stated) {
      const found = stated(text);
      if (found) return civil(found);
      return serial.test(text) ? ofSerial(Number(text)) : expected;
    }
    const first = yearFirst.exec(text) ?? compact.exec(text) ?? eastAsian.exec(text);
    if (first) return parts(first[1] as string, first[2] as string, first[3] as string);
    const last = yearLast.exec(text);
    if (last) return yearLastDate(last[1] as string, last[2] as string, last[3] as string);
    if (serial.test(text)) return ofSerial(Number(text));
    return named(text) ?? expected;
  };
}
