import type { Language } from '../../src/model/index.ts';
import type { Amount, Kpi, Reading, Unit } from '../../src/server/contract.ts';
import { en, type Texts } from './en.ts';
import { type Formats, formats, magnitude } from './format.ts';
import { zhCN } from './zh-CN.ts';

const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN };

/** All that a card needs to speak to somebody. */
export interface Words {
  language: Language;
  /** For Intl: the person's own region where it speaks the language. */
  locale: string;
  t: Texts;
  format: Formats;
  /** A reading, or the words that stand for it. */
  value(reading: Pick<Reading, 'value' | 'note'>, unit: Unit): string;
  /** A difference with its sign and unit: '+1.8 pts', '−$40K', '+3'. */
  change(value: Amount, unit: Unit): string;
  /** A driver's share of a change, finer than `change`: '+0.35 pts'. */
  share(value: Amount, unit: Unit): string;
  /** '↑ +1.8 pts on last year', or null where there is nothing to compare with. */
  onYear(kpi: Pick<Kpi, 'changeOnYear' | 'unit'>): string | null;
}

const kept = new Map<string, Words>();

/** @param timeZone in which instants are written; UTC unless given */
export function wordsIn(
  language: Language,
  { locale = language, timeZone = 'UTC' }: { locale?: string; timeZone?: string | null } = {},
): Words {
  const key = `${language} ${locale} ${timeZone}`;
  const known = kept.get(key);
  if (known) return known;
  // Locales and time zones come from outside: what is kept has an end.
  if (kept.size > 500) kept.clear();
  const words = make(language, usableLocale(locale, language), usableTimeZone(timeZone));
  kept.set(key, words);
  return words;
}

function make(language: Language, locale: string, timeZone: string): Words {
  const t = texts[language];
  const format = formats(locale, timeZone);
  const change = (value: Amount, unit: Unit): string => {
    const plain = format.change(value, unit);
    return unit === 'ratio' ? t.kpi.points(plain) : plain;
  };
  return {
    language,
    locale,
    t,
    format,
    change,
    share: (value, unit) => (unit === 'ratio' ? t.kpi.points(format.share(value, unit)) : format.share(value, unit)),
    value: ({ value, note }, unit) =>
      value !== null
        ? format.amount(value, unit)
        : note === 'targetMet'
          ? t.kpi.targetMet
          : note === 'tooFewRespondents'
            ? t.kpi.tooFew
            : t.kpi.noData,
    onYear: ({ changeOnYear, unit }) => {
      if (changeOnYear === null) return null;
      const text = unit === 'ratio' ? change(changeOnYear, unit) : format.signedPercent(changeOnYear);
      return t.kpi.onYear(`${arrow(changeOnYear)}${changeOnYear === 0 ? t.kpi.unchanged : text}`);
    },
  };
}

/** Which way it went: '↑ ', '↓ ' or ''. */
export const arrow = (by: Amount): string => (magnitude(by) > 0 ? '↑ ' : magnitude(by) < 0 ? '↓ ' : '');

/** The language that a locale speaks; null where it is none of ours. */
export function languageOfLocale(locale: string | undefined): Language | null {
  if (!locale) return null;
  return /^zh\b/i.test(locale) ? 'zh-CN' : /^en\b/i.test(locale) ? 'en' : null;
}

function usableLocale(locale: string, language: Language): string {
  try {
    return languageOfLocale(locale) === language ? (Intl.getCanonicalLocales(locale)[0] ?? language) : language;
  } catch {
    return language;
  }
}

function usableTimeZone(timeZone: string | null): string {
  try {
    return timeZone ? new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone : 'UTC';
  } catch {
    return 'UTC';
  }
}
