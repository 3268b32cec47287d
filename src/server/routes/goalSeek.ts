import { canTryWhatIf } from '../../access/policies/account.ts';
import { operations } from '../contract.ts';
import { presentGoalSeek } from '../presenters/moves.ts';
import { dayWithin } from '../question.ts';
import { currencyOf, kpiOf, namesOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const goalSeek = accountRoute({
  operation: operations.goalSeek,
  may: canTryWhatIf,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { target = null, horizon } = asked.query;
      const kpi = kpiOf(asked);
      const goal = await house.engine.goalSeek(tx, question, kpi, {
        target,
        horizon: horizon === undefined ? null : dayWithin('horizon', horizon),
      });
      const names = await namesOf(
        tx,
        question.accountId,
        goal.moves.map((move) => move.ownerId),
      );
      const currency = await currencyOf(tx, asked, null);
      return { body: presentGoalSeek(goal, { kpi, question, currency, language: asked.language, names }) };
    }),
});
