/** An exact number: a fraction of two whole numbers. Sums of decimals, thirds and twelfths stay exact, so that a test compares with the truth. */
export class Fraction {
  static readonly zero = new Fraction(0n);
  static readonly one = new Fraction(1n);
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor(numerator: bigint, denominator = 1n) {
    if (denominator === 0n) throw new RangeError('a fraction cannot have the denominator 0');
    const sign = denominator < 0n ? -1n : 1n;
    const divisor = sign * (commonDivisor(numerator, denominator) || 1n);
    this.numerator = numerator / divisor;
    this.denominator = denominator / divisor;
  }

  /** @param value a whole number, or a decimal string such as '-1234.50' */
  static of(value: string | number): Fraction {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(String(value).trim());
    if (!match || !(match[2] || match[3])) throw new RangeError(`'${value}' is not a decimal number`);
    const decimals = match[3] ?? '';
    const digits = BigInt(`${match[2]}${decimals}`);
    return new Fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator);
  }
  minus(other: Fraction): Fraction {
    return this.plus(other.negated());
  }
  times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }
  over(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.denominator, this.denominator * other.numerator);
  }
  negated(): Fraction {
    return new Fraction(-this.numerator, this.denominator);
  }
  /** −1, 0 or 1. */
  get sign(): number {
    return this.numerator > 0n ? 1 : this.numerator < 0n ? -1 : 0;
  }
  compare(other: Fraction): number {
    return this.minus(other).sign;
  }
  min(other: Fraction): Fraction {
    return this.compare(other) <= 0 ? this : other;
  }
  absolute(): Fraction {
    return this.sign < 0 ? this.negated() : this;
  }

  /** Rounded half away from zero at so many places, without trailing zeros: exact for every decimal that fits. */
  toDecimal(places = 20): string {
    const scaled = this.absolute().times(new Fraction(10n ** BigInt(places)));
    const rounded = (scaled.numerator * 2n + scaled.denominator) / (scaled.denominator * 2n);
    const digits = rounded.toString().padStart(places + 1, '0');
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
    return this.sign < 0 && text !== '0' ? `-${text}` : text;
  }
  toNumber(): number {
    return Number(this.toDecimal(30));
  }
}

export const sum = (values: readonly Fraction[]): Fraction => values.reduce((total, value) => total.plus(value), Fraction.zero);

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y) [x, y] = [y, x % y];
  return x;
}
