import type * as engine from '../../engine/types.ts';
import type * as contract from '../contract.ts';
import { amountsOf } from './amounts.ts';
import type { Owner } from './lists.ts';

type Row = contract.DrillDown['records'][number];

/** @param isWithheld whether a row is an answer that the caller may not see. @param ownerOf whose a row is, as far as the caller may know. */
export function presentRow(
  row: engine.ContributionRow,
  kpi: string,
  currency: string,
  isWithheld: boolean,
  ownerOf: (ownerId: string | null) => Owner,
): Row {
  const amounts = amountsOf(kpi, currency);
  const shown = <T>(value: T): T | null => (isWithheld ? null : value);
  return {
    recordType: row.recordType,
    recordId: shown(row.recordId),
    part: row.part,
    label: shown(row.label),
    numerator: shown(amounts.part(row.numerator)),
    denominator: shown(amounts.part(row.denominator)),
    currency: row.currency,
    occurredOn: row.occurredOn,
    countsFrom: row.countsFrom ?? null,
    countsUntil: row.countsUntil === 'infinity' ? null : (row.countsUntil ?? null),
    organization: shown(row.organizationId),
    ...ownerOf(isWithheld ? null : row.ownerId),
    sourceUrl: shown(row.sourceUrl),
    withheld: isWithheld,
  };
}
