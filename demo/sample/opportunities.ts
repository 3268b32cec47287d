import type { Agreement } from './agreements.ts';
import { countryOf } from './countries.ts';
import type { Organization } from './organizations.ts';
import { dealName, stageOf, valueOf } from './phrases.ts';
import { type Random, randomOf } from './random.ts';
import { inCurrency } from './rates.ts';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  earlier,
  fiscalYearOf,
  months,
  numbered,
  type Product,
  products,
  type SampleRecord,
  season,
  startOfYear,
  storyDate,
  weekday,
} from './story.ts';

export interface Opportunity extends SampleRecord {
  organization: string;
  status: 'open' | 'won' | 'lost';
  owner: string;
}
type Motion = 'sellTo' | 'sellWith' | 'sellThrough';

export function opportunities(
  organizations: readonly Organization[],
  agreements: readonly Agreement[],
  partners: readonly SampleRecord[],
): Opportunity[] {
  const partnerIds = partners.map((partner) => partner.id);
  return [...newBusiness(organizations, partnerIds), ...renewals(organizations, agreements)];
}

/** Deals by the month in which they were meant to close; the further ahead that is, the fewer are known yet. */
function newBusiness(organizations: readonly Organization[], partnerIds: readonly string[]): Opportunity[] {
  const random = randomOf('opportunities');
  const buyers = organizations.filter((organization) => organization.depth > 1);
  const deals: Opportunity[] = [];
  for (const first of months('2023-08-01', '2027-09-01')) {
    const count = Math.round(24 * season(first) * random.around(1, 1.15));
    for (let index = 0; index < count; index += 1) {
      const expectedClose = weekday(addDays(first, random.chance(0.6) ? random.integer(18, 27) : random.integer(0, 27)));
      const createdOn = addDays(expectedClose, -Math.round(random.around(150, 1.7)));
      const organization = bySize(buyers, random);
      const deal = dealOf(numbered('OPP', deals.length + 1), organization, createdOn, expectedClose, partnerIds, random);
      if (createdOn <= storyDate) deals.push(deal);
    }
  }
  return deals;
}

function bySize(organizations: readonly Organization[], random: Random): Organization {
  let rest = random.next() * organizations.reduce((sum, organization) => sum + organization.size, 0);
  for (const organization of organizations) {
    rest -= organization.size;
    if (rest < 0) return organization;
  }
  return organizations.at(-1) as Organization;
}

function dealOf(
  id: string,
  organization: Organization,
  createdOn: Day,
  expectedClose: Day,
  partnerIds: readonly string[],
  random: Random,
): Opportunity {
  const country = countryOf(organization.country);
  const type = random.chance(0.55) ? 'netNew' : 'expansion';
  const product = random.pick(products);
  const dollars = random.around(type === 'netNew' ? 124_000 : 92_000, 2.1) * growthOf(expectedClose);
  const ending = endingOf(createdOn, expectedClose, random);
  const motion = random.weighted<Motion>({ sellTo: 52, sellWith: 30, sellThrough: 18 });
  const isLarge = dollars > 180_000;
  const hasPartner = motion !== 'sellTo' ? random.chance(0.92) : random.chance(isLarge ? 0.45 : 0.04);
  const proposal = proposalOf(createdOn, ending, random);
  return {
    id,
    name: dealName(product, organization.name, random),
    organization: organization.id,
    type,
    ...ending,
    expectedClose,
    createdOn,
    stage: stageOf(ending.status, daysBetween(storyDate, expectedClose)),
    forecastCategory: forecastOf(ending.status, expectedClose, random),
    amount: inCurrency(dollars, country.currency),
    ...proposal,
    owner: country.owner,
    product,
    motion,
    ...(hasPartner
      ? { partners: random.some(partnerIds, random.weighted({ 1: 70, 2: 22, 3: 8 }) === '1' ? 1 : random.integer(2, 3)) }
      : {}),
    servicesAttached: random.chance(isLarge ? 0.6 : 0.25),
    keyWin: random.chance(isLarge ? 0.8 : 0.05),
  };
}

