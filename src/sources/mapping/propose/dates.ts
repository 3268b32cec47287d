import type { Text } from '../../../model/index.ts';
import { type Cell, Unreadable } from '../parse/cell.ts';
import { dateParser } from '../parse/date.ts';
import { type ColumnProfile, oncePerColumn, shareWhere } from './column.ts';

/** How the dates of a column are written. */
export interface DateReading {
  /** The share of the values that are dates when read so. */
  share: number;
  /** null: each value says itself what is what. */
  format: string | null;
  /** Where the values do not tell: the formats between which only a person can choose. */
  undecided: readonly string[];
  said: Text;
}

const numeric = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})(?:\D.*)?$/;
const named = /^(\d{1,2})([-\s/.])(\p{L}{3,})\.?\2(\d{2})(?:\D.*)?$/u;

const reads = (profile: ColumnProfile, format?: string): number => {
  const parse = dateParser({ ...(format ? { format } : {}), ...(profile.column.kind ? { column: profile.column.kind } : {}) });
  return shareWhere(profile, (cell) => {
    if (typeof cell === 'boolean') return false;
    const value = parse(cell as Cell);
    return value !== null && !(value instanceof Unreadable);
  });
};

/** Numbers alone are dates only where each could be one: 20260630, or a workbook's day. Amounts could be too, so a date's header must say it. */
export const readDates = oncePerColumn((profile): DateReading => {
  const plain = reads(profile);
  const parts = profile.values.flatMap(({ text }) => {
    const found = numeric.exec(text.normalize('NFKC'));
    return found
      ? [{ first: found[1] as string, separator: found[2] as string, second: found[3] as string, last: found[4] as string }]
      : [];
  });
  const separator = parts[0]?.separator;
  const isYearLast = parts.length > 0 && parts.every((part) => part.first.length <= 2 && part.separator === separator);
  if (!separator || !isYearLast) {
    const short = profile.values.map(({ text }) => named.exec(text.normalize('NFKC'))).find((found) => found !== null);
    const format = short ? `dd${short[2]}MMM${short[2]}yy` : null;
    if (format && reads(profile, format) > plain) return decided(reads(profile, format), format);
    return { share: plain, format: null, undecided: [], said: saidOf(null) };
  }
  const year = parts.every((part) => part.last.length === 4) ? 'yyyy' : 'yy';
  const formats = [`dd${separator}MM${separator}${year}`, `MM${separator}dd${separator}${year}`];
  if (year === 'yy') formats.push(`yy${separator}MM${separator}dd`);
  const ranked = formats.map((format) => ({ format, share: reads(profile, format) })).sort((a, b) => b.share - a.share);
  const best = ranked[0] as { format: string; share: number };
  const asGood = ranked.filter(({ share }) => share === best.share).map(({ format }) => format);
  if (asGood.length > 1) return { share: best.share, format: null, undecided: asGood, said: saidOf(null) };
  // A second format that reads nearly as much: a few odd values must not decide.
  const others = ranked.slice(1).filter(({ share }) => best.share - share < 0.02 && best.share < 1);
  if (others.length > 0)
    return { share: best.share, format: null, undecided: [best.format, ...others.map(({ format }) => format)], said: saidOf(null) };
  return decided(best.share, best.format);
});

const decided = (share: number, format: string): DateReading => ({ share, format, undecided: [], said: saidOf(format) });
const saidOf = (format: string | null): Text =>
  format ? { en: `dates as ${format}`, 'zh-CN': `${format} 格式的日期` } : { en: 'dates', 'zh-CN': '日期' };
