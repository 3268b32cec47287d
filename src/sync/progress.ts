import { budgets } from '../graph/limiter/services.ts';
import type { RoundState } from './types.ts';

/** How far a full reading is, and what is left of it. */
export interface Progress {
  rows: number;
  /** As many as there were last time; null: the source is read for the first time, and does not say how many it has. */
  of: number | null;
  secondsLeft: number | null;
  /** What is left costs so many of the units that Graph allows in a day. */
  unitsLeft: number | null;
  unitsPerDay: number;
}

/** Graph gives so many items a page, and a page costs one unit. */
const rowsPerUnit = 200;

/** @param rowsSeen rows of the source as of the last full reading; 0: none yet. null: it is not being read whole */
export function progressOf(round: RoundState | null, rowsSeen: number, nowMs: number): Progress | null {
  if (!round?.full || round.complete) return null;
  const { rows, startedAt } = round;
  const { units, windowMs, perDay = 0 } = budgets.sharepoint;
  if (rowsSeen === 0) return { rows, of: null, secondsLeft: null, unitsLeft: null, unitsPerDay: perDay };
  const left = Math.max(0, rowsSeen - rows);
  const unitsLeft = Math.ceil(left / rowsPerUnit);
  const spentMs = startedAt ? Math.max(1, nowMs - Date.parse(startedAt)) : null;
  // As fast as so far, and no faster than the service allows.
  const msLeft =
    spentMs !== null && rows > 0 ? Math.max((left * spentMs) / rows, Math.max(0, unitsLeft - units) * (windowMs / units)) : null;
  return { rows, of: rowsSeen, secondsLeft: msLeft === null ? null : Math.ceil(msLeft / 1000), unitsLeft, unitsPerDay: perDay };
}
