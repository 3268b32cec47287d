import { visibleAnswers } from '../../access/answers.ts';
import { canRead } from '../../access/policies/account.ts';
import { isManager } from '../../access/visit.ts';
import { type DrillDown, operations } from '../contract.ts';
import { presentRow } from '../presenters/drillDown.ts';
import { ownersOf } from '../presenters/lists.ts';
import { isOfAnswers } from '../presenters/respondents.ts';
import { currencyOf, kpiOf, nextPage, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const drillDown = accountRoute({
  operation: operations.drillDown,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { page, limit } = asked.query;
      const kpi = kpiOf(asked);
      // The rows themselves: those that are not the caller's to see are withheld one by one.
      const { rows, total } = await house.engine.drillDown(tx, { ...question, answers: 'each' }, kpi, {
        ...{ offset: (page - 1) * limit, limit },
        order: isOfAnswers(kpi) && !isManager(asked.visit) ? 'newest' : 'largest',
      });
      const scores = rows.filter((row) => row.recordType === 'score').map((row) => row.recordId);
      const isVisible = await visibleAnswers(tx, asked.visit, question.accountId, scores);
      const ownerOf = await ownersOf(tx, asked, rows);
      const currency = await currencyOf(tx, asked, question.knownAt);
      const records = rows.map((row) => presentRow(row, kpi, currency, row.recordType === 'score' && !isVisible(row.recordId), ownerOf));
      return { body: { kpi, total, page, limit, next: nextPage(asked.url, asked.query, total), records } satisfies DrillDown };
    }),
});
