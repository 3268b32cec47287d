import { canTryWhatIf } from '../../access/policies/account.ts';
import { operations } from '../contract.ts';
import { ownersOf } from '../presenters/lists.ts';
import { presentGoalSeek } from '../presenters/moves.ts';
import { dayWithin } from '../question.ts';
import { currencyOf, kpiOf, reading } from '../reading.ts';
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
      const ownerOf = await ownersOf(tx, asked, goal.moves);
      const currency = await currencyOf(tx, asked, null);
      return { body: presentGoalSeek(goal, { kpi, question, currency, language: asked.language, ownerOf }) };
    }),
});
