import { canSeeHeadlines } from '../../access/policies/account.ts';
import { isOnlooker } from '../../access/visit.ts';
import { operations } from '../contract.ts';
import { dataHealth } from '../dataHealth.ts';
import { pastNote } from '../pastNote.ts';
import { presentScorecard } from '../presenters/kpi.ts';
import { ProblemError } from '../problems.ts';
import { reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const scorecard = accountRoute({
  operation: operations.scorecard,
  may: canSeeHeadlines,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const isWhole = !isOnlooker(asked.visit);
      // The headlines of the whole account, as they stand: a slice or another day is none of them.
      if (!isWhole && Object.keys(asked.query).length > 0) throw new ProblemError('forbidden');
      const read = await house.engine.scorecard(tx, question);
      const shown = isWhole ? read : { ...read, kpis: read.kpis.filter((kpi) => kpi.headline !== null) };
      const body = presentScorecard(shown, question, asked.language, await dataHealth(tx, question.accountId));
      return { body: { ...body, ...(await pastNote(tx, question.accountId, question.knownAt, asked.language)) } };
    }),
});
