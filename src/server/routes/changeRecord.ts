import { canEditRecords } from '../../access/policies/nudges.ts';
import { canEditFields, isEditable } from '../../access/policies/records.ts';
import { type RecordType, recordTypes } from '../../model/index.ts';
import { operations } from '../contract.ts';
import { edit } from '../edits/edit.ts';
import { ProblemError } from '../problems.ts';
import { accountRoute } from '../route.ts';

export const changeRecord = accountRoute({
  operation: operations.changeRecord,
  may: canEditRecords,
  async answer(asked, house) {
    const recordType = asked.path.type as RecordType;
    if (!recordTypes.includes(recordType)) throw new ProblemError('unknown-record-type', `The record types are ${recordTypes.join(', ')}.`);
    if (!isEditable(recordType)) throw new ProblemError('cannot-write-back', `a ${recordType} is changed where it is kept`);
    if (!canEditFields(asked.visit, recordType, Object.keys(asked.body.set)))
      throw new ProblemError('forbidden', 'The account’s manager changes this.');
    return { body: await edit(asked, house, { recordType, recordId: asked.path.id ?? '', ...asked.body }) };
  },
});
