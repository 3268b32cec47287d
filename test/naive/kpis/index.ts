import type { Count } from '../entry.ts';
import { cosInPlace, cosQuality } from './conditions.ts';
import { executiveCoverage, sponsorEngagement } from './executives.ts';
import { netNewForecast, pipelineCoverage } from './forecast.ts';
import { annuityCustomers } from './inForce.ts';
import { businessValueDiscussions } from './meetings.ts';
import * as opportunities from './opportunities.ts';
import { planActionsOnTime, planCurrency, teamCommitments } from './plan.ts';
import * as renewals from './renewals.ts';
import { addressableRevenue, billedRevenue, revenueAllocation, shareOfWallet } from './revenue.ts';
import { netSatisfaction, relationshipScore, surveyResponse } from './satisfaction.ts';
import { activeUse, deployment, productCurrency } from './seats.ts';

export interface NaiveKpi {
  shape: 'flow' | 'level';
  value: 'sum' | 'ratio' | 'mean' | 'growth';
  count: Count;
}
const flow = (value: NaiveKpi['value'], count: Count): NaiveKpi => ({ shape: 'flow', value, count });
const level = (value: NaiveKpi['value'], count: Count): NaiveKpi => ({ shape: 'level', value, count });

export const naiveKpis: Readonly<Record<string, NaiveKpi>> = {
  'addressable-revenue-growth': flow('growth', addressableRevenue),
  'share-of-wallet': flow('ratio', shareOfWallet),
  'ea-renewal-rate': flow('ratio', renewals.eaRenewalRate),
  'ea-renewal-rate-count': flow('ratio', renewals.eaRenewalRateCount),
  'ea-on-time-renewal-rate': flow('ratio', renewals.eaOnTimeRenewalRate),
  'annuity-retention': flow('ratio', renewals.annuityRetention),
  'annuity-customers': level('sum', annuityCustomers),
  'net-new-revenue': flow('sum', opportunities.netNewRevenue),
  revenue: flow('sum', billedRevenue),
  'pipeline-coverage': level('ratio', pipelineCoverage),
  'net-new-forecast': level('sum', netNewForecast),
  'win-rate': flow('ratio', opportunities.winRate),
  'win-rate-value': flow('ratio', opportunities.winRateValue),
  'sales-cycle': flow('mean', opportunities.salesCycle),
  'partner-attach': flow('ratio', opportunities.partnerAttach),
  'services-attach': flow('ratio', opportunities.servicesAttach),
  'partner-revenue-share': flow('ratio', opportunities.partnerRevenueShare),
  'relationship-score': level('mean', relationshipScore),
  'net-satisfaction': level('mean', netSatisfaction),
  'survey-response': flow('ratio', surveyResponse),
  'executive-coverage': level('ratio', executiveCoverage),
  'sponsor-engagement': level('ratio', sponsorEngagement),
  'cos-quality': level('ratio', cosQuality),
  'cos-in-place': level('ratio', cosInPlace),
  'plan-currency': level('ratio', planCurrency),
  'plan-actions-on-time': flow('ratio', planActionsOnTime),
  'business-value-proposals': flow('ratio', opportunities.businessValueProposals),
  'business-value-discussions': flow('ratio', businessValueDiscussions),
  deployment: level('ratio', deployment),
  'product-currency': level('ratio', productCurrency),
  'active-use': level('ratio', activeUse),
  'revenue-allocation': flow('ratio', revenueAllocation),
  'team-commitments': flow('ratio', teamCommitments),
};
