import { canTryWhatIf } from '../../access/policies/account.ts';
import { isManager } from '../../access/visit.ts';
import { operations } from '../contract.ts';
import { presentWhatIf } from '../presenters/moves.ts';
import { ProblemError } from '../problems.ts';
import { dayWithin } from '../question.ts';
import { currencyOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const whatIf = accountRoute({
  operation: operations.whatIf,
  may: canTryWhatIf,
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { changes, horizon } = asked.body;
      // An answer that is added, changed or taken away shows by its difference what the person had answered.
      if (!isManager(asked.visit) && changes.some((change) => change.recordType === 'score')) throw new ProblemError('answers-of-persons');
      const read = await house.engine.whatIf(tx, question, changes, horizon === undefined ? null : dayWithin('horizon', horizon));
      return { body: presentWhatIf(read, question, await currencyOf(tx, asked, null), asked.language) };
    }),
});
