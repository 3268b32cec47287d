import { kpis as allKpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import { type Context, contextOf } from './context.ts';
import { hypothesis } from './hypothesis.ts';
import { fiscalYearBounds, fiscalYearOf, maxDate } from './period.ts';
import { standings } from './scorecard.ts';
import type { CivilDate, HypotheticalChange, Question, WhatIf } from './types.ts';

/**
 * Every KPI at the horizon, as it stands and with the changes laid over it, both known now. Baseline: nothing more
 * happens, so what comes due without a signed successor lapses. Nothing is written.
 * @throws InvalidChangeError
 */
export async function whatIf(
  tx: Tx,
  question: Question,
  changes: readonly HypotheticalChange[],
  horizon: CivilDate | null,
): Promise<WhatIf> {
  const context = await contextOf(tx, { ...question, knownAt: null });
  const state = { kind: 'whatIf' as const, changes: hypothesis(changes) };
  const days = new Map<CivilDate, Kpi[]>();
  for (const kpi of allKpis) {
    const day = horizon ?? horizonOf(kpi, context);
    days.set(day, [...(days.get(day) ?? []), kpi]);
  }
  const results = new Map<string, WhatIf['kpis'][number]>();
  for (const [day, kpis] of days) {
    const at = { ...question, asOf: day, knownAt: null };
    const [before, after] = [await standings(tx, at, kpis), await standings(tx, at, kpis, state)];
    kpis.forEach((kpi, index) => {
      const [was, is] = [before[index], after[index]];
      if (!was || !is) return;
      results.set(kpi.id, {
        id: kpi.id,
        horizon: day,
        before: was.reading,
        after: is.reading,
        target: was.target,
        statusBefore: was.status,
        statusAfter: is.status,
      });
    });
  }
  return { horizon: horizon ?? fiscalYearEnd(context), kpis: allKpis.flatMap((kpi) => results.get(kpi.id) ?? []) };
}

/** For a flow the end of its period (a period that has ended: the day itself), for a level the end of the fiscal year. */
export function horizonOf(kpi: Pick<Kpi, 'shape'>, context: Context): CivilDate {
  if (kpi.shape === 'level') return fiscalYearEnd(context);
  return maxDate(context.period.end, context.asOf);
}
const fiscalYearEnd = ({ asOf, settings }: Context): CivilDate =>
  fiscalYearBounds(fiscalYearOf(asOf, settings.fiscalYearStart), settings.fiscalYearStart).end;
