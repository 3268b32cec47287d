import { describe, expect, it } from '@jest/globals';
import { parseBoolean } from '../../src/sources/mapping/parse/boolean.ts';
import { type Cell, isEmptyCell, Unreadable } from '../../src/sources/mapping/parse/cell.ts';
import { choiceParser } from '../../src/sources/mapping/parse/choice.ts';
import { parseCountries, parseCountry } from '../../src/sources/mapping/parse/country.ts';
import { parseCurrency } from '../../src/sources/mapping/parse/currency.ts';
import { dateParser } from '../../src/sources/mapping/parse/date.ts';
import { parseFiscalYear, parsePeriod } from '../../src/sources/mapping/parse/fiscalYear.ts';
import { moneyParser } from '../../src/sources/mapping/parse/money.ts';
import { integerParser, numberParser } from '../../src/sources/mapping/parse/number.ts';
import { parseText, parseTexts } from '../../src/sources/mapping/parse/text.ts';

const read = <T>(value: T | Unreadable): T | string => (value instanceof Unreadable ? `expected ${value.expected}` : value);
const refused = (value: unknown): boolean => value instanceof Unreadable;

describe('an empty cell', () => {
  it.each([[''], ['   '], ['\u00a0'], ['N/A'], ['n/a'], ['#N/A'], ['-'], ['null'], [null], [undefined], [[]]] as [Cell][])(
    'is %j',
    (cell) => {
      expect(isEmptyCell(cell)).toBe(true);
    },
  );
  it.each([['0'], [0], [false], ['NA'], ['none']] as [Cell][])('is not %j', (cell) => {
    expect(isEmptyCell(cell)).toBe(false);
  });
});

