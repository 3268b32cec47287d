import { addMonths, type Day } from '../days.ts';
import { type Count, entryOf, numberOf, recordsOf, textOf } from '../entry.ts';
import { Fraction, sum } from '../fraction.ts';
import type { Fields, World } from '../world.ts';
import { isInForce } from './inForce.ts';

/** Of each organization and product the last measurement so far that has the figures asked for, while it is younger than twelve months. */
function measurements(world: World, day: Day, figures: readonly string[]): [string, Fields][] {
  const last = new Map<string, [string, Fields]>();
  const sorted = recordsOf(world, 'deployment').sort(([a, one], [b, other]) =>
    `${one.measuredOn} ${a}` < `${other.measuredOn} ${b}` ? -1 : 1,
  );
  for (const [id, measurement] of sorted) {
    const [product, measuredOn] = [textOf(measurement, 'product'), textOf(measurement, 'measuredOn')];
    const isComplete = figures.every((figure) => numberOf(measurement, figure) !== null);
    if (product && measuredOn && measuredOn <= day && isComplete) {
      last.set(JSON.stringify([textOf(measurement, 'organization'), product]), [id, measurement]);
    }
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

const seatsOf = (measurement: Fields, figure: string): Fraction => numberOf(measurement, figure) as Fraction;
const shareOfDeployed =
  (figure: 'current' | 'active'): Count =>
  (world, { asOf }) =>
    measurements(world, asOf, ['deployed', figure]).map(([id, measurement]) =>
      entryOf('deployment', id, measurement, { numerator: seatsOf(measurement, figure), denominator: seatsOf(measurement, 'deployed') }),
    );
export const productCurrency = shareOfDeployed('current');
export const activeUse = shareOfDeployed('active');

export const deployment: Count = (world, { asOf }) =>
  measurements(world, asOf, ['deployed']).flatMap(([id, measurement]) => {
    const inAgreements = seatsInAgreements(world, textOf(measurement, 'organization'), textOf(measurement, 'product'), asOf);
    const denominator = inAgreements ?? numberOf(measurement, 'owned');
    return denominator ? [entryOf('deployment', id, measurement, { numerator: seatsOf(measurement, 'deployed'), denominator })] : [];
  });
