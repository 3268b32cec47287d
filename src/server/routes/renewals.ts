import { Temporal } from 'temporal-polyfill';
import { canRead } from '../../access/policies/account.ts';
import { operations, type Renewals } from '../contract.ts';
import { missingRatesOf, moneyOrNull, organizationOf, ownerNames, sumOf } from '../presenters/lists.ts';
import { currencyOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

type Category = NonNullable<Renewals['renewals'][number]['opportunity']>['forecastCategory'];

/** What comes due: agreements without a signed successor. */
export const renewals = accountRoute({
  operation: operations.renewals,
  may: canRead,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { days, limit } = asked.query;
      const rows = await house.engine.renewals(tx, question, { days });
      const currency = await currencyOf(tx, asked, question.knownAt);
      const ownerName = await ownerNames(tx, asked, rows);
      const sum = (some: typeof rows) =>
        sumOf(
          some.map((row) => row.annualValue),
          currency,
        );
      const body: Renewals = {
        asOf: question.asOf,
        days,
        total: sum(rows),
        overdue: sum(rows.filter((row) => row.dueOn < question.asOf)),
        withoutOpportunity: sum(rows.filter((row) => row.opportunity === null)),
        missingRates: missingRatesOf(rows),
        renewals: rows.slice(0, limit).map((row) => ({
          agreementId: row.agreementId,
          program: row.program,
          organization: organizationOf(row),
          ownerName: ownerName(row.ownerId),
          sourceUrl: row.sourceUrl,
          dueOn: row.dueOn,
          daysLeft: Temporal.PlainDate.from(question.asOf).until(row.dueOn).days,
          annualValue: moneyOrNull(row.annualValue, currency),
          opportunity: row.opportunity && {
            id: row.opportunity.id,
            name: row.opportunity.name,
            amount: moneyOrNull(row.opportunity.amount, currency),
            expectedClose: row.opportunity.expectedClose,
            forecastCategory: row.opportunity.forecastCategory as Category,
          },
        })),
      };
      return { body };
    }),
});
