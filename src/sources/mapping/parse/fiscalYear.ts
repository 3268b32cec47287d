import { type Cell, cellText, Unreadable } from './cell.ts';

const single = /^(?:FY|F|财年)?\s*'?(\d{4}|\d{2})\s*(?:财年)?$/i;
const span = /^(?:FY)?\s*(\d{4})\s*[-/–]\s*(\d{4}|\d{2})$/i;
const yearExpected = new Unreadable('a fiscal year: 2026, FY2026 or FY26');

/** The year in which the fiscal year ends. '26' alone is no year; 'FY26' is. */
function yearOf(text: string): number | null {
  const years = span.exec(text);
  if (years) {
    const first = Number(years[1]);
    const last = (years[2] as string).length === 2 ? Math.floor(first / 100) * 100 + Number(years[2]) : Number(years[2]);
    return last === first + 1 ? last : null;
  }
  const match = single.exec(text);
  if (!match || /^\d{2}$/.test(text)) return null;
  const year = Number(match[1]);
  const full = year < 100 ? 2000 + year : year;
  return full >= 1990 && full <= 2101 ? full : null;
}

export function parseFiscalYear(cell: Cell): number | null | Unreadable {
  const text = cellText(cell)?.normalize('NFKC').trim();
  if (text === '') return null;
  return (text === undefined ? null : yearOf(text)) ?? yearExpected;
}

const periodExpected = new Unreadable('a fiscal year or quarter: FY2026 or FY2026-Q1');

/** A target's period, to 'FY2026' or 'FY2026-Q1'. */
export function parsePeriod(cell: Cell): string | null | Unreadable {
  const text = cellText(cell)?.normalize('NFKC').trim();
  if (text === '') return null;
  if (text === undefined) return periodExpected;
  const after = /^(.*?)[\s\-/]*Q([1-4])$/i.exec(text);
  const before = /^Q([1-4])[\s\-/]*(.*)$/i.exec(text);
  const year = yearOf((after?.[1] ?? before?.[2] ?? text).trim());
  if (year === null) return periodExpected;
  const quarter = after?.[2] ?? before?.[1];
  return quarter ? `FY${year}-Q${quarter}` : `FY${year}`;
}
