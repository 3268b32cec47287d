import type { Money } from '../../../model/index.ts';
import { type Cell, cellText, Unreadable } from './cell.ts';
import { currenciesOf } from './currency.ts';
import { decimalOfNumber, type NumberOptions, readDecimal } from './number.ts';

export interface MoneyOptions extends NumberOptions {
  /** The currency of the account: settles what '$' and '¥' mean where nothing else does. */
  accountCurrency?: string | null;
}

const plain = /^-?\d+(\.\d+)?$/;
const markBefore = /^([-+(]*\s*)(US\$|CA\$|AU\$|NZ\$|HK\$|NT\$|MX\$|SFr\.?|Fr\.|Rs\.|kr\.|[A-Za-z]?\$|\p{Sc}|\p{L}{1,3})\s*(?=[-+(.\d])/u;
const markAfter = /(?<=[\d)\-.,])\s*(\p{Sc}|kr\.|\p{L}{1,3})(\s*[-)]?)$/u;
const twoReadings = /^[-+(]*\d{1,3}\.\d{3}[-)]*$/;

const amountExpected = new Unreadable('an amount such as 1234.50, with its currency or without');
const ambiguousPoint = new Unreadable('an amount that can be read one way only: state "decimal": "," or "." in the mapping');

/** Takes the currency's code or sign off the number, before or after it. */
function splitMark(text: string): { mark: string | null; number: string } {
  const before = markBefore.exec(text);
  if (before) return { mark: before[2] as string, number: `${before[1]}${text.slice(before[0].length)}` };
  const after = markAfter.exec(text);
  if (after) return { mark: after[1] as string, number: `${text.slice(0, after.index)}${after[2]}` };
  return { mark: null, number: text };
}

/** Which of the currencies that a sign may stand for is meant. */
function chosen(candidates: readonly string[], stated: string | null, accountCurrency: string | null, mark: string): string | Unreadable {
  if (stated) return candidates.includes(stated) ? stated : new Unreadable(`an amount in ${stated}`);
  if (candidates.length === 1) return candidates[0] as string;
  if (accountCurrency && candidates.includes(accountCurrency)) return accountCurrency;
  if (mark === '$') return 'USD';
  if (mark === '£') return 'GBP';
  return new Unreadable(`an amount whose currency is stated (${mark} can be ${candidates.join(' or ')})`);
}

/**
 * Reads an amount. `stated` is the currency that the mapping or another column says; a cell that says another contradicts it.
 * Without any the currency stays null: the account's.
 */
export function moneyParser(options: MoneyOptions = {}): (cell: Cell, stated: string | null) => Money | null | Unreadable {
  return (cell, stated) => {
    if (typeof cell === 'number') {
      const amount = decimalOfNumber(cell);
      return amount === null ? amountExpected : { amount, currency: stated };
    }
    const whole = typeof cell === 'boolean' ? null : cellText(cell);
    if (whole === null) return amountExpected;
    if (whole === '') return null;
    if (options.decimal === undefined && plain.test(whole)) {
      const amount = readDecimal(whole);
      return amount === null ? amountExpected : { amount, currency: stated };
    }
    const text = whole.normalize('NFKC').replace(/[−–—]/g, '-').replace(/,-$/, '').trim();
    const { mark, number } = splitMark(text);
    const candidates = mark === null ? [] : currenciesOf(mark);
    if (mark !== null && candidates.length === 0) return amountExpected;
    if (mark !== null && options.decimal === undefined && twoReadings.test(number.trim())) return ambiguousPoint;
    const amount = readDecimal(number.trim(), options);
    if (amount === null) return amountExpected;
    if (mark === null) return { amount, currency: stated };
    const currency = chosen(candidates, stated, options.accountCurrency ?? null, mark.normalize('NFKC'));
    return currency instanceof Unreadable ? currency : { amount, currency };
  };
}
