import { canEditRecords } from '../../access/policies/nudges.ts';
import { type RecordType, recordTypes } from '../../model/index.ts';
import { operations } from '../contract.ts';
import { answerOf, edit } from '../edits/edit.ts';
import { mayEdit } from '../edits/permitted.ts';
import { ProblemError } from '../problems.ts';
import { accountRoute } from '../route.ts';

export const changeRecord = accountRoute({
  operation: operations.changeRecord,
  may: canEditRecords,
  async answer(asked, house) {
    const recordType = asked.path.type as RecordType;
    if (!recordTypes.includes(recordType)) throw new ProblemError('unknown-record-type', `The record types are ${recordTypes.join(', ')}.`);
    mayEdit(asked.visit, recordType, Object.keys(asked.body.set));
    return answerOf(await edit(asked, house, { recordType, recordId: asked.path.id ?? '', ...asked.body }));
  },
});
