import { canRead } from '../../access/policies/account.ts';
import { type RecordType, recordTypes } from '../../model/index.ts';
import { operations } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { recordsPage } from '../records/page.ts';
import { accountRoute } from '../route.ts';

export const records = accountRoute({
  operation: operations.records,
  may: canRead,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const type = asked.path.type as RecordType;
      if (!recordTypes.includes(type)) throw new ProblemError('unknown-record-type', `The record types are ${recordTypes.join(', ')}.`);
      return { body: await recordsPage(tx, asked, type, asked.query) };
    }),
});
