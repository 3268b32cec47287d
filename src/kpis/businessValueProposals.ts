import { defineKpi } from './kpi.ts';
import { metParts } from './rules/metParts.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';

export const businessValueProposals = defineKpi({
  id: 'business-value-proposals',
  group: 'businessValue',
  title: { en: 'Business value in proposals', 'zh-CN': '提案中的业务价值' },
  formula: { en: 'Proposals with a business value recorded ÷ proposals made', 'zh-CN': '记录了业务价值的提案数 ÷ 提案数' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: {
    noProposedOn: { text: { en: 'No proposal has been made', 'zh-CN': '尚未提案' }, field: 'proposedOn' },
    noBusinessValue: { text: { en: 'No business value is recorded', 'zh-CN': '未记录业务价值' }, field: 'businessValue' },
  },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart('row.part')} as part, row.excluded,
      o.proposed_on as occurred_on, o.proposed_on as counts_from, 'infinity'::date as counts_until,
      ${partnerShare('row.numerator')} as numerator, ${partnerShare('row.denominator')} as denominator,
      o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o
    ${metParts({
      excluded: "case when o.proposed_on is null then 'noProposedOn' end",
      unmet: "case when coalesce(trim(o.business_value), '') = '' then 'noBusinessValue' end",
    })}
    ${eachPartner('o.partners_ids')}`,
});
