import type { Text } from '../model/index.ts';
import { activeUse } from './activeUse.ts';
import { addressableRevenueGrowth } from './addressableRevenueGrowth.ts';
import { annuityCustomers } from './annuityCustomers.ts';
import { annuityRetention } from './annuityRetention.ts';
import { businessValueDiscussions } from './businessValueDiscussions.ts';
import { businessValueProposals } from './businessValueProposals.ts';
import { cosInPlace } from './cosInPlace.ts';
import { cosQuality } from './cosQuality.ts';
import { deployment } from './deployment.ts';
import { eaOnTimeRenewalRate } from './eaOnTimeRenewalRate.ts';
import { eaRenewalRate } from './eaRenewalRate.ts';
import { eaRenewalRateCount } from './eaRenewalRateCount.ts';
import { executiveCoverage } from './executiveCoverage.ts';
import type { Kpi, KpiGroup } from './kpi.ts';
import { netNewForecast } from './netNewForecast.ts';
import { netNewRevenue } from './netNewRevenue.ts';
import { netSatisfaction } from './netSatisfaction.ts';
import { partnerAttach } from './partnerAttach.ts';
import { partnerRevenueShare } from './partnerRevenueShare.ts';
import { pipelineCoverage } from './pipelineCoverage.ts';
import { planActionsOnTime } from './planActionsOnTime.ts';
import { planCurrency } from './planCurrency.ts';
import { productCurrency } from './productCurrency.ts';
import { relationshipScore } from './relationshipScore.ts';
import { revenue } from './revenue.ts';
import { revenueAllocation } from './revenueAllocation.ts';
import { salesCycle } from './salesCycle.ts';
import { servicesAttach } from './servicesAttach.ts';
import { shareOfWallet } from './shareOfWallet.ts';
import { sponsorEngagement } from './sponsorEngagement.ts';
import { surveyResponse } from './surveyResponse.ts';
import { teamCommitments } from './teamCommitments.ts';
import { winRate } from './winRate.ts';
import { winRateValue } from './winRateValue.ts';

/** The seven measures, in the order in which the screens show them. */
export const groups: Readonly<Record<KpiGroup, Text>> = {
  growth: { en: 'Growth', 'zh-CN': '增长' },
  agreements: { en: 'Agreements and revenue', 'zh-CN': '协议与收入' },
  partners: { en: 'Partners and services', 'zh-CN': '合作伙伴与服务' },
  satisfaction: { en: 'Satisfaction', 'zh-CN': '满意度' },
  conditions: { en: 'Conditions and plan', 'zh-CN': '条件与计划' },
  businessValue: { en: 'Business value', 'zh-CN': '业务价值' },
  deployed: { en: 'Current and deployed', 'zh-CN': '版本与部署' },
};

/** Every KPI, in the order of its group. */
export const kpis: readonly Kpi[] = [
  addressableRevenueGrowth,
  shareOfWallet,
  eaRenewalRate,
  eaRenewalRateCount,
  eaOnTimeRenewalRate,
  annuityRetention,
  annuityCustomers,
  netNewRevenue,
  revenue,
  pipelineCoverage,
  netNewForecast,
  winRate,
  winRateValue,
  salesCycle,
  partnerAttach,
  servicesAttach,
  partnerRevenueShare,
  relationshipScore,
  netSatisfaction,
  surveyResponse,
  executiveCoverage,
  sponsorEngagement,
  cosQuality,
  cosInPlace,
  planCurrency,
  planActionsOnTime,
  teamCommitments,
  businessValueProposals,
  businessValueDiscussions,
  deployment,
  productCurrency,
  activeUse,
  revenueAllocation,
];

const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));
export const kpiById = (id: string): Kpi | undefined => byId.get(id);

export type { Kpi, KpiGroup, KpiValue, Reason, Unit } from './kpi.ts';
