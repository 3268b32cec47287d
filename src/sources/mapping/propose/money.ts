import type { Text } from '../../../model/index.ts';
import { Unreadable } from '../parse/cell.ts';
import { currenciesOf, parseCurrency } from '../parse/currency.ts';
import { moneyParser } from '../parse/money.ts';
import type { FieldMapping } from '../types.ts';
import { oncePerColumn, shareWhere } from './column.ts';
import { wordsOf } from './words.ts';

export interface MoneyReading {
  share: number;
  options: Pick<FieldMapping, 'currency' | 'currencyColumn' | 'decimal' | 'times'>;
  /** Where a point may separate thousands as well as decimals. */
  undecidedDecimal: boolean;
  /** What a sign may stand for; more than one: asked. */
  currencies: readonly string[];
  said: Text;
}

const units: readonly (readonly [RegExp, number])[] = [
  [/亿/, 100_000_000],
  [/百万|\bmillions?\b|\bmio\b|\bmm\b|(?<=[€$£¥]|usd|eur|gbp|cny|chf|jpy)\s*m\b|^m\s*(?:[€$£¥]|usd|eur|gbp|cny)?$/i, 1_000_000],
  [/万/, 10_000],
  [/千|\bthousands?\b|\btsd\b|(?<=[€$£¥]|usd|eur|gbp|cny|chf|jpy)\s*k\b|\bk\s*(?:[€$£¥]|usd|eur|gbp|cny|chf|jpy)|^k$|['’]?000s?\b/i, 1_000],
];

/** What a header says beside the name: '金额(万元)' counts ten thousands of yuan, 'Amount (k€)' thousands of euros. */
export function unitOf(header: string): { times: number | null; currency: string | null } {
  const asides = [
    ...wordsOf(header).aside,
    /\bin\s+(.+)$/i.exec(header)?.[1] ?? '',
    /[_\s-]([A-Za-z]{3}|[€$£¥])$/.exec(header)?.[1] ?? '',
  ].filter(Boolean);
  const times =
    asides.map((aside) => units.find(([pattern]) => pattern.test(aside.normalize('NFKC')))?.[1]).find((unit) => unit !== undefined) ?? null;
  const marks = asides.flatMap((aside) => [aside, ...(aside.match(/[A-Z]{3}|US\$|HK\$|[€£]|人民币|美元|欧元|港元|日元|元/g) ?? [])]);
  const currency = marks.map((mark) => currenciesOf(mark)).find((found) => found.length === 1)?.[0] ?? null;
  return { times, currency };
}

const pointsOnly = /^[^\d]*-?[1-9]\d{0,2}(\.\d{3})+[^\d.,]*$/;
const clearPoint = /\.(\d{1,2}|\d{4,})\D*$|,\d{3}\.\d/;
const clearComma = /\d,\d{1,2}\D*$|\.\d{3},\d/;

export const readMoney = oncePerColumn((profile): MoneyReading => {
  const texts = profile.values.flatMap(({ cell, text }) => (typeof cell === 'string' ? [text] : []));
  const isComma = texts.some((text) => clearComma.test(text)) && !texts.some((text) => clearPoint.test(text));
  const isUndecided =
    !isComma && texts.length > 0 && texts.some((text) => pointsOnly.test(text)) && !texts.some((text) => clearPoint.test(text));
  const decimal = isComma ? ({ decimal: ',' } as const) : {};
  const { times, currency } = unitOf(profile.header);
  const signs = currenciesInCells(texts);
  const chosen = currency ?? (signs.length > 1 && isChinese(profile.header) && signs.includes('CNY') ? 'CNY' : null);
  const parse = moneyParser({ ...decimal, accountCurrency: chosen ?? signs[0] ?? null });
  const share = shareWhere(profile, (cell) => {
    if (typeof cell === 'boolean') return false;
    const value = parse(cell, null);
    return value !== null && !(value instanceof Unreadable);
  });
  const options = { ...decimal, ...(times ? { times } : {}), ...(chosen ? { currency: chosen } : {}) };
  return { share, options, undecidedDecimal: isUndecided, currencies: chosen ? [chosen] : signs, said: saidOf(times, chosen) };
});

const isChinese = (header: string): boolean => /\p{Script=Han}/u.test(header);

/** Only a sign that more than one currency has is of interest: '¥'. The rest the cells say themselves. */
function currenciesInCells(texts: readonly string[]): readonly string[] {
  return texts.some((text) => /[¥￥]/.test(text)) ? ['CNY', 'JPY'] : [];
}

const saidOf = (times: number | null, currency: string | null): Text => ({
  en: `amounts${times ? `, each standing for ${times.toLocaleString('en')}` : ''}${currency ? ` in ${currency}` : ''}`,
  'zh-CN': `金额${times ? `（单位 ${times.toLocaleString('en')}）` : ''}${currency ? `（${currency}）` : ''}`,
});

/** A column of currency codes. */
export const currencyShare = oncePerColumn((profile) =>
  shareWhere(profile, (cell, text) => typeof cell === 'string' && text.length <= 20 && !(parseCurrency(text) instanceof Unreadable)),
);