describe('a date', () => {
  it.each([
    ['2021-12-31', '2021-12-31'],
    ['2021-12-31T00:00:00Z', '2021-12-31'],
    ['2021-12-31 13:45:00', '2021-12-31'],
    ['2021-12-31T13:45:00+08:00', '2021-12-31'],
    ['2021/12/31', '2021-12-31'],
    ['2021.12.31', '2021-12-31'],
    ['20211231', '2021-12-31'],
    [20211231, '2021-12-31'],
    ['31.12.2021', '2021-12-31'],
    ['12/31/2021', '2021-12-31'],
    ['12/31/2021 11:59 PM', '2021-12-31'],
    ['05/05/2021', '2021-05-05'],
    [44561, '2021-12-31'],
    ['44561', '2021-12-31'],
    ['44561.75', '2021-12-31'],
    ['31 Dec 2021', '2021-12-31'],
    ['31-Dec-2021', '2021-12-31'],
    ['December 31, 2021', '2021-12-31'],
    ['Friday, December 31, 2021', '2021-12-31'],
    ['31. Dezember 2021', '2021-12-31'],
    ['31 décembre 2021', '2021-12-31'],
    ['2021年12月31日', '2021-12-31'],
    ['２０２１-１２-３１', '2021-12-31'],
    ['\uFEFF2021-12-31', '2021-12-31'],
    ['2024-02-29', '2024-02-29'],
  ] as [Cell, string][])('is read from %j', (cell, date) => {
    expect(read(dateParser()(cell))).toBe(date);
  });

  it('that can be read two ways is refused, and says what to do', () => {
    expect(read(dateParser()('01/02/2021'))).toMatch(/one way only: state its format/);
    expect(read(dateParser()('01.02.2021'))).toMatch(/one way only/);
  });

  it.each([
    ['MM/dd/yyyy', '01/02/2021', '2021-01-02'],
    ['dd.MM.yyyy', '01.02.2021', '2021-02-01'],
    ['dd.MM.yyyy', '1.2.2021 08:30', '2021-02-01'],
    ['d/M/yy', '1/2/21', '2021-02-01'],
    ['d/M/yy', '1/2/98', '1998-02-01'],
    ['yyyy/MM/dd', '2021/02/01', '2021-02-01'],
    ['yyyyMMdd', '20210201', '2021-02-01'],
    ['dd-MMM-yyyy', '01-Feb-2021', '2021-02-01'],
    ['DD/MM/YYYY', '01/02/2021', '2021-02-01'],
    ['dd/MM/yyyy HH:mm', '01/02/2021 10:00', '2021-02-01'],
    ['MM/dd/yyyy', '2021-02-01T00:00:00Z', '2021-02-01'],
    ['MM/dd/yyyy', 44228, '2021-02-01'],
  ] as [string, Cell, string][])('with the format %s is read from %j', (format, cell, date) => {
    expect(read(dateParser({ format })(cell))).toBe(date);
  });

  it('that does not fit its stated format is refused', () => {
    expect(read(dateParser({ format: 'dd.MM.yyyy' })('02/01/2021'))).toBe('expected a date as dd.MM.yyyy');
  });

  it.each([
    ['2021-02-29'],
    ['1989-12-31'],
    ['2101-01-01'],
    ['soon'],
    ['2021-13-01'],
    [Number.NaN],
    [12],
    ['12/31/21'],
    [true],
    ['99999999'],
  ] as [Cell][])('is not %j', (cell) => {
    expect(refused(dateParser()(cell))).toBe(true);
  });

  it('of a date column is exact where the time zone is known, also 13 hours ahead of UTC', () => {
    const auckland = dateParser({ column: 'date', timeZone: 'Pacific/Auckland' });
    expect(auckland('2026-01-14T11:00:00Z')).toBe('2026-01-15');
    expect(auckland('2026-07-14T12:00:00Z')).toBe('2026-07-15');
    expect(dateParser({ column: 'date', timeZone: 'Europe/Berlin' })('2026-06-29T22:00:00Z')).toBe('2026-06-30');
  });

  it('of a date column is the day whose midnight it was where the site is', () => {
    const parse = dateParser({ column: 'date' });
    expect(parse('2021-12-30T16:00:00Z')).toBe('2021-12-31'); // Beijing
    expect(parse('2021-12-31T08:00:00Z')).toBe('2021-12-31'); // Seattle
    expect(parse('2021-12-30T23:00:00Z')).toBe('2021-12-31'); // Berlin
  });

  it('of a moment is the day in the time zone of the account', () => {
    expect(dateParser({ column: 'instant', timeZone: 'Asia/Shanghai' })('2021-12-30T18:15:00Z')).toBe('2021-12-31');
    expect(dateParser({ column: 'instant' })('2021-12-30T18:15:00Z')).toBe('2021-12-30');
  });
});

describe('a number', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['1,234.50', '1234.5'],
    ['1.234,56', '1234.56'],
    ['1\u00a0234,56', '1234.56'],
    ['1 234 567', '1234567'],
    ["1'234.50", '1234.5'],
    ['12,34,567.00', '1234567'],
    ['1,234', '1234'],
    ['1.234', '1.234'],
    ['1.234.567', '1234567'],
    ['12,5', '12.5'],
    ['0,123', '0.123'],
    ['(1,234.50)', '-1234.5'],
    ['1,234.50-', '-1234.5'],
    ['−5', '-5'],
    ['+5', '5'],
    ['007', '7'],
    ['1.5E+06', '1500000'],
    ['２５', '25'],
    [0.1 + 0.2, '0.3'],
    [Number('1234.5600000000001'), '1234.56'],
    [1e21, '1000000000000000000000'],
    [-0, '0'],
    ['7450000.00', '7450000'],
  ] as [Cell, string][])('is read from %j', (cell, value) => {
    expect(read(numberParser()(cell))).toBe(value);
  });

  it('takes the comma as the mapping says', () => {
    expect(numberParser({ decimal: ',' })('1.234')).toBe('1234');
    expect(numberParser({ decimal: ',' })('1,234')).toBe('1.234');
    expect(numberParser({ decimal: '.' })('1,234')).toBe('1234');
  });

  it('is a percentage only where one may stand', () => {
    expect(numberParser({ percent: true })('85 %')).toBe('0.85');
    expect(refused(numberParser()('85 %'))).toBe(true);
  });

  it.each([
    ['NaN'],
    ['Infinity'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['abc'],
    ['1,2,3'],
    ['1.2.3'],
    ['12,34'.repeat(2)],
    [true],
    ['--5'],
    ['1e400'],
    ['.'],
    ['9'.repeat(80)],
  ] as [Cell][])('is not %j', (cell) => {
    expect(refused(numberParser()(cell))).toBe(true);
  });

  it('keeps to its range, and whole numbers have no fraction', () => {
    expect(read(integerParser({ min: 0, max: 366 })('400'))).toBe('expected a whole number from 0 to 366');
    expect(refused(integerParser()('1.5'))).toBe(true);
    expect(integerParser()('1,000')).toBe(1000);
  });
});

