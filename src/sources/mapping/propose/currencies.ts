import { parseCurrency } from '../parse/currency.ts';
import { type ColumnProfile, shareWhere } from './column.ts';
import { currencyShare } from './money.ts';
import { wordsOf } from './words.ts';

const common = new Set(['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'CHF', 'CAD', 'AUD', 'INR', 'KRW', 'BRL', 'SGD', 'HKD', 'SEK', 'MXN']);
const names = /currency|curr\b|币种|货币|währung|devise|moneda/i;

const isNamed = (profile: ColumnProfile) => names.test(profile.header.normalize('NFKC'));
const isCodes = (profile: ColumnProfile) =>
  shareWhere(profile, (_, text) => /^[A-Z]{3}$/.test(text)) > 0.9 &&
  profile.values.some(({ text }) => common.has(String(parseCurrency(text))));

/** The columns that say a currency. */
export const currencyColumns = (profiles: readonly ColumnProfile[]): ColumnProfile[] =>
  profiles.filter((profile) => profile.filled > 0 && currencyShare(profile) >= 0.8 && (isNamed(profile) || isCodes(profile)));

/** The one that says the currency of this amount: 'Amount currency' of 'Amount', else the only one there is. */
export function currencyColumnOf(amount: ColumnProfile, profiles: readonly ColumnProfile[]): ColumnProfile | null {
  const columns = currencyColumns(profiles);
  const asides = (profile: ColumnProfile) => wordsOf(profile.header).aside.join(' ').toLowerCase();
  const own = wordsOf(amount.header);
  const specific = columns.filter((profile) => {
    const words = wordsOf(profile.header);
    const shares =
      own.tokens.length > 0 ? own.tokens.every((token) => words.tokens.includes(token)) : own.han !== '' && words.han.includes(own.han);
    return shares && asides(profile) === asides(amount);
  });
  if (specific.length === 1) return specific[0] as ColumnProfile;
  const plain = columns.filter((profile) => !/convert|base|report/.test(asides(profile)));
  return plain.length === 1 ? (plain[0] as ColumnProfile) : null;
}
