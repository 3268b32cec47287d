import type * as engine from '../../engine/types.ts';
import type * as contract from '../contract.ts';
import { amountsOf, presentReading } from './amounts.ts';
import { hiddenSlices, isSliced, withoutMean, withoutTooFew } from './respondents.ts';

/** @param shows which slices the caller may see; @param guards whether nothing may be told by what is not shown (a manager sees every answer anyway) */
export function presentBreakdown(
  breakdown: engine.Breakdown,
  asked: { kpi: string; question: engine.Question; currency: string; shows: (slice: engine.BreakdownSlice) => boolean; guards: boolean },
): contract.Breakdown {
  const { kpi, question, currency, shows, guards } = asked;
  const hidden = guards ? hiddenSlices(kpi, breakdown.slices) : new Set<string>();
  const amounts = amountsOf(kpi, currency);
  return {
    kpi,
    asOf: question.asOf,
    knownAt: question.knownAt,
    by: breakdown.by,
    parent: breakdown.parent,
    path: breakdown.path,
    slices: breakdown.slices.filter(shows).map((slice) => ({
      key: slice.key,
      label: slice.label,
      hasChildren: slice.hasChildren,
      ...presentReading(amounts, hidden.has(slice.key) ? withoutMean(slice) : withoutTooFew(kpi, true, slice)),
    })),
    total: presentReading(amounts, withoutTooFew(kpi, isSliced(question), breakdown.total)),
  };
}
