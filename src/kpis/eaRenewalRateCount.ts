import { defineKpi } from './kpi.ts';
import { candidates, eaPrograms, notEaType, renewalParts, renewalReasons, renewalTouches, successorNotEaType } from './rules/renewals.ts';

export const eaRenewalRateCount = defineKpi({
  id: 'ea-renewal-rate-count',
  group: 'agreements',
  title: { en: 'EA renewal rate by number', 'zh-CN': 'EA 续约率（按数量）' },
  formula: { en: 'Agreements renewed ÷ EA-type agreements that came due', 'zh-CN': '已续约协议数 ÷ 到期的 EA 类协议数' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['agreement', 'account'],
  touches: { agreement: renewalTouches },
  reasons: {
    notEaType,
    ...renewalReasons,
    successorNotEaType,
    alreadyRenewed: { text: { en: 'Another successor, signed earlier, has renewed it', 'zh-CN': '已由更早签署的后续协议续约' } },
  },
  select: () => `
    ${candidates({ programs: eaPrograms, notOfProgram: 'notEaType', successorNotOfProgram: 'successorNotEaType' })}
    select
      c.id as subject, 'agreement' as record_type, c.id as record_id, row.part, row.excluded,
      c.due_on as occurred_on, row.counts_from, 'infinity'::date as counts_until,
      row.numerator, row.denominator, c.organization_id, c.owner_id
    from candidate c
    ${renewalParts({ excluded: "coalesce(c.unrenewed, case when c.place > 1 then 'alreadyRenewed' end)", numerator: '1', denominator: '1' })}`,
});
