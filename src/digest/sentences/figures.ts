import { Decimal } from 'decimal.js';
import { shareOut } from '../../engine/rounding.ts';
import type { Unit } from '../../kpis/kpi.ts';
import type { Language } from '../../model/index.ts';

/** How one KPI's numbers read in a sentence: as on its card, and so that what is shown adds up. */
export interface Figures {
  value(amount: string): string;
  /** Without its sign: '2.1 points', '$1.8M'. */
  change(amount: Decimal): string;
  /** With its sign: '+1.8', '−$40K'. */
  share(amount: Decimal): string;
  /** What a change is rounded to where it is shown. */
  step(change: Decimal): Decimal;
}

const hundred = new Decimal(100);
const tenth = new Decimal('0.1');
const hundredth = new Decimal('0.01');

export function figuresOf(language: Language, unit: Unit, currency: string): Figures {
  const plain = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, { maximumFractionDigits: 1, ...options });
  // A decimal string is read without the loss of a float.
  const write = (format: Intl.NumberFormat, amount: Decimal) => format.format(amount.toFixed() as unknown as number).replace('-', '−');
  const signed = { signDisplay: 'exceptZero' } as const;
  if (unit === 'money') {
    const digits = language === 'en' ? 2 : 1;
    const money = { style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0 } as const;
    return {
      value: (amount) => write(plain(money), new Decimal(amount)),
      // Ten thousands are written finer than millions. About three digits, so that the deals in a sentence and in the list of wins look like the same.
      change: (amount) => write(plain({ ...money, maximumFractionDigits: digits }), amount.abs()),
      share: (amount) => write(plain({ ...money, ...signed, maximumFractionDigits: digits }), amount),
      step: (change) => compactUnit(language, change).times(language === 'en' ? hundredth : tenth),
    };
  }
  const points =
    language === 'en' ? (text: string) => `${text} ${text === '1' ? 'point' : 'points'}` : (text: string) => `${text} 个百分点`;
  const days = language === 'en' ? (text: string) => `${text} ${text === '1' ? 'day' : 'days'}` : (text: string) => `${text} 天`;
  const scale = unit === 'ratio' ? hundred : new Decimal(1);
  const named = unit === 'ratio' ? points : unit === 'days' ? days : (text: string) => text;
  return {
    value: (amount) =>
      unit === 'ratio' ? write(plain({ style: 'percent' }), new Decimal(amount)) : named(write(plain({}), new Decimal(amount))),
    change: (amount) => named(write(plain({}), amount.abs().times(scale))),
    share: (amount) => write(plain(signed), amount.times(scale)),
    step: () => tenth.div(scale),
  };
}

/** What compact writing counts in: thousands, millions; in Chinese ten thousands and hundred millions. */
function compactUnit(language: Language, change: Decimal): Decimal {
  const powers = language === 'en' ? [12, 9, 6, 3] : [12, 8, 4];
  const power = powers.find((one) => change.abs().gte(new Decimal(10).pow(one)));
  return power === undefined ? new Decimal(10) : new Decimal(10).pow(power);
}

/** Rounds a change and its parts to one step, so that the parts still add up to it. */
export function roundTogether(change: Decimal, parts: readonly Decimal[], step: Decimal): { change: Decimal; parts: Decimal[] } {
  const steps = change.div(step).round();
  const shared = shareOut(
    parts.map((part) => part.div(step)),
    steps,
    0,
  );
  return { change: steps.times(step), parts: shared.map((part) => part.times(step)) };
}
