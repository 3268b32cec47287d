import { visibleAnswers } from '../../access/answers.ts';
import { canTryWhatIf } from '../../access/policies/account.ts';
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
      // Taking an answer away, or changing it, would show what it was.
      const scores = changes.flatMap((change) => (change.recordType === 'score' && change.recordId !== null ? [change.recordId] : []));
      const isVisible = await visibleAnswers(tx, asked.visit, question.accountId, scores);
      if (!scores.every(isVisible)) throw new ProblemError('answers-of-persons');
      const read = await house.engine.whatIf(tx, question, changes, horizon === undefined ? null : dayWithin('horizon', horizon));
      return { body: presentWhatIf(read, question, await currencyOf(tx, asked, null), asked.language) };
    }),
});
