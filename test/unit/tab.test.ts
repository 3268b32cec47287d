import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Drivers, Kpi, TrendPoint } from '../../src/server/contract.ts';
import { withQuery } from '../../tab/api/client.ts';
import { BadQuestionError, errorOf, ForbiddenError, NotFoundError, UnavailableError } from '../../tab/api/problems.ts';
import { changed, pageNumberOf, questionOf, searchOf } from '../../tab/api/question.ts';
import { daysBefore, monthBefore, quarterStart } from '../../tab/components/days.ts';
import { decimalOf, typedOf } from '../../tab/components/forms/decimal.ts';
import { needOf } from '../../tab/components/need.ts';
import { closedFiscalYears, rangeOf, recentQuarters } from '../../tab/components/periods.ts';
import { askedPath, linesOf, periodStarts, scaleOf } from '../../tab/components/trend.ts';
import { themeOfTeams } from '../../tab/host/themes.ts';
import { expiresAt } from '../../tab/host/token.ts';
import { formats } from '../../tab/i18n/format.ts';
import { chooseLanguage } from '../../tab/i18n/text.ts';
import { channelTabOf } from '../../tab/pages/configure/channelTab.ts';
import { sinceOf } from '../../tab/pages/kpi/drivers/since.ts';
import { waterfallOf } from '../../tab/pages/kpi/drivers/waterfall.ts';
import { plainPageOf } from '../../tab/plain/pages.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the address as the state of a page', () => {
  it('carries period, day and slices both ways, and nothing else', () => {
    const question = questionOf(new URLSearchParams('period=qtd&asOf=2025-12-31&country=DE&product=&status=offTrack'));
    expect(question).toEqual({ period: 'qtd', asOf: '2025-12-31', slice: { country: 'DE', product: '' } });
    expect(searchOf(question)).toBe('?period=qtd&asOf=2025-12-31&country=DE&product=');
    expect(searchOf(question, { by: 'country' })).toBe('?period=qtd&asOf=2025-12-31&country=DE&product=&by=country');
    expect(searchOf({ slice: {} })).toBe('');
  });

  it('changes a part of itself, and leaves the page of another list behind', () => {
    const address = new URLSearchParams('view=records&page=3&country=DE');
    expect(changed(address, { country: null })).toBe('?view=records');
    expect(changed(address, { page: '4' })).toBe('?view=records&page=4&country=DE');
    expect(changed(new URLSearchParams(), {})).toBe('?');
  });

  it('holds a page from 1 on, whatever stands there', () => {
    const page = (text: string) => pageNumberOf(new URLSearchParams(text));
    expect(['page=7', '', 'page=0', 'page=-2', 'page=x', 'page=2.9'].map(page)).toEqual([7, 1, 1, 1, 1, 2]);
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

  it('tells how long ago something was, in the nearest unit', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    const ago = (at: string) => english.ago(at, now);
    expect([ago('2026-11-24T11:59:40Z'), ago('2026-11-24T11:57:00Z'), ago('2026-11-24T09:00:00Z'), ago('2026-11-22T12:00:00Z')]).toEqual([
      'now',
      '3 minutes ago',
      '3 hours ago',
      '2 days ago',
    ]);
    expect(chinese.ago('2026-11-24T11:57:00Z', now)).toBe('3分钟前');
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

describe('what is still needed', () => {
  const kpi = {
    value: { amount: '4000000', currency: 'USD' },
    target: { amount: '11000000', currency: 'USD' },
    note: null,
    shape: 'flow',
    unit: 'money',
    better: 'higher',
  } as const satisfies Partial<Kpi>;
  const on = (asOf: string) => ({ asOf, period: { key: 'fytd', start: '2026-07-01', end: '2027-06-30' } });

  it('is a rate a month while there are months, then a week, then what is left', () => {
    expect(needOf(kpi, on('2026-11-30'))).toMatchObject({ kind: 'rate', per: 'month', until: '2027-06-30' });
    const need = needOf(kpi, on('2026-11-30'));
    expect(need && Math.round(need.amount)).toBe(1_004_991);
    expect(needOf(kpi, on('2027-06-01'))).toMatchObject({ kind: 'rate', per: 'week' });
    expect(needOf(kpi, on('2027-06-25'))).toMatchObject({ kind: 'rate', per: 'rest', amount: 7_000_000 });
  });

  it('is a shortfall once the period is over, and for what is not added up', () => {
    expect(needOf(kpi, on('2027-06-30'))).toEqual({ kind: 'short', amount: 7_000_000 });
    const ratio = { ...kpi, unit: 'ratio', value: 0.72, target: 0.85 } as const;
    expect(needOf(ratio, on('2026-11-30'))).toMatchObject({ kind: 'short', amount: expect.closeTo(0.13) });
    expect(needOf({ ...ratio, unit: 'days', better: 'lower', value: 169, target: 160 }, on('2026-11-30'))).toEqual({
      kind: 'short',
      amount: 9,
    });
  });

  it('is nothing where the target is reached, or there is none, or nothing was read', () => {
    expect(needOf({ ...kpi, value: kpi.target }, on('2026-11-30'))).toBeNull();
    expect(needOf({ ...kpi, target: null }, on('2026-11-30'))).toBeNull();
    expect(needOf({ ...kpi, value: null, note: 'targetMet' }, on('2026-11-30'))).toBeNull();
  });
});

describe('what the target asked on each day', () => {
  const point = (date: string, value: number | null): TrendPoint => ({ date, value, asKnownThen: null });
  const kpi = {
    asOf: '2026-09-30',
    period: { key: 'fytd', start: '2026-07-01', end: '2027-06-30' },
    trend: [point('2026-06-30', 9), point('2026-07-31', 1), point('2026-08-31', 2), point('2026-09-30', 4)],
    trendPreviousYear: [point('2026-06-30', 8), point('2026-07-31', 2), point('2026-08-31', 3), point('2026-09-30', 5)],
    target: 20,
  };
  it('is the target itself for what is not added up', () => {
    expect(askedPath({ ...kpi, asked: 20 })).toMatchObject({ isWhole: true, points: { length: 4 } });
    expect(askedPath({ ...kpi, target: null, asked: null }).points).toEqual([]);
  });
  it('goes as last year went, within the period', () => {
    expect(askedPath({ ...kpi, asked: 10 }).points).toEqual([
      { date: '2026-07-31', value: 4 },
      { date: '2026-08-31', value: 6 },
      { date: '2026-09-30', value: 10 },
    ]);
  });
  it('goes by the days where that is the rule', () => {
    const { points } = askedPath({ ...kpi, asked: (20 * 92) / 365 });
    expect(points.map(({ value }) => Math.round((value * 365) / 20))).toEqual([31, 62, 92]);
  });
});

describe('days from which a change is told', () => {
  const read = { asOf: '2026-11-24', fiscalYearStart: '07-01', lastDigest: null };
  it('move with the day that is read', () => {
    expect(sinceOf('week', read)).toEqual({ choice: 'week', date: '2026-11-17' });
    expect(sinceOf(null, read)).toEqual({ choice: 'month', date: '2026-10-24' });
    expect(sinceOf('quarter', read)).toEqual({ choice: 'quarter', date: '2026-10-01' });
    expect(sinceOf('2026-08-15', read)).toEqual({ choice: null, date: '2026-08-15' });
  });
  it('take the last digest as it was known, where there was one', () => {
    const lastDigest = { date: '2026-11-23', knownAt: '2026-11-23T07:00:00.000Z' };
    expect(sinceOf('digest', { ...read, lastDigest })).toEqual({ choice: 'digest', ...lastDigest });
    expect(sinceOf('digest', read).choice).toBe('month');
  });
  it('respect short months and fiscal years of any start', () => {
    expect([monthBefore('2026-03-31'), monthBefore('2027-01-15'), daysBefore('2026-03-03', 7)]).toEqual([
      '2026-02-28',
      '2026-12-15',
      '2026-02-24',
    ]);
    expect([quarterStart('2026-05-14', '02-15'), quarterStart('2026-05-15', '02-15'), quarterStart('2026-01-10', '10-01')]).toEqual([
      '2026-02-15',
      '2026-05-15',
      '2026-01-01',
    ]);
  });
});

describe('a waterfall', () => {
  const end = (value: number) => ({
    date: '2026-11-24',
    knownAt: null,
    reading: { value, numerator: 0, denominator: 0, records: 0, missingRates: [], note: null },
  });
  const of = (start: number, shares: number[], rest: number | null): Drivers => ({
    kpi: 'win-rate',
    since: end(start),
    until: end(start + shares.reduce((sum, share) => sum + share, rest ?? 0)),
    change: shares.reduce((sum, share) => sum + share, rest ?? 0),
    acrossPeriods: false,
    drivers: shares.map((share) => ({
      kind: 'record',
      recordType: 'opportunity',
      recordId: 'o',
      label: null,
      share,
      numeratorChange: 0,
      denominatorChange: 0,
      effect: 'changed',
      sourceUrl: null,
      withheld: false,
    })),
    rest: rest === null ? null : { count: 3, share: rest },
  });

  it('tells shares that add up, as told, from the first reading to the last', () => {
    const waterfall = waterfallOf(of(0.57471758, [0.033335, 0.033335, 0.033335], 0.000005), 'ratio');
    if (!waterfall) throw new Error('there is a change');
    const told = [...waterfall.steps, waterfall.rest].reduce((sum, step) => sum + Math.round((step?.share ?? 0) * 10_000), 0);
    expect(told).toBe(Math.round((waterfall.end - waterfall.start) * 10_000));
  });

  it('begins each step where the one before it ended, all of them within sight', () => {
    const waterfall = waterfallOf(of(10, [5, -20, 3], null), 'count');
    expect(waterfall?.steps.map(({ from, to }) => [from, to])).toEqual([
      [10, 15],
      [15, -5],
      [-5, -2],
    ]);
    for (const value of [10, 15, -5, -2]) {
      expect(waterfall?.place(value)).toBeGreaterThan(0);
      expect(waterfall?.place(value)).toBeLessThan(1);
    }
  });

  it('is none where a side has no reading', () => {
    expect(waterfallOf({ ...of(1, [1], null), change: null }, 'count')).toBeNull();
  });
});

describe('a target that is typed', () => {
  it('is per cent for a ratio, without loss', () => {
    expect([typedOf('0.85', 'ratio'), typedOf('1.8', 'ratio'), typedOf('-0.005', 'ratio'), typedOf('11800000', 'money')]).toEqual([
      '85',
      '180',
      '-0.5',
      '11800000',
    ]);
    expect([decimalOf('92.5', 'ratio', 'en-US'), decimalOf('5', 'ratio', 'en-US'), decimalOf('-0.5 %', 'ratio', 'en-US')]).toEqual([
      '0.925',
      '0.05',
      '-0.005',
    ]);
  });
  it('is read as the locale writes numbers', () => {
    expect([
      decimalOf('11,800,000', 'money', 'en-US'),
      decimalOf('11.800.000,50', 'money', 'de-DE'),
      decimalOf('11 800', 'money', 'fr-FR'),
    ]).toEqual(['11800000', '11800000.50', '11800']);
  });
  it('is refused where it is no number', () => {
    expect(['', 'ninety', '1e9', '--1', 'Infinity'].map((typed) => decimalOf(typed, 'count', 'en-US'))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('what a channel’s tab shows', () => {
  it('is an address with nothing personal in it', () => {
    const account = { slug: 'fabrikam', name: 'Fabrikam' };
    expect(channelTabOf('https://pulse.example', account, 'kpi', 'win-rate', 'Win rate')).toEqual({
      entityId: 'account:fabrikam:kpi/win-rate',
      url: 'https://pulse.example/a/fabrikam/kpi/win-rate',
      name: 'Fabrikam · Win rate',
    });
    expect(channelTabOf('https://pulse.example', { slug: 'x', name: null }, 'scorecard', null, null).name).toBe('x');
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

  it('quarters that have begun, over the turn of a fiscal year', () => {
    expect(recentQuarters('2026-11-24', '07-01', 4)).toEqual(['fy2027-q2', 'fy2027-q1', 'fy2026-q4', 'fy2026-q3']);
    expect(recentQuarters('2026-02-10', '02-15', 2)).toEqual(['fy2026-q4', 'fy2026-q3']);
    expect(recentQuarters('2026-02-10', '01-01', 2)).toEqual(['fy2026-q1', 'fy2025-q4']);
    expect([rangeOf('2026-01-01..2026-02-01'), rangeOf('fytd')]).toEqual([{ start: '2026-01-01', end: '2026-02-01' }, null]);
  });

  it('pages that need no sign-in', () => {
    expect(['/privacy', '/terms/', '/', '/privacy/x'].map(plainPageOf)).toEqual(['privacy', 'terms', null, null]);
  });
});
