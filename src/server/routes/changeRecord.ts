import { canEditRecords } from '../../access/policies/nudges.ts';
import { type RecordType, recordTypes } from '../../model/index.ts';
import { operations } from '../contract.ts';
import { edit } from '../edits/edit.ts';
import { ProblemError } from '../problems.ts';
import { accountRoute } from '../route.ts';

/** What a named person answered is theirs to change, at its source. */
const notEditable: ReadonlySet<RecordType> = new Set(['score', 'review']);

export const changeRecord = accountRoute({
  operation: operations.changeRecord,
  may: canEditRecords,
  async answer(asked, house) {
    const recordType = asked.path.type as RecordType;
    if (!recordTypes.includes(recordType)) throw new ProblemError('unknown-record-type', `The record types are ${recordTypes.join(', ')}.`);
    if (notEditable.has(recordType)) throw new ProblemError('cannot-write-back', `a ${recordType} is changed where it is kept`);
    return { body: await edit(asked, house, { recordType, recordId: asked.path.id ?? '', ...asked.body }) };
  },
});
