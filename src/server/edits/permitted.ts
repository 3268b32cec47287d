import { canEditFields, isEditable } from '../../access/policies/records.ts';
import type { Visit } from '../../access/visit.ts';
import type { RecordType } from '../../model/index.ts';
import { ProblemError } from '../problems.ts';

/** @throws ProblemError where the caller may not change these fields, whatever the source's own rights are */
export function mayEdit(visit: Visit, recordType: RecordType, fields: readonly string[]): void {
  if (!isEditable(recordType)) throw new ProblemError('cannot-write-back', `a ${recordType} is changed where it is kept`);
  if (!canEditFields(visit, recordType, fields)) throw new ProblemError('forbidden', 'The account’s manager changes this.');
}
