import type { Kpi, Status } from '../../../src/server/contract.ts';

export const statusOrder = ['onTrack', 'atRisk', 'offTrack', 'noData'] as const satisfies readonly Status[];

/** The seven measures, in the order in which the API gives their KPIs. */
export function byGroup(kpis: readonly Kpi[]): { group: Kpi['group']; kpis: Kpi[] }[] {
  const groups = new Map<Kpi['group'], Kpi[]>();
  for (const kpi of kpis) groups.set(kpi.group, [...(groups.get(kpi.group) ?? []), kpi]);
  return [...groups].map(([group, members]) => ({ group, kpis: members }));
}

export const headlinesOf = (kpis: readonly Kpi[]): Kpi[] =>
  kpis.filter((kpi) => kpi.headline).sort((a, b) => (a.headlineRank ?? 0) - (b.headlineRank ?? 0));

export const countByStatus = (kpis: readonly Kpi[]): Map<Status, number> => {
  const counts = new Map<Status, number>();
  for (const { status } of kpis) if (status) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
};
