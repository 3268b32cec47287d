import type { RecordType } from '../../model/index.ts';
import { isManager, type Visit } from '../visit.ts';

/** What a named person answered is theirs to change, at its source; a review is what happened. */
const forNobody: ReadonlySet<RecordType> = new Set(['score', 'review']);
/** What the account is measured against, and who is who in the team: whose numbers and answers one may see hangs on it. */
const forManagers: ReadonlySet<RecordType> = new Set(['account', 'target', 'rate', 'member']);
/** Whoever owns a relationship sees what that person answered. */
const fieldsForManagers: Partial<Record<RecordType, readonly string[]>> = { contact: ['relationshipOwner', 'sponsor'] };

export const isEditable = (type: RecordType): boolean => !forNobody.has(type);

/** Whether the caller may change these fields of a record of the type, beside the rights that the source gives them. */
export const canEditFields = (visit: Visit, type: RecordType, fields: readonly string[]): boolean =>
  isManager(visit) || (!forManagers.has(type) && !fields.some((field) => fieldsForManagers[type]?.includes(field)));
