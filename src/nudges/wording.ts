import { Temporal } from 'temporal-polyfill';
import { kpiById } from '../kpis/index.ts';
import { type Language, model } from '../model/index.ts';
import type { Facts, NudgeRule, Told } from './rule.ts';

/** Everything that a nudge's sentences may speak of, in the reader's language. */
export function toldOf(
  rule: NudgeRule,
  language: Language,
  about: { record: string | null; organization: string | null; facts: Facts; today: string; currency: string },
): Told {
  return {
    record: about.record ?? '',
    organization: about.organization ?? '',
    facts: about.facts,
    today: about.today,
    date: (day) => (typeof day === 'string' ? dateIn(language, day) : ''),
    choice: (name, key) => {
      const field = model[rule.recordType].fields[name];
      return typeof key !== 'string' ? '' : field?.kind === 'choice' ? (field.choices[key]?.[language] ?? key) : key;
    },
    money: (amount, currency) =>
      typeof amount === 'string' ? moneyIn(language, amount, typeof currency === 'string' ? currency : about.currency) : '',
    days: (from, until) =>
      typeof from === 'string' && typeof until === 'string'
        ? Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'day' }).days
        : 0,
  };
}

/** '30 June 2027', '2027年6月30日'. */
export const dateIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const moneyIn = (language: Language, amount: string, currency: string, more: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
    ...more,
    // a decimal string is read without the loss of a float
  }).format(amount as unknown as number);

/** A difference in a KPI's own unit with its sign: '+1.8 points', '+$120K', '+3'. */
export function changeIn(language: Language, kpi: string, change: string, currency: string): string {
  const unit = kpiById(kpi)?.unit ?? 'count';
  if (unit === 'money') return moneyIn(language, change, currency, { signDisplay: 'exceptZero' });
  const points = unit === 'ratio' ? Number(change) * 100 : Number(change);
  const isSmall = Math.abs(points) < 0.1;
  const number = new Intl.NumberFormat(language, {
    signDisplay: 'exceptZero',
    ...(isSmall ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 }),
  }).format(points);
  if (unit === 'ratio') return language === 'en' ? `${number} points` : `${number} 个百分点`;
  if (unit === 'days') return language === 'en' ? `${number} days` : `${number} 天`;
  return number;
}

/** A reading as people write it. */
export function valueIn(language: Language, kpi: string, value: string | null, currency: string): string {
  if (value === null) return language === 'en' ? 'no data' : '无数据';
  const unit = kpiById(kpi)?.unit ?? 'count';
  if (unit === 'money') return moneyIn(language, value, currency);
  const options: Intl.NumberFormatOptions =
    unit === 'ratio' ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, options).format(Number(value));
}

/** 'Renewing it is worth +1.8 points of EA renewal rate by 30 June 2027.' Null where it moves nothing. */
export function worthIn(
  language: Language,
  rule: NudgeRule,
  told: Told,
  worth: { kpi: string; change: string | null; horizon: string; currency: string },
): string | null {
  if (worth.change === null || Number(worth.change) === 0) return null;
  const change = changeIn(language, worth.kpi, worth.change, worth.currency);
  const title = kpiById(worth.kpi)?.title[language] ?? worth.kpi;
  const doing = rule.doing[language](told);
  const isNow = worth.horizon === told.today;
  if (language === 'en')
    return `${doing} is worth ${change} of ${inSentence(title)} ${isNow ? 'today' : `by ${told.date(worth.horizon)}`}.`;
  return `${doing}可使“${title}”${isNow ? '今天' : `在 ${told.date(worth.horizon)} 前`}变化 ${change}。`;
}

/** A title within a sentence: 'Partner attach' becomes 'partner attach', 'EA renewal rate' stays. */
const inSentence = (title: string): string => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
