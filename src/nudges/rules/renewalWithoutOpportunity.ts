import { annuityPrograms, eaPrograms, programsOf } from '../../kpis/rules/renewals.ts';
import { renew, renewable } from '../../moves/renew.ts';
import { defineRule } from '../rule.ts';

/** An EA or annuity agreement comes due within 180 days, or is overdue and a signature still counts, and neither a signed successor nor an open opportunity is there to renew it. */
export const renewalWithoutOpportunity = defineRule({
  key: 'renewalWithoutOpportunity',
  title: { en: 'Renewal without an opportunity', 'zh-CN': '续约尚无商机' },
  recordType: 'agreement',
  measures: [
    { kpi: 'ea-renewal-rate', at: 'yearOfDue' },
    { kpi: 'annuity-retention', at: 'yearOfDue' },
  ],
  candidates: ({ asOf }) => `
    select due.record_id, due.owner_id, due.due_on, due.facts,
      jsonb_build_object('organization', a.organization_id, 'program', a.program, 'dueOn', due.due_on,
        'amount', a.annual_value::text, 'currency', a.annual_value_currency) as told
    from (${renewable(`${asOf} - (select coalesce(max(renewal_grace_days), 90) from account)`, `${asOf} + 180`)}) due
    join agreement a on a.id = due.record_id
    left join account ac on true
    where (a.program = any(${programsOf(eaPrograms)}) or a.program = any(${programsOf(annuityPrograms)}))
      and a.id not in (select o.agreement_id from opportunity o where o.agreement_id is not null and o.type = 'renewal' and o.status = 'open')
    order by due.due_on, due.record_id`,
  hypotheses: (candidate, { asOf }) => ({ done: renew.changes(candidate, { asOf, horizon: asOf }) }),
  ask: {
    en: ({ organization, choice, facts }) =>
      `Which opportunity will renew the ${choice('program', facts.program)} agreement${organization ? ` of ${organization}` : ''}?`,
    'zh-CN': ({ organization, choice, facts }) =>
      `${organization ? `${organization} 的` : ''} ${choice('program', facts.program)} 协议由哪个商机来续约？`.trim(),
  },
  why: {
    en: ({ facts, today, date, days, money }) => {
      const value = money(facts.amount, facts.currency);
      const left = days(today, facts.dueOn);
      const when =
        left < 0 ? `It ended on ${date(facts.dueOn)}, ${daysOf(-left)} ago` : `It ends on ${date(facts.dueOn)}, in ${daysOf(left)}`;
      return `${when}${value ? `, and is worth ${value} a year` : ''}. No successor is signed and no renewal opportunity is open.`;
    },
    'zh-CN': ({ facts, today, date, days, money }) => {
      const value = money(facts.amount, facts.currency);
      const left = days(today, facts.dueOn);
      const when =
        left < 0 ? `协议已于 ${date(facts.dueOn)} 到期（已过 ${-left} 天）` : `协议将于 ${date(facts.dueOn)} 到期（还有 ${left} 天）`;
      return `${when}${value ? `，年金额 ${value}` : ''}，既无已签署的后续协议，也没有进行中的续约商机。`;
    },
  },
  doing: { en: () => 'Renewing it', 'zh-CN': () => '完成续约' },
  answer: {
    field: 'opportunity',
    kind: 'openOpportunity',
    label: { en: 'The opportunity that renews it', 'zh-CN': '用于续约的商机' },
    change: (recordId, value) => ({ recordType: 'opportunity', recordId: value, set: { agreement: recordId, type: 'renewal' } }),
  },
});

const daysOf = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
