import { canRead } from '../../access/policies/account.ts';
import { operations } from '../contract.ts';
import { dataHealth } from '../dataHealth.ts';
import { lastDigest } from '../lastDigest.ts';
import { pastNote } from '../pastNote.ts';
import { presentKpiDetail } from '../presenters/kpi.ts';
import { kpiOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const kpi = accountRoute({
  operation: operations.kpi,
  may: canRead,
  keptPer: 'role',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => ({
      body: {
        ...presentKpiDetail(
          await house.engine.kpiDetail(tx, question, kpiOf(asked)),
          question,
          asked.language,
          await dataHealth(tx, question.accountId),
          await lastDigest(tx, question),
        ),
        ...(await pastNote(tx, question.accountId, question.knownAt, asked.language)),
      },
    })),
});
