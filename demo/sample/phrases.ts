import type { Random } from './random.ts';
import type { Product } from './story.ts';

const projects: Readonly<Record<Product, readonly string[]>> = {
  'Productivity Suite': ['Frontline workers onboarding', 'Meeting rooms rollout', 'Office consolidation', 'Collaboration for plants'],
  'Security Suite': ['Zero trust programme', 'Endpoint protection', 'Security operations centre', 'Identity clean-up'],
  'Cloud Platform': ['Data centre exit', 'SAP migration', 'Edge computing in plants', 'Disaster recovery'],
  'Business Applications': ['Field service', 'Dealer portal', 'Order to cash', 'Warehouse replacement'],
  'Data Platform': ['Predictive maintenance', 'Group reporting', 'Quality analytics', 'Energy dashboard'],
  'Developer Tools': ['Embedded software pipeline', 'Developer licences', 'Code quality programme'],
};
export function dealName(product: Product, organization: string, random: Random): string {
  const short = organization.length > 40 ? `${organization.slice(0, 38)}…` : organization;
  return `${random.pick(projects[product])} – ${short}`;
}

/** Days until the expected close: what is far away is at its beginning. */
export function stageOf(status: 'open' | 'won' | 'lost', daysAhead: number): string {
  if (status !== 'open') return status === 'won' ? 'Closed won' : 'Closed lost';
  if (daysAhead > 180) return 'Qualify';
  if (daysAhead > 90) return 'Develop';
  return daysAhead > 30 ? 'Propose' : 'Negotiate';
}

const values = [
  'Unplanned downtime −12 %',
  'Scrap rate −0.8 points',
  'EUR 1.4 million energy saved a year',
  'Month-end close in 3 days instead of 7',
  'Audit findings closed',
  'Two data centres fewer',
  'Onboarding in one day',
  'Service visits −18 %',
  'Working capital +EUR 6 million',
  'Incident response under one hour',
  '能耗降低 9%',
  '納期遵守率 +5 ポイント',
];
export const valueOf = (random: Random): string => random.pick(values);

const subjects = [
  'Quarterly review',
  'Licence position',
  'Roadmap',
  'Renewal',
  'Workshop with plant IT',
  'Executive briefing',
  'Proposal',
  '服务回顾',
];
/** What an invitation says, by turns: nothing hangs on it. */
export const subjectOf = (index: number): string => subjects[index % subjects.length] as string;