/** Business grows by some seven percent a year. */
const growthOf = (day: Day): number => 1.07 ** (fiscalYearOf(day) - 2024);

type Ending = { status: 'open' } | { status: 'won' | 'lost'; closedOn: Day };
/** What was meant to close has closed, a quarter of it late; some of the latest slips are still open. */
function endingOf(createdOn: Day, expectedClose: Day, random: Random): Ending {
  const slip = random.chance(0.26) ? random.integer(5, 75) : -random.integer(0, 12);
  const closedOn = weekday(addDays(expectedClose, slip));
  const isForgotten = expectedClose > addMonths(storyDate, -5) && random.chance(0.12);
  const status = random.chance(0.43) ? 'won' : 'lost';
  if (closedOn <= createdOn) return { status: 'lost', closedOn: weekday(createdOn) };
  return closedOn > storyDate || isForgotten ? { status: 'open' } : { status, closedOn };
}

function proposalOf(createdOn: Day, ending: Ending, random: Random): { proposedOn?: Day; businessValue?: string } {
  const until = ending.status === 'open' ? storyDate : ending.closedOn;
  const proposedOn = addDays(createdOn, Math.round(daysBetween(createdOn, until) * (0.35 + random.next() * 0.4)));
  if (!random.chance({ won: 0.94, lost: 0.68, open: 0.5 }[ending.status]) || proposedOn > storyDate) return {};
  const learnt = 0.5 + 0.09 * (fiscalYearOf(proposedOn) - 2024);
  return { proposedOn, ...(random.chance(learnt) ? { businessValue: valueOf(random) } : {}) };
}

function forecastOf(status: Ending['status'], expectedClose: Day, random: Random): string {
  if (status === 'won') return 'commit';
  if (status === 'lost') return 'omitted';
  const isNear = expectedClose < addMonths(storyDate, 3);
  return isNear
    ? random.weighted({ commit: 45, bestCase: 35, pipeline: 15, omitted: 5 })
    : random.weighted({ commit: 18, bestCase: 32, pipeline: 42, omitted: 8 });
}

/** For most agreements that come due there is a renewal opportunity; for some nobody has thought of one. */
function renewals(organizations: readonly Organization[], agreements: readonly Agreement[]): Opportunity[] {
  const random = randomOf('renewals');
  const names = new Map(organizations.map((organization) => [organization.id, organization]));
  const due = agreements.filter((agreement) => agreement.endsOn >= startOfYear(2024) && agreement.endsOn <= '2027-06-30');
  return due.flatMap((agreement): Opportunity[] => {
    const organization = names.get(agreement.organization) as Organization;
    const successor = agreements.find((other) => other.renews?.includes(agreement.id));
    if (!successor && random.chance(0.22)) return [];
    const createdOn = earlier(addDays(agreement.endsOn, -random.integer(170, 280)), addDays(storyDate, -3));
    const isLost = !successor && agreement.endsOn < addDays(storyDate, -60);
    const status = successor ? 'won' : isLost ? 'lost' : 'open';
    const closedOn = successor
      ? successor.signedOn
      : isLost
        ? earlier(addDays(agreement.endsOn, random.integer(2, 45)), storyDate)
        : undefined;
    const product = (agreement.lines[0]?.split(':')[0] ?? products[0]) as Product;
    return [
      {
        id: agreement.id.replace('AG', 'REN'),
        name: `${agreement.program} renewal, ${organization.name}`,
        organization: organization.id,
        type: 'renewal',
        status,
        ...(closedOn ? { closedOn } : {}),
        stage: stageOf(status, daysBetween(storyDate, agreement.endsOn)),
        forecastCategory: forecastOf(status, agreement.endsOn, random),
        amount: successor?.annualValue ?? inCurrency(agreement.dollars * random.around(1.04, 1.08), agreement.annualValue.currency),
        createdOn,
        expectedClose: agreement.endsOn,
        owner: agreement.owner,
        product,
        motion: random.chance(0.3) ? 'sellThrough' : 'sellTo',
        servicesAttached: false,
        keyWin: false,
        agreement: agreement.id,
      },
    ];
  });
}
