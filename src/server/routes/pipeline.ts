import { canRead } from '../../access/policies/account.ts';
import { forecastCategories, operations, type Pipeline } from '../contract.ts';
import { missingRatesOf, moneyOrNull, organizationOf, ownerNames, sumOf } from '../presenters/lists.ts';
import { currencyOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

type Category = (typeof forecastCategories)[number];

/** Every open opportunity, and what keeps it from moving. */
export const pipeline = accountRoute({
  operation: operations.pipeline,
  may: canRead,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const rows = await house.engine.pipeline(tx, question);
      const currency = await currencyOf(tx, asked, question.knownAt);
      const ownerName = await ownerNames(tx, asked, rows);
      const sum = (some: typeof rows) =>
        sumOf(
          some.map((row) => row.amount),
          currency,
        );
      const byCategory = [...forecastCategories, null].flatMap((category) => {
        const some = rows.filter((row) => row.forecastCategory === category);
        return some.length === 0 ? [] : [{ category, ...sum(some) }];
      });
      const body: Pipeline = {
        asOf: question.asOf,
        total: sum(rows),
        stalled: sum(rows.filter((row) => row.stalls.length > 0)),
        byCategory,
        missingRates: missingRatesOf(rows),
        opportunities: rows.slice(0, asked.query.limit).map((row) => ({
          opportunityId: row.opportunityId,
          name: row.name,
          organization: organizationOf(row),
          ownerName: ownerName(row.ownerId),
          sourceUrl: row.sourceUrl,
          type: row.type,
          stage: row.stage,
          forecastCategory: row.forecastCategory as Category | null,
          amount: moneyOrNull(row.amount, currency),
          expectedClose: row.expectedClose,
          stageSince: row.stageSince,
          stalls: row.stalls,
        })),
      };
      return { body };
    }),
});
