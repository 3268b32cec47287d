import { defineKpi } from './kpi.ts';
import { noPlanRate } from './rules/reasons.ts';
import {
  annuityPrograms,
  noAnnualValue,
  notAnnuity,
  renewalParts,
  renewalReasons,
  renewalTouches,
  successorNotAnnuity,
  successorNoValue,
  valuedCandidates,
} from './rules/renewals.ts';

export const annuityRetention = defineKpi({
  id: 'annuity-retention',
  group: 'agreements',
  title: { en: 'Annuity retention', 'zh-CN': '年金保留率' },
  formula: {
    en: 'Annual value of the successors in any annuity programme ÷ annual value of the annuity agreements that came due',
    'zh-CN': '任一年金类计划后续协议的年金额 ÷ 到期的年金类协议年金额',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['agreement', 'account', 'rate'],
  touches: { agreement: renewalTouches },
  reasons: { notAnnuity, noAnnualValue, noPlanRate, ...renewalReasons, successorNotAnnuity, successorNoValue },
  // A successor renews under the same terms as for the EA renewal rate (12 months, signed in time); only its value is not capped.
  select: (fiscalYear) => `
    ${valuedCandidates({ programs: annuityPrograms, notOfProgram: 'notAnnuity', successorNotOfProgram: 'successorNotAnnuity' }, fiscalYear)}
    select
      c.id as subject, 'agreement' as record_type, c.id as record_id, row.part, row.excluded,
      c.due_on as occurred_on, row.counts_from, 'infinity'::date as counts_until,
      row.numerator, row.denominator, c.annual_value_currency as currency, c.organization_id, c.owner_id,
      case when row.part <> '' and c.successor_id is not null then case when c.successor_program = c.program then 'renewal' else 'move' end end as segment
    from candidate c
    ${renewalParts({ excluded: 'c.unrenewed', numerator: 'coalesce(c.share, 0)', denominator: 'c.annual_value' })}`,
});
