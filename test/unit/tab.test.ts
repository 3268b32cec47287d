import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { TrendPoint } from '../../src/server/contract.ts';
import { withQuery } from '../../tab/api/client.ts';
import { BadQuestionError, errorOf, ForbiddenError, NotFoundError, UnavailableError } from '../../tab/api/problems.ts';
import { questionOf, searchOf } from '../../tab/api/question.ts';
import { closedFiscalYears } from '../../tab/components/periods.ts';
import { linesOf, periodStarts, scaleOf } from '../../tab/components/trend.ts';
import { themeOfTeams } from '../../tab/host/themes.ts';
import { expiresAt } from '../../tab/host/token.ts';
import { formats } from '../../tab/i18n/format.ts';
import { chooseLanguage } from '../../tab/i18n/text.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the address as the state of a page', () => {
  it('carries period, day and slices both ways, and nothing else', () => {
    const question = questionOf(new URLSearchParams('period=qtd&asOf=2025-12-31&country=DE&product=&status=offTrack'));
    expect(question).toEqual({ period: 'qtd', asOf: '2025-12-31', slice: { country: 'DE', product: '' } });
    expect(searchOf(question)).toBe('?period=qtd&asOf=2025-12-31&country=DE&product=');
    expect(searchOf(question, { by: 'country' })).toBe('?period=qtd&asOf=2025-12-31&country=DE&product=&by=country');
    expect(searchOf({ slice: {} })).toBe('');
  });

  it('keeps a slice of nothing apart from no slice when it asks the API', () => {
    expect(withQuery('/api', { country: '', period: undefined })).toBe('/api?country=');
  });
});

describe('a trend', () => {
  const points = (...values: (number | null)[]): TrendPoint[] =>
    values.map((value, index) => ({ date: `2025-0${index + 5}-28`, value, asKnownThen: null }));
  const scale = scaleOf(['2025-05-28', '2025-09-28'], [0, 10], { width: 100, height: 50, margin: 0 });
  const dates = (lines: ReturnType<typeof linesOf>) => lines.map((line) => line.map(({ date }) => date.slice(5, 7)).join(' '));

  it('is broken where a value is missing and where a new period begins', () => {
    expect(dates(linesOf(points(1, 2, 3, null, 5), ['2025-07-01'], scale))).toEqual(['05 06', '07', '09']);
  });

  it('stands in time, not in the order of its points, the highest value on top', () => {
    expect(scale.x('2025-05-28')).toBe(0);
    expect(scale.x('2025-09-28')).toBe(100);
    expect(scale.y(10)).toBe(0);
    expect(scale.y(0)).toBe(50);
  });

  it('draws a flat line in the middle of its box', () => {
    expect(scaleOf(['2025-05-28'], [7, 7], { width: 100, height: 50, margin: 0 }).y(7)).toBe(25);
  });

  it('begins anew with each fiscal year, quarter or month of a flow, never for a level or a moving window', () => {
    const period = (key: string, start: string) => ({ key, start, end: '2026-06-30' });
    expect(periodStarts(period('fytd', '2025-07-01'), 'flow', '2024-06-30', '2025-12-31')).toEqual(['2024-07-01', '2025-07-01']);
    expect(periodStarts(period('qtd', '2025-10-01'), 'flow', '2025-06-30', '2025-12-31')).toEqual(['2025-07-01', '2025-10-01']);
    expect(periodStarts(period('ttm', '2025-01-01'), 'flow', '2024-06-30', '2025-12-31')).toEqual([]);
    expect(periodStarts(period('fytd', '2025-07-01'), 'level', '2024-06-30', '2025-12-31')).toEqual([]);
  });
});

