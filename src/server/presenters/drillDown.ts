import type * as engine from '../../engine/types.ts';
import type * as contract from '../contract.ts';
import { amountsOf } from './amounts.ts';

type Row = contract.DrillDown['records'][number];

/** @param isWithheld whether a row is an answer that the caller may not see. @param names of persons, by id. */
export function presentRow(
  row: engine.ContributionRow,
  kpi: string,
  currency: string,
  isWithheld: boolean,
  names: ReadonlyMap<string, string>,
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
    owner: shown(row.ownerId),
    ownerName: shown(row.ownerId === null ? null : (names.get(row.ownerId) ?? null)),
    sourceUrl: shown(row.sourceUrl),
    withheld: isWithheld,
  };
}
