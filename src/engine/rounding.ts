import { Decimal } from 'decimal.js';

/**
 * Rounds shares so that they still add up to the rounded whole (largest remainder): each is rounded down, and the units
 * left over go to those with the largest remainders.
 */
export function shareOut(shares: readonly Decimal[], whole: Decimal, decimals: number): Decimal[] {
  const unit = new Decimal(10).pow(-decimals);
  const floors = shares.map((share) => share.toDecimalPlaces(decimals, Decimal.ROUND_FLOOR));
  const goal = whole.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  let left = goal
    .minus(floors.reduce((sum, floor) => sum.plus(floor), new Decimal(0)))
    .div(unit)
    .round()
    .toNumber();
  const order = shares
    .map((share, index) => ({ index, remainder: share.minus(floors[index] as Decimal) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder));
  const result = [...floors];
  for (let turn = 0; left > 0 && order.length > 0; turn = (turn + 1) % order.length, left -= 1) {
    const { index } = order[turn] as { index: number };
    result[index] = (result[index] as Decimal).plus(unit);
  }
  return result;
}
