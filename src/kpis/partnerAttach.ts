import { defineKpi } from './kpi.ts';
import { keyWinReasons, keyWins } from './rules/keyWins.ts';
import { metParts } from './rules/metParts.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { isRenewal, noAmount, noClosedOn, noPlanRate, notWon } from './rules/reasons.ts';

export const partnerAttach = defineKpi({
  id: 'partner-attach',
  group: 'partners',
  headline: 3,
  title: { en: 'Partner attach', 'zh-CN': '合作伙伴参与率' },
  formula: { en: 'Key wins with a partner ÷ key wins, renewals left out', 'zh-CN': '有合作伙伴参与的关键赢单 ÷ 关键赢单（不含续约）' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['opportunity', 'account', 'rate'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: {
    isRenewal,
    notWon,
    noClosedOn,
    ...keyWinReasons,
    noAmount,
    noPlanRate,
    noPartner: { text: { en: 'No partner was attached when it closed', 'zh-CN': '成交时没有合作伙伴' }, field: 'partners' },
  },
  select: (fiscalYear) => `
    ${keyWins(fiscalYear)}
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart('row.part')} as part, row.excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      ${partnerShare('row.numerator')} as numerator, ${partnerShare('row.denominator')} as denominator,
      o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from won_key o
    ${eachPartner('o.partners_at_close')}
    ${metParts({ excluded: 'o.excluded', unmet: "case when partner.id is null then 'noPartner' end" })}`,
});