describe('numbers as people read them', () => {
  const english = formats('en-US');
  const chinese = formats('zh-CN');

  it('shortens money and keeps the whole of it at hand', () => {
    const money = { amount: '18437250.50', currency: 'USD' };
    expect(english.amount(money, 'money')).toBe('$18.4M');
    expect(english.fullAmount(money, 'money')).toBe('$18,437,251');
    expect(chinese.amount(money, 'money')).toBe('US$1843.7万');
  });

  it('loses no digit of an amount that a float cannot hold', () => {
    expect(english.fullAmount({ amount: '9007199254740993', currency: 'USD' }, 'money')).toBe('$9,007,199,254,740,993');
  });

  it('shows ratios in per cent and their difference in points', () => {
    expect(english.amount(0.6315, 'ratio')).toBe('63.2%');
    expect(english.change(0.042, 'ratio')).toBe('+4.2');
    expect(english.change(0, 'ratio')).toBe('0');
  });

  it('names days and countries', () => {
    expect(plain(english.amount(74.5, 'days'))).toBe('74.5 days');
    expect(chinese.country('DE')).toBe('德国');
    expect(english.country('Atlantis')).toBe('Atlantis');
  });

  it('shows a civil date as that day, wherever the reader is', () => {
    expect(english.date('2025-12-31')).toBe('Dec 31, 2025');
  });
});

describe('the languages', () => {
  const keys = (texts: object, path = ''): string[] =>
    Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' ? keys(value, `${path}${key}.`) : [`${path}${key}`]));

  const texts = (language: string): object => JSON.parse(readFileSync(new URL(`../../tab/i18n/${language}.json`, import.meta.url), 'utf8'));

  it('say the same things', () => {
    // Chinese has one form for any number.
    expect(keys(texts('zh-CN')).sort()).toEqual(
      keys(texts('en'))
        .filter((key) => !key.endsWith('_one'))
        .sort(),
    );
  });

  it('are chosen by the person, then by the host’s locales, among those that are offered', () => {
    expect(chooseLanguage(['zh-TW', 'en-US'], ['en', 'zh-CN'], null)).toBe('zh-CN');
    expect(chooseLanguage(['de-DE', 'zh-CN'], ['en', 'zh-CN'], null)).toBe('zh-CN');
    expect(chooseLanguage(['zh-CN'], ['en', 'zh-CN'], 'en')).toBe('en');
    expect(chooseLanguage(['zh-CN'], ['en'], 'zh-CN')).toBe('en');
    expect(chooseLanguage(['sv-SE'], [], null)).toBe('en');
  });
});

describe('what the tab tells apart', () => {
  it('refusals by what the person can do', () => {
    const of = (status: number) => errorOf({ type: 'about:blank', title: 'x', status });
    expect(of(400)).toBeInstanceOf(BadQuestionError);
    expect(of(403)).toBeInstanceOf(ForbiddenError);
    expect(of(404)).toBeInstanceOf(NotFoundError);
    expect(of(429)).toBeInstanceOf(UnavailableError);
    expect(of(503)).toBeInstanceOf(UnavailableError);
  });

  it('the themes of Teams, of which those it does not know are light', () => {
    expect(['default', 'dark', 'contrast', 'glass'].map(themeOfTeams)).toEqual(['light', 'dark', 'contrast', 'light']);
  });

  it('when a token ends, and that one which does not say must be asked for again', () => {
    const token = `e30.${Buffer.from('{"exp":1800000000}').toString('base64url')}.x`;
    expect(expiresAt(token)).toBe(1_800_000_000_000);
    expect(['', 'x.y.z', 'e30.e30.x'].map(expiresAt)).toEqual([0, 0, 0]);
  });

  it('closed fiscal years, by the year in which they end', () => {
    expect(closedFiscalYears('2025-12-31', '07-01')).toEqual([2025, 2024, 2023]);
    expect(closedFiscalYears('2025-06-30', '07-01')).toEqual([2024, 2023, 2022]);
    expect(closedFiscalYears('2025-06-30', '01-01')).toEqual([2024, 2023, 2022]);
  });
});
