import type { Organization } from './organizations.ts';
import { numbered, type SampleRecord } from './story.ts';

/** Whole-account goals by KPI: money in dollars, ratios as 0..1. The last year's stands beside this year's. KPIs that are not named have none. */
const goals: Readonly<Record<string, { 2026?: number; 2027?: number; money?: true }>> = {};

export function targets(_organizations: readonly Organization[]): SampleRecord[] {
  const all: Omit<SampleRecord, 'id'>[] = [];
  for (const [kpi, goal] of Object.entries(goals)) {
    for (const year of [2026, 2027] as const) {
      const amount = goal[year];
      if (amount !== undefined) all.push({ kpi, period: `FY${year}`, value: goal.money ? { amount, currency: 'USD' } : amount });
    }
  }
  return all.map((target, index) => ({ ...target, id: numbered('T', index + 1, 3) }));
}
