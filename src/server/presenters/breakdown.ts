import type * as engine from '../../engine/types.ts';
import type * as contract from '../contract.ts';
import { amountsOf, presentReading } from './amounts.ts';
import { isSliced, withoutTooFew } from './respondents.ts';

/** @param shows which slices the caller may see. */
export function presentBreakdown(
  breakdown: engine.Breakdown,
  asked: { kpi: string; question: engine.Question; currency: string; shows: (slice: engine.BreakdownSlice) => boolean },
): contract.Breakdown {
  const { kpi, question, currency, shows } = asked;
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
      ...presentReading(amounts, withoutTooFew(kpi, true, slice)),
    })),
    total: presentReading(amounts, withoutTooFew(kpi, isSliced(question), breakdown.total)),
  };
}
