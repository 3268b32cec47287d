import { Temporal } from 'temporal-polyfill';

/** From when on: a day; the last digest; or words that are not understood. null: nothing was said of it. */
export type Since = { kind: 'day'; day: string } | { kind: 'digest' } | { kind: 'unclear'; words: string } | null;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const lead = /(?:^|\s)(?:since|from|after)\s+(.+)$|(?:自从?|从)\s*(.+?)\s*(?:以来|起|开始)?$|^((?:(?!自|从).)+?)(?:以来|至今)$/i;
const spans: readonly [RegExp, (today: Temporal.PlainDate) => Temporal.PlainDate][] = [
  [/^(?:yesterday|昨天)$/i, (today) => today.subtract({ days: 1 })],
  [/^(?:last|a|one)? ?week(?: ago)?$|^(?:上周|一周前|上个?星期)$/i, (today) => today.subtract({ weeks: 1 })],
  [/^(?:last|a|one)? ?month(?: ago)?$|^(?:上个?月|一个月前)$/i, (today) => today.subtract({ months: 1 })],
  [/^(?:last|a|one)? ?quarter(?: ago)?$|^(?:上个?季度|一个季度前)$/i, (today) => today.subtract({ months: 3 })],
  [/^(?:last|a|one)? ?year(?: ago)?$|^(?:去年|一年前)$/i, (today) => today.subtract({ years: 1 })],
];

/** @returns what is left of the text, and since when: 'partner attach since 1 Oct' → 'partner attach', 2026-10-01. The past: a day without a year is the last such day. */
export function sinceIn(text: string, today: string): { rest: string; since: Since } {
  const found = lead.exec(text);
  if (!found) return { rest: text, since: null };
  const words = (found[1] ?? found[2] ?? found[3] ?? '').trim().replace(/^the\s+/i, '');
  const rest = text.slice(0, found.index).trim();
  // '合作伙伴参与率 上个月以来': the KPI stands before the day.
  const [before, day] = rest === '' && found[3] ? splitKpi(words) : ['', words];
  const left = rest || before;
  if (/^(?:last )?digest$|^上?(?:次|期|一期)?周报$/i.test(day)) return { rest: left, since: { kind: 'digest' } };
  const resolved = dayOf(day, Temporal.PlainDate.from(today));
  return { rest: left, since: resolved ? { kind: 'day', day: resolved.toString() } : { kind: 'unclear', words: day } };
}

function splitKpi(words: string): [string, string] {
  const parts = words.split(/\s+/);
  return parts.length < 2 ? ['', words] : [parts.slice(0, -1).join(' '), parts.at(-1) ?? ''];
}

function dayOf(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const [pattern, resolve] of spans) if (pattern.test(words)) return resolve(today);
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(words);
  if (iso) return date(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const chinese = /^(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?$/.exec(words);
  if (chinese) return lastSuch(today, Number(chinese[1]), Number(chinese[2] ?? 1));
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$/i.exec(words);
  if (dayFirst) return named(today, dayFirst[2], dayFirst[1], dayFirst[3]);
  const monthFirst = /^([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))?$/i.exec(words);
  if (monthFirst) return named(today, monthFirst[1], monthFirst[2] ?? '1', monthFirst[3]);
  return null;
}

function named(
  today: Temporal.PlainDate,
  name: string | undefined,
  day: string | undefined,
  year: string | undefined,
): Temporal.PlainDate | null {
  const month = months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  return year ? date(Number(year), month, Number(day)) : lastSuch(today, month, Number(day));
}

function lastSuch(today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate | null {
  const thisYear = date(today.year, month, day);
  if (thisYear === null) return null;
  return Temporal.PlainDate.compare(thisYear, today) <= 0 ? thisYear : date(today.year - 1, month, day);
}

function date(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < 1990 || year > 2100) return null;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}
