import { daysBefore, monthBefore, quarterStart } from '../../../components/days.ts';

/** From which day a change is told: a choice that moves with the day that is read, or a day of one's own. */
export const sinceChoices = ['week', 'month', 'quarter', 'digest'] as const;
export type Since = (typeof sinceChoices)[number];
export interface SinceDay {
  choice: Since | null;
  date: string;
  knownAt?: string;
}

/** @param asked 'week', 'month', 'quarter', 'digest' or a day; a month unless given. */
export function sinceOf(
  asked: string | null,
  read: { asOf: string; fiscalYearStart: string; lastDigest: { date: string; knownAt: string } | null },
): SinceDay {
  if (asked !== null && /^\d{4}-\d{2}-\d{2}$/.test(asked)) return { choice: null, date: asked };
  if (asked === 'digest' && read.lastDigest) return { choice: 'digest', ...read.lastDigest };
  if (asked === 'week') return { choice: 'week', date: daysBefore(read.asOf, 7) };
  if (asked === 'quarter') return { choice: 'quarter', date: quarterStart(read.asOf, read.fiscalYearStart) };
  return { choice: 'month', date: monthBefore(read.asOf) };
}
