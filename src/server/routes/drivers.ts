import { visibleAnswers } from '../../access/answers.ts';
import { canRead } from '../../access/policies/account.ts';
import { operations } from '../contract.ts';
import { presentDrivers } from '../presenters/drivers.ts';
import { ProblemError } from '../problems.ts';
import { dayWithin, knownAtOf } from '../question.ts';
import { currencyOf, kpiOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const drivers = accountRoute({
  operation: operations.drivers,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { query, account } = asked;
      const between = {
        since: dayWithin('since', query.since),
        until: dayWithin('until', query.until ?? asked.today),
        sinceKnownAt: knownAtOf(query.sinceKnownAt, account.timeZone),
        untilKnownAt: knownAtOf(query.untilKnownAt, account.timeZone),
      };
      if (between.since > between.until)
        throw new ProblemError('invalid-query', 'since must not lie after until', [{ path: 'since', message: `after ${between.until}` }]);
      const kpi = kpiOf(asked);
      const found = await house.engine.drivers(tx, question, kpi, between, query.limit);
      const scores = found.drivers.flatMap((driver) =>
        driver.recordType === 'score' && driver.recordId !== null ? [driver.recordId] : [],
      );
      const isVisible = await visibleAnswers(tx, asked.visit, question.accountId, scores);
      const currency = await currencyOf(tx, asked, between.untilKnownAt);
      const isWithheld = (driver: (typeof found.drivers)[number]) =>
        driver.recordType === 'score' && driver.recordId !== null && !isVisible(driver.recordId);
      return { body: presentDrivers(found, { kpi, question, currency, isWithheld }) };
    }),
});
