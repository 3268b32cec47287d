import { canRead } from '../../access/policies/account.ts';
import { operations } from '../contract.ts';
import { dataHealth } from '../dataHealth.ts';
import { presentScorecard } from '../presenters/kpi.ts';
import { reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const scorecard = accountRoute({
  operation: operations.scorecard,
  may: canRead,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => ({
      body: presentScorecard(
        await house.engine.scorecard(tx, question),
        question,
        asked.language,
        await dataHealth(tx, question.accountId),
      ),
    })),
});