describe('an amount', () => {
  const parse = moneyParser({ accountCurrency: 'USD' });
  it.each([
    ['$7,450,000.00 ', { amount: '7450000', currency: 'USD' }],
    ['(1,234.50)', { amount: '-1234.5', currency: null }],
    ['($1,234.50)', { amount: '-1234.5', currency: 'USD' }],
    ['-$5', { amount: '-5', currency: 'USD' }],
    ['$ -5', { amount: '-5', currency: 'USD' }],
    ['€ 1.234,56', { amount: '1234.56', currency: 'EUR' }],
    ['1.234,56 €', { amount: '1234.56', currency: 'EUR' }],
    ['1 234,56 EUR', { amount: '1234.56', currency: 'EUR' }],
    ['EUR 12', { amount: '12', currency: 'EUR' }],
    ['£10', { amount: '10', currency: 'GBP' }],
    ['HK$5', { amount: '5', currency: 'HKD' }],
    ['100元', { amount: '100', currency: 'CNY' }],
    [1234.5, { amount: '1234.5', currency: null }],
    ['1054', { amount: '1054', currency: null }],
    ['500,-', { amount: '500', currency: null }],
  ] as [Cell, unknown][])('is read from %j', (cell, value) => {
    expect(read(parse(cell, null))).toEqual(value);
  });

  it('takes the stated currency, and the sign when it fits that', () => {
    expect(parse('12', 'EUR')).toEqual({ amount: '12', currency: 'EUR' });
    expect(parse('¥12', 'CNY')).toEqual({ amount: '12', currency: 'CNY' });
    expect(parse('$12', 'SGD')).toEqual({ amount: '12', currency: 'SGD' });
    expect(parse('1 234,50 kr.', 'DKK')).toEqual({ amount: '1234.5', currency: 'DKK' });
    expect(read(parse('€12', 'USD'))).toBe('expected an amount in USD');
  });

  it('with a sign of several currencies is refused where nothing settles it', () => {
    expect(read(parse('¥12', null))).toBe('expected an amount whose currency is stated (¥ can be JPY or CNY)');
    expect(moneyParser({ accountCurrency: 'CNY' })('￥12', null)).toEqual({ amount: '12', currency: 'CNY' });
  });

  it('that can be read two ways is refused, unless the mapping says which', () => {
    expect(read(parse('€1.234', null))).toMatch(/one way only/);
    expect(moneyParser({ decimal: ',' })('€1.234', null)).toEqual({ amount: '1234', currency: 'EUR' });
  });

  it.each([['NaN'], ['a lot'], ['5 %'], ['12 XXQ'], ['12 apples'], [true], ['$']] as [Cell][])('is not %j', (cell) => {
    expect(refused(parse(cell, null))).toBe(true);
  });
});

