import type { Drivers, Kpi } from '../../../../src/server/contract.ts';
import { magnitude } from '../../../i18n/format.ts';

/** One step of a waterfall, from where the one before it ended; in the unit of the KPI. */
export interface Step {
  from: number;
  to: number;
  /** As it is told: rounded so that what is told adds up from the first reading to the last. */
  share: number;
}
export interface Waterfall {
  start: number;
  end: number;
  steps: Step[];
  /** The sum of what is beyond the listed drivers; null where all are listed. */
  rest: Step | null;
  /** Where a value stands between the lowest and the highest, as a part of 1. */
  place(value: number): number;
}

/** The smallest difference that is told: a whole unit of money, a hundredth of a point, a tenth of the rest. */
const finest: Record<Kpi['unit'], number> = { money: 1, ratio: 0.0001, count: 0.1, days: 0.1, score: 0.1 };

/** The drivers laid end to end between the two readings; null where there is no change to tell. */
export function waterfallOf(drivers: Drivers, unit: Kpi['unit']): Waterfall | null {
  const { since, change } = drivers;
  if (change === null || since.reading.value === null) return null;
  const round = (value: number) => Math.round(value / finest[unit]) * finest[unit];
  const start = magnitude(since.reading.value);
  let at = start;
  const step = (share: number): Step => {
    const from = at;
    at += share;
    return { from, to: at, share: round(at) - round(from) };
  };
  const steps = drivers.drivers.map((driver) => step(driver.share === null ? 0 : magnitude(driver.share)));
  const rest = drivers.rest && drivers.rest.share !== null ? step(magnitude(drivers.rest.share)) : null;
  const all = [start, ...steps.map(({ to }) => to), at];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return { start: round(start), end: round(at), steps, rest, place: (value) => (value - low + room) / (high - low + 2 * room) };
}
