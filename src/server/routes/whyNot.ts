import { visibleAnswers } from '../../access/answers.ts';
import { canRead } from '../../access/policies/account.ts';
import type { WhyNotReason } from '../../engine/types.ts';
import type { Language } from '../../model/index.ts';
import { operations, type WhyNot } from '../contract.ts';
import { amountsOf } from '../presenters/amounts.ts';
import { ProblemError } from '../problems.ts';
import { currencyOf, kpiOf, reading } from '../reading.ts';
import { accountRoute } from '../route.ts';

const presentReason = (reason: WhyNotReason, language: Language) => ({
  key: reason.key,
  text: reason.text[language],
  ...(reason.field ? { field: reason.field } : {}),
});

export const whyNot = accountRoute({
  operation: operations.whyNot,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    reading(asked, house, async (tx, question) => {
      const { recordType, recordId } = asked.query;
      const explained = await house.engine.whyNot(tx, question, kpiOf(asked), recordType, recordId);
      const scores = [
        ...explained.parts.filter((part) => part.recordType === 'score').map((part) => part.recordId),
        ...(recordType === 'score' ? [recordId] : []),
      ];
      const isVisible = await visibleAnswers(tx, asked.visit, question.accountId, scores);
      const known = explained.record === 'known' || explained.record === 'deleted';
      if (recordType === 'score' && known && !isVisible(recordId)) throw new ProblemError('answers-of-persons');
      const currency = await currencyOf(tx, asked, question.knownAt);
      const body: WhyNot = {
        record: explained.record,
        reasons: explained.reasons.map((reason) => presentReason(reason, asked.language)),
        parts: explained.parts
          .filter((part) => part.recordType !== 'score' || isVisible(part.recordId))
          .map((part) => ({
            kpi: part.kpi,
            subject: part.subject,
            part: part.part,
            recordType: part.recordType,
            recordId: part.recordId,
            counts: part.counts,
            numerator: amountsOf(part.kpi, currency).part(part.numerator),
            denominator: amountsOf(part.kpi, currency).part(part.denominator),
            reasons: part.reasons.map((reason) => presentReason(reason, asked.language)),
          })),
      };
      return { body };
    }),
});