describe('yes and no', () => {
  it.each(['true', 'Yes', 'Y', '1', 'x', 'ja', '是', true, 1] as Cell[])('%j is yes', (cell) => expect(parseBoolean(cell)).toBe(true));
  it.each(['false', 'No', 'n', '0', 'nein', '否', false, 0] as Cell[])('%j is no', (cell) => expect(parseBoolean(cell)).toBe(false));
  it.each(['maybe', '2', 2] as Cell[])('%j is neither', (cell) => expect(refused(parseBoolean(cell))).toBe(true));
});

describe('a choice', () => {
  const parse = choiceParser({ netNew: { en: 'Net new', 'zh-CN': '净新增' }, bestCase: { en: 'Best case', 'zh-CN': '最佳情况' } });
  it.each(['netNew', 'NET-NEW', 'Net new', 'net_new', '净新增'])('is read from %j', (cell) => expect(parse(cell)).toBe('netNew'));
  it('names what was expected', () => expect(read(parse('other'))).toBe('expected one of netNew, bestCase'));
});

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    ['deu', 'DE'],
    ['Germany', 'DE'],
    ['德国', 'DE'],
    ['USA', 'US'],
    ['United States', 'US'],
    ['UK', 'GB'],
    ['Korea', 'KR'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Philipines', 'PH'],
    ['the Netherlands', 'NL'],
    ['NA', 'NA'],
    ['Namibia', 'NA'],
    ['Viet Nam', 'VN'],
    ['CHN', 'CN'],
    ["Côte d'Ivoire", 'CI'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
  ])('is read from %j', (cell, code) => {
    expect(read(parseCountry(cell))).toBe(code);
  });
  it.each(['Atlantis', 'ZZ', 'Austrlia', 'EMEA'])('is not %j', (cell) => expect(refused(parseCountry(cell))).toBe(true));
  it('may be several', () => expect(parseCountries('Germany; FR;德国')).toEqual(['DE', 'FR']));
});

describe('a currency', () => {
  it.each([
    ['eur', 'EUR'],
    ['US Dollar', 'USD'],
    ['€', 'EUR'],
    ['RMB', 'CNY'],
    ['$', 'USD'],
  ])('%j is %s', (cell, code) => expect(read(parseCurrency(cell))).toBe(code));
  it.each(['XQX', 'money'])('%j is none', (cell) => expect(refused(parseCurrency(cell))).toBe(true));
});

describe('a fiscal year', () => {
  it.each([
    ['2026', 2026],
    [2026, 2026],
    ['FY2026', 2026],
    ['FY26', 2026],
    ['fy 26', 2026],
    ['2025/26', 2026],
    ['2026财年', 2026],
  ] as [Cell, number][])('%j is %d', (cell, year) => {
    expect(read(parseFiscalYear(cell))).toBe(year);
  });
  it.each([
    ['FY26', 'FY2026'],
    ['FY2026-Q1', 'FY2026-Q1'],
    ['Q3 FY26', 'FY2026-Q3'],
    ['2026', 'FY2026'],
  ])('the period %j is %s', (cell, period) => expect(read(parsePeriod(cell))).toBe(period));
  it.each(['26', 'next', '2025/27'])('%j is none', (cell) => expect(refused(parseFiscalYear(cell))).toBe(true));
});

describe('a text', () => {
  it('is trimmed, and freed of what a database cannot keep', () => {
    expect(parseText('\uFEFF a\u0000b\ud800 ')).toBe('ab\ufffd');
    expect(parseText(5)).toBe('5');
  });
  it('of a rich-text column is its words', () => {
    expect(parseText('<div class="ExternalClassA1"><p>Saves &amp; earns</p></div>')).toBe('Saves & earns');
  });
  it('may be several, separated by semicolons', () => {
    expect(parseTexts('EA; EAS ;;EA')).toEqual(['EA', 'EAS']);
    expect(parseTexts(['EA', 'SCE'])).toEqual(['EA', 'SCE']);
  });
});
