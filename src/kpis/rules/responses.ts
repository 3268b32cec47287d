import type { Reason } from '../kpi.ts';

/** A person's answers are counted together; an answer without a person is alone. */
const subject = 'coalesce(s.contact_id, s.id)';
export const responseTouches = `select ${subject} as subject from changed join score s on s.id = changed.id`;

/**
 * A level over answers to surveys: each stands from its day until the same person's next one that counts, at most 12
 * months. Of several on one day the last by id stands.
 * @param excluded SQL over `s`: why the score has no value. @param value SQL over `s`: its value.
 */
export const standingResponses = ({ excluded, value }: { excluded: string; value: string }): string => `
    select
      subject, 'score' as record_type, id as record_id, '' as part,
      coalesce(excluded, case when next_on = answered_on then 'answeredAgain' end) as excluded,
      answered_on as counts_from, least(next_on, (answered_on + interval '12 months')::date) as counts_until,
      value as numerator, 1::numeric as denominator, organization_id, segment
    from (
      select each.*, min(answered_on) filter (where excluded is null)
        over (partition by subject order by answered_on, id collate "C" rows between 1 following and unbounded following) as next_on
      from (
        select ${subject} as subject, s.id, s.organization_id, s.answered_on, s.method as segment,
          case when s.score is null then 'noScore' when s.answered_on is null then 'noAnsweredOn' else ${excluded} end as excluded,
          ${value} as value
        from score s
      ) each
    ) ordered`;

export const responseReasons = {
  noScore: { text: { en: 'The score is empty', 'zh-CN': '分数为空' }, field: 'score' },
  noAnsweredOn: { text: { en: 'The answer has no date', 'zh-CN': '答复日为空' }, field: 'answeredOn' },
  outsideScale: { text: { en: 'The score lies outside its scale', 'zh-CN': '分数超出量表' }, field: 'score' },
  answeredAgain: { text: { en: 'The same person answered again on that day', 'zh-CN': '同一人当天再次答复' } },
} as const satisfies Record<string, Reason>;
