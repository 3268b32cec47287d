import { domain, people, sampleTeam, tenantId } from '../people.ts';
import type { ListSeed, TenantSeed } from '../tenant.ts';
import { agreements, storyAgreements } from './agreements.ts';
import { austrianEntry, austrianList } from './austria.ts';
import { calendarEvents, plannerPlan } from './calendars.ts';
import { commitments } from './commitments.ts';
import { conditions } from './conditions.ts';
import { type Contact, contacts } from './contacts.ts';
import { deployments } from './deployments.ts';
import { sheets } from './lists.ts';
import type { Mapping } from './mapping.ts';
import { meetings } from './meetings.ts';
import { members } from './members.ts';
import { oddRows, otherCustomers } from './odd.ts';
import { type Opportunity, opportunities } from './opportunities.ts';
import { organizations } from './organizations.ts';
import { partners } from './partners.ts';
import { plan } from './plan.ts';
import { rates } from './rates.ts';
import { revenue } from './revenue.ts';
import { entryOf, listOf } from './sheets.ts';
import { customerName, type SampleRecord, storyDate } from './story.ts';
import { surveys } from './surveys.ts';
import { targets } from './targets.ts';

export type { Mapping } from './mapping.ts';

type Sheets = typeof sheets;

/** Every record of the customer's story, by record type. */
export function sampleRecords(): Record<keyof Sheets, SampleRecord[]> & { opportunity: Opportunity[] } {
  const organization = organizations();
  const agreement = [...agreements(organization), ...storyAgreements(organization)];
  const partner = partners();
  const contact = contacts(organization);
  const opportunity = opportunities(organization, agreement, partner);
  const { surveys: survey, scores: score } = surveys(organization, contact);
  const agreed = conditions(organization);
  const planned = plan();
  return {
    organization,
    agreement,
    opportunity,
    partner,
    contact,
    survey,
    score,
    revenue: revenue(organization, agreement),
    target: targets(organization),
    rate: rates(),
    meeting: meetings(contact, opportunity),
    condition: agreed.conditions,
    planItem: planned.planItems,
    review: [...agreed.reviews, ...planned.reviews],
    deployment: deployments(organization, agreement),
    commitment: commitments(),
    member: members(),
  };
}

/** One worldwide customer over three fiscal years, as lists on a team's site and the mapping that makes records of them. The same on every machine. */
export function sampleTenant(): { seed: TenantSeed; mapping: Mapping; storyDate: string } {
  const records = sampleRecords();
  const deals: readonly Opportunity[] = records.opportunity;
  const austrian = new Set(
    records.organization.filter((organization) => organization.country === 'AT').map((organization) => organization.id),
  );
  const isAustrian = (deal: SampleRecord): boolean => austrian.has(String(deal.organization));
  const odd: Partial<Record<keyof Sheets, ListSeed['rows']>> = { ...oddRows, revenue: [...oddRows.revenue, ...otherCustomers()] };
  const names = Object.keys(sheets) as (keyof Sheets)[];
  const lists = names.map((name) =>
    listOf(sheets[name], name === 'opportunity' ? deals.filter((deal) => !isAustrian(deal)) : records[name], odd[name]),
  );
  const channels = [{ id: '19:kestrane-c1f0d6a4@thread.tacv2', displayName: customerName, membershipType: 'standard' as const }];
  const seed = {
    tenantId,
    domain,
    people,
    team: sampleTeam(customerName, channels),
    lists: [...lists, austrianList(deals.filter(isAustrian))],
    events: calendarEvents(records.meeting, records.contact as Contact[]),
    plans: [plannerPlan(records.planItem, records.commitment)],
  };
  const mapping: Mapping = {
    account: {
      name: customerName,
      currency: 'USD',
      fiscalYearStart: '07-01',
      timeZone: 'Europe/Amsterdam',
      planFrom: '2024-07-01',
      eaPrograms: ['EA', 'EAS', 'SCE'],
      annuityPrograms: ['EA', 'EAS', 'SCE', 'CSP'],
      keyWinThreshold: 500000,
      renewalGraceDays: 90,
      conditionsScope: 'organizations',
    },
    ...Object.fromEntries(
      names.map((name) => [name, name === 'opportunity' ? [entryOf(sheets.opportunity), austrianEntry] : entryOf(sheets[name])]),
    ),
  };
  return { seed, mapping, storyDate };
}
