import { defineKpi } from './kpi.ts';
import { noPlanRate } from './rules/reasons.ts';
import {
  eaPrograms,
  noAnnualValue,
  notEaType,
  renewalParts,
  renewalReasons,
  renewalTouches,
  successorNotEaType,
  successorNoValue,
  valuedCandidates,
} from './rules/renewals.ts';

export const eaRenewalRate = defineKpi({
  id: 'ea-renewal-rate',
  group: 'agreements',
  headline: 1,
  title: { en: 'EA renewal rate', 'zh-CN': 'EA 续约率' },
  formula: {
    en: 'Annual value that signed successors renew, at most its own for each agreement ÷ annual value of the EA-type agreements that came due',
    'zh-CN': '已签署后续协议续约的年金额（每份协议以自身金额为限）÷ 到期的 EA 类协议年金额',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['agreement', 'account', 'rate'],
  touches: { agreement: renewalTouches },
  reasons: { notEaType, noAnnualValue, noPlanRate, ...renewalReasons, successorNotEaType, successorNoValue },
  select: (fiscalYear) => `
    ${valuedCandidates({ programs: eaPrograms, notOfProgram: 'notEaType', successorNotOfProgram: 'successorNotEaType' }, fiscalYear)}
    select
      c.id as subject, 'agreement' as record_type, c.id as record_id, row.part, row.excluded,
      c.due_on as occurred_on, row.counts_from, 'infinity'::date as counts_until,
      row.numerator, row.denominator, c.annual_value_currency as currency, c.organization_id, c.owner_id
    from candidate c
    ${renewalParts({
      excluded: 'c.unrenewed',
      numerator: 'coalesce(least(c.cumulated, c.annual_value) - least(c.cumulated - c.share, c.annual_value), 0)',
      denominator: 'c.annual_value',
    })}`,
});
