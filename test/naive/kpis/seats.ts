import { addMonths, type Day } from '../days.ts';
import { type Count, entryOf, numberOf, recordsOf, textOf } from '../entry.ts';
import { Fraction, sum } from '../fraction.ts';
import type { Fields, World } from '../world.ts';
import { isInForce } from './inForce.ts';

/** Of each organization and product the last measurement so far, while it is younger than twelve months. */
function measurements(world: World, day: Day): [string, Fields][] {
  const last = new Map<string, [string, Fields]>();
  const sorted = recordsOf(world, 'deployment').sort(([a, one], [b, other]) =>
    `${one.measuredOn} ${a}` < `${other.measuredOn} ${b}` ? -1 : 1,
  );
  for (const [id, measurement] of sorted) {
    const [organization, product, measuredOn] = [
      textOf(measurement, 'organization'),
      textOf(measurement, 'product'),
      textOf(measurement, 'measuredOn'),
    ];
    if (organization && product && measuredOn && measuredOn <= day) last.set(JSON.stringify([organization, product]), [id, measurement]);
  }
  return [...last.values()].filter(([, measurement]) => day < addMonths(measurement.measuredOn as string, 12));
}

/** The seats of a product in the agreements of an organization that are in force; null where there are none. */
function seatsInAgreements(world: World, organization: string | null, product: string | null, day: Day): Fraction | null {
  const seats = recordsOf(world, 'agreement')
    .filter(([, agreement]) => textOf(agreement, 'organization') === organization && isInForce(agreement, day))
    .flatMap(([, agreement]) => (Array.isArray(agreement.lines) ? (agreement.lines as readonly string[]) : []))
    .flatMap((line) => {
      const colon = line.lastIndexOf(':');
      const isOfProduct = colon > 0 && line.slice(0, colon).trim() === product && /^\d+(\.\d+)?$/.test(line.slice(colon + 1).trim());
      return isOfProduct ? [Fraction.of(line.slice(colon + 1).trim())] : [];
    });
  return seats.length > 0 ? sum(seats) : null;
}

const shareOfSeats =
  (numeratorOf: (m: Fields) => Fraction | null, denominatorOf: (m: Fields, world: World, day: Day) => Fraction | null): Count =>
  (world, { asOf }) =>
    measurements(world, asOf).flatMap(([id, measurement]) => {
      const [numerator, denominator] = [numeratorOf(measurement), denominatorOf(measurement, world, asOf)];
      return numerator && denominator ? [entryOf('deployment', id, measurement, { numerator, denominator })] : [];
    });
const deployed = (measurement: Fields) => numberOf(measurement, 'deployed');

export const deployment = shareOfSeats(
  deployed,
  (measurement, world, day) =>
    seatsInAgreements(world, textOf(measurement, 'organization'), textOf(measurement, 'product'), day) ?? numberOf(measurement, 'owned'),
);
export const productCurrency = shareOfSeats((measurement) => numberOf(measurement, 'current'), deployed);
export const activeUse = shareOfSeats((measurement) => numberOf(measurement, 'active'), deployed);
