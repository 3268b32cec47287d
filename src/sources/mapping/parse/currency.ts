import { type Cell, cellText, normalizeWord, Unreadable } from './cell.ts';

const codes = new Set(Intl.supportedValuesOf('currency'));
const dollars = [
  'USD',
  'CAD',
  'AUD',
  'NZD',
  'SGD',
  'HKD',
  'TWD',
  'MXN',
  'ARS',
  'CLP',
  'COP',
  'BBD',
  'BMD',
  'BSD',
  'JMD',
  'FJD',
  'TTD',
  'UYU',
  'XCD',
];

/** Which currencies a sign can stand for, the usual one first. */
const signs: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP', 'EGP', 'LBP'],
  '¥': ['JPY', 'CNY'],
  $: dollars,
  US$: ['USD'],
  C$: ['CAD'],
  CA$: ['CAD'],
  A$: ['AUD'],
  AU$: ['AUD'],
  NZ$: ['NZD'],
  S$: ['SGD'],
  HK$: ['HKD'],
  NT$: ['TWD'],
  MX$: ['MXN'],
  R$: ['BRL'],
  '₹': ['INR'],
  'Rs.': ['INR', 'PKR', 'LKR', 'NPR'],
  Rs: ['INR', 'PKR', 'LKR', 'NPR'],
  '₩': ['KRW'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  TL: ['TRY'],
  '₪': ['ILS'],
  zł: ['PLN'],
  '฿': ['THB'],
  '₫': ['VND'],
  '₱': ['PHP'],
  '₴': ['UAH'],
  '₦': ['NGN'],
  Kč: ['CZK'],
  Ft: ['HUF'],
  RM: ['MYR'],
  Rp: ['IDR'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['DKK', 'SEK', 'NOK'],
  Fr: ['CHF'],
  'Fr.': ['CHF'],
  SFr: ['CHF'],
  RMB: ['CNY'],
  CNH: ['CNY'],
  元: ['CNY'],
  人民币: ['CNY'],
  円: ['JPY'],
  日元: ['JPY'],
  美元: ['USD'],
  欧元: ['EUR'],
  港元: ['HKD'],
  원: ['KRW'],
};
const signsFolded = new Map(Object.entries(signs).map(([sign, currencies]) => [sign.normalize('NFKC').toLowerCase(), currencies]));

/** The currencies that a code or sign can stand for; none: it is neither. */
export function currenciesOf(mark: string): readonly string[] {
  const text = mark.normalize('NFKC').trim();
  const upper = text.toUpperCase();
  if (/^[A-Z]{3}$/.test(upper) && codes.has(upper)) return [upper];
  return signsFolded.get(text.toLowerCase()) ?? [];
}

let names: ReadonlyMap<string, string> | null = null;
function currencyNamed(name: string): string | null {
  if (!names) {
    const displays = [new Intl.DisplayNames('en', { type: 'currency' }), new Intl.DisplayNames('zh-CN', { type: 'currency' })];
    names = new Map([...codes].flatMap((code) => displays.map((display) => [normalizeWord(display.of(code) ?? code), code] as const)));
  }
  const word = normalizeWord(name);
  return names.get(word) ?? names.get(word.replace(/s$/, '')) ?? null;
}

const expected = new Unreadable('a currency code of ISO 4217, such as EUR');

/** To an ISO 4217 code. */
export function parseCurrency(cell: Cell): string | null | Unreadable {
  const text = cellText(cell);
  if (text === null) return expected;
  if (text === '') return null;
  const candidates = currenciesOf(text);
  if (candidates.length === 1) return candidates[0] as string;
  if (text === '$') return 'USD';
  return currencyNamed(text) ?? expected;
}
