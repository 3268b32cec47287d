import { canRead } from '../../access/policies/account.ts';
import { canSeeOwners } from '../../access/policies/people.ts';
import { shownPersons } from '../../access/shownPersons.ts';
import { isManager } from '../../access/visit.ts';
import { operations } from '../contract.ts';
import { presentBreakdown } from '../presenters/breakdown.ts';
import { ProblemError } from '../problems.ts';
import { currencyOf, kpiOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const breakdown = accountRoute({
  operation: operations.breakdown,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { by } = asked.query;
      if (by === 'owner' && !canSeeOwners(asked.visit)) throw new ProblemError('figures-about-people-off');
      const kpi = kpiOf(asked);
      const shows = by === 'owner' ? await shownPersons(tx, question.accountId, asked.visit) : null;
      const slices = await house.engine.breakdown(tx, question, kpi, by);
      const currency = await currencyOf(tx, asked, question.knownAt);
      return {
        body: presentBreakdown(slices, {
          kpi,
          question,
          currency,
          shows: (slice) => shows === null || shows(slice.key),
          guards: !isManager(asked.visit),
        }),
      };
    }),
});
