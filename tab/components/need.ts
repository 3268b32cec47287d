import type { Kpi, Scorecard } from '../../src/server/contract.ts';
import { civil, magnitude } from '../i18n/format.ts';

/**
 * What is still missing to a target that is not reached. A sum that runs through its period needs so much a month (a
 * week, where six weeks or less are left) until the period's end; all else, and a period that is over, is short by so much.
 */
export type Need = { kind: 'rate'; amount: number; per: 'month' | 'week' | 'rest'; until: string } | { kind: 'short'; amount: number };

const dayMs = 86_400_000;
const daysOfAMonth = 365.2425 / 12;
/** From here on weeks say more than months. */
const daysForMonths = 42;
const daysForWeeks = 10;

export function needOf(
  kpi: Pick<Kpi, 'value' | 'target' | 'note' | 'shape' | 'unit' | 'better'>,
  { asOf, period }: Pick<Scorecard, 'asOf' | 'period'>,
): Need | null {
  if (kpi.target === null || kpi.value === null || kpi.note !== null) return null;
  const gap = (magnitude(kpi.target) - magnitude(kpi.value)) * (kpi.better === 'lower' ? -1 : 1);
  if (gap <= 0) return null;
  const isRunningSum = kpi.shape === 'flow' && (kpi.unit === 'money' || kpi.unit === 'count');
  const daysLeft = Math.round((civil(period.end).getTime() - civil(asOf).getTime()) / dayMs);
  if (!isRunningSum || daysLeft <= 0) return { kind: 'short', amount: gap };
  if (daysLeft > daysForMonths) return { kind: 'rate', amount: (gap * daysOfAMonth) / daysLeft, per: 'month', until: period.end };
  if (daysLeft > daysForWeeks) return { kind: 'rate', amount: (gap * 7) / daysLeft, per: 'week', until: period.end };
  return { kind: 'rate', amount: gap, per: 'rest', until: period.end };
}
