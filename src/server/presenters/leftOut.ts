import type * as engine from '../../engine/index.ts';
import type { Language } from '../../model/index.ts';
import type * as contract from '../contract.ts';
import type { Owner } from './lists.ts';

const presentReason = (reason: engine.WhyNotReason, language: Language) => ({
  key: reason.key,
  text: reason.text[language],
  ...(reason.field ? { field: reason.field } : {}),
});

export const presentReasons = (reasons: engine.LeftOut['reasons'], language: Language): contract.LeftOut['reasons'] =>
  reasons.map((reason) => ({ ...presentReason(reason, language), records: reason.records }));

/** @param isWithheld whether a row is an answer that the caller may not see. @param ownerOf whose a row is, as far as the caller may know. */
export function presentLeftOut(
  row: engine.LeftOutRow,
  language: Language,
  isWithheld: boolean,
  ownerOf: (ownerId: string | null) => Owner,
): contract.LeftOut['records'][number] {
  const shown = <T>(value: T): T | null => (isWithheld ? null : value);
  return {
    recordType: row.recordType,
    recordId: shown(row.recordId),
    part: isWithheld ? '' : row.part,
    label: shown(row.label),
    organization: shown(row.organizationId),
    ...ownerOf(isWithheld ? null : row.ownerId),
    reason: presentReason(row.reason, language),
    sourceUrl: shown(row.sourceUrl),
    withheld: isWithheld,
  };
}
