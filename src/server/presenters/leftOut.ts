import type * as engine from '../../engine/index.ts';
import type { Language } from '../../model/index.ts';
import type * as contract from '../contract.ts';

const presentReason = (reason: engine.WhyNotReason, language: Language) => ({
  key: reason.key,
  text: reason.text[language],
  ...(reason.field ? { field: reason.field } : {}),
});

export const presentReasons = (reasons: engine.LeftOut['reasons'], language: Language): contract.LeftOut['reasons'] =>
  reasons.map((reason) => ({ ...presentReason(reason, language), records: reason.records }));

/** @param isWithheld whether a row is an answer that the caller may not see. @param names of persons, by id. */
export function presentLeftOut(
  row: engine.LeftOutRow,
  language: Language,
  isWithheld: boolean,
  names: ReadonlyMap<string, string>,
): contract.LeftOut['records'][number] {
  const shown = <T>(value: T): T | null => (isWithheld ? null : value);
  return {
    recordType: row.recordType,
    recordId: shown(row.recordId),
    part: isWithheld ? '' : row.part,
    label: shown(row.label),
    organization: shown(row.organizationId),
    owner: shown(row.ownerId),
    ownerName: shown(row.ownerId === null ? null : (names.get(row.ownerId) ?? null)),
    reason: presentReason(row.reason, language),
    sourceUrl: shown(row.sourceUrl),
    withheld: isWithheld,
  };
}
