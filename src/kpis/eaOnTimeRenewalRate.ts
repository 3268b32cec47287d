import { defineKpi } from './kpi.ts';
import {
  candidates,
  eaPrograms,
  noAnnualValue,
  notEaType,
  renewalParts,
  renewalReasons,
  renewalTouches,
  successorNotEaType,
} from './rules/renewals.ts';

export const eaOnTimeRenewalRate = defineKpi({
  id: 'ea-on-time-renewal-rate',
  group: 'agreements',
  title: { en: 'EA on-time renewal rate', 'zh-CN': 'EA 按时续约率' },
  formula: {
    en: 'Annual value of the agreements renewed on or before their due date ÷ annual value of the EA-type agreements that came due',
    'zh-CN': '在到期日当天或之前续约的协议年金额 ÷ 到期的 EA 类协议年金额',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['agreement', 'account'],
  touches: { agreement: renewalTouches },
  reasons: {
    notEaType,
    noAnnualValue,
    ...renewalReasons,
    successorNotEaType,
    successorAfterDue: {
      text: { en: 'The successor was signed after the due date', 'zh-CN': '后续协议在到期日之后签署' },
      field: 'signedOn',
    },
    alreadyRenewed: { text: { en: 'Another successor, signed earlier, has renewed it', 'zh-CN': '已由更早签署的后续协议续约' } },
  },
  select: () => `
    ${candidates({ programs: eaPrograms, notOfProgram: 'notEaType', successorNotOfProgram: 'successorNotEaType', needsValue: true })}
    select
      c.id as subject, 'agreement' as record_type, c.id as record_id, row.part, row.excluded,
      c.due_on as occurred_on, row.counts_from, 'infinity'::date as counts_until,
      row.numerator, row.denominator, c.annual_value_currency as currency, c.organization_id, c.owner_id
    from candidate c
    ${renewalParts({
      excluded:
        "coalesce(c.unrenewed, case when c.signed_on > c.due_on then 'successorAfterDue' when c.place > 1 then 'alreadyRenewed' end)",
      numerator: 'c.annual_value',
      denominator: 'c.annual_value',
    })}`,
});
