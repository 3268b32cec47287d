import { defineKpi } from './kpi.ts';
import { reviews } from './rules/reviews.ts';

/** The conditions of one organization are counted together; those without one concern the account as a whole. */
const subject = "coalesce(c.organization_id, 'account')";

export const cosQuality = defineKpi({
  id: 'cos-quality',
  group: 'conditions',
  title: { en: 'Quality of conditions of satisfaction', 'zh-CN': '满意条件质量' },
  formula: {
    en: 'Criteria met ÷ criteria (measurable, owned, dated, agreed, reviewed in the last 90 days, answered by the other side), over open conditions',
    'zh-CN': '满足的标准数 ÷ 标准总数（可衡量、有负责人、有期限、已与客户商定、90 天内检查过、有对方条件回应），仅计未结条件',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['condition', 'review'],
  touches: {
    condition: `select ${subject} as subject from changed join condition c on c.id = changed.id`,
    review: `select ${subject} as subject from changed join review r on r.id = changed.id join condition c on c.id = r.record where r.record_type = 'condition'`,
  },
  reasons: {
    noOpenedOn: { text: { en: 'The opening date is empty', 'zh-CN': '开始日为空' }, field: 'openedOn' },
    notMeasurable: { text: { en: 'No measure is stated', 'zh-CN': '未注明衡量标准' }, field: 'measure' },
    notOwned: { text: { en: 'Nobody owns it', 'zh-CN': '没有负责人' }, field: 'owner' },
    notDated: { text: { en: 'The due date is empty', 'zh-CN': '到期日为空' }, field: 'dueOn' },
    notAgreed: { text: { en: 'It is not agreed with the customer', 'zh-CN': '未与客户商定' }, field: 'agreedOn' },
    notReviewed: { text: { en: 'It has never been reviewed', 'zh-CN': '从未检查' }, field: 'reviewedOn' },
    notAnswered: { text: { en: 'No condition of the other side answers it', 'zh-CN': '没有对方的条件回应' }, field: 'side' },
  },
  // 'reviewed' and 'answered' are in parts that do not overlap: a review counts until the next one, another's answer from
  // where the earlier ones have ended.
  select: () => `
    with ${reviews('condition', 'condition')},
    open as not materialized (
      select ${subject} as subject, c.id, c.organization_id, c.owner_id, c.side, c.measure, c.due_on, c.agreed_on,
        c.opened_on, coalesce(c.closed_on, 'infinity'::date) as closed_on, case when c.opened_on is null then 'noOpenedOn' end as excluded
      from condition c
    ),
    review_part as not materialized (
      select o.*, r.review_id, r.reviewed_on,
        lead(r.reviewed_on) over (partition by o.subject, o.id order by r.reviewed_on, r.review_id collate "C") as next_on
      from open o left join reviewed r on r.record_id = o.id
      where o.excluded is null
    ),
    answer_part as not materialized (
      select o.*, answer.id as answer_id, answer.opened_on as answer_opened_on, answer.closed_on as answer_closed_on,
        max(answer.closed_on) over (
          partition by o.subject, o.id order by answer.opened_on, answer.id collate "C" rows between unbounded preceding and 1 preceding
        ) as answered_until
      from open o
      left join open answer on answer.subject = o.subject and answer.side <> o.side and answer.opened_on < answer.closed_on
      where o.excluded is null
    )
    select
      o.subject, 'condition' as record_type, o.id as record_id, row.part, row.excluded, row.counts_from, o.closed_on as counts_until,
      row.numerator, row.denominator, o.organization_id, o.owner_id
    from open o
    cross join lateral (
      select '' as part, o.excluded, o.opened_on as counts_from, 0::numeric as numerator, 6::numeric as denominator
      union all
      select criterion.part, criterion.unmet, criterion.counts_from, 1, 0
      from (values
        ('measurable', case when coalesce(trim(o.measure), '') = '' then 'notMeasurable' end, o.opened_on),
        ('owned', case when o.owner_id is null then 'notOwned' end, o.opened_on),
        ('dated', case when o.due_on is null then 'notDated' end, o.opened_on),
        ('agreed', case when o.agreed_on is null then 'notAgreed' end, greatest(o.opened_on, o.agreed_on))
      ) criterion(part, unmet, counts_from)
      where o.excluded is null
    ) row
    union all
    select
      subject, 'condition', id, 'reviewed:' || coalesce(review_id, ''), case when reviewed_on is null then 'notReviewed' end,
      greatest(opened_on, reviewed_on), least(closed_on, reviewed_on + 90, next_on), 1, 0, organization_id, owner_id
    from review_part
    union all
    select
      subject, 'condition', id, 'answered:' || coalesce(answer_id, ''), case when answer_id is null then 'notAnswered' end,
      greatest(opened_on, answer_opened_on, answered_until), least(closed_on, answer_closed_on), 1, 0, organization_id, owner_id
    from answer_part`,
});
