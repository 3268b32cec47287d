import { visibleAnswers } from '../../access/answers.ts';
import { canRead } from '../../access/policies/account.ts';
import { type LeftOut, operations } from '../contract.ts';
import { presentLeftOut, presentReasons } from '../presenters/leftOut.ts';
import { ownersOf } from '../presenters/lists.ts';
import { kpiOf, nextPage, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const leftOut = accountRoute({
  operation: operations.leftOut,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { page, limit, reason = null } = asked.query;
      const kpi = kpiOf(asked);
      const { reasons, rows, total } = await house.engine.leftOut(tx, question, kpi, reason, { offset: (page - 1) * limit, limit });
      const scores = rows.filter((row) => row.recordType === 'score').map((row) => row.recordId);
      const isVisible = await visibleAnswers(tx, asked.visit, question.accountId, scores);
      const ownerOf = await ownersOf(tx, asked, rows);
      const body: LeftOut = {
        kpi,
        reasons: presentReasons(reasons, asked.language),
        total,
        page,
        limit,
        next: nextPage(asked.url, asked.query, total),
        records: rows.map((row) => presentLeftOut(row, asked.language, row.recordType === 'score' && !isVisible(row.recordId), ownerOf)),
      };
      return { body };
    }),
});
