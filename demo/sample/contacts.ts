import { director, executiveSponsor } from '../people.ts';
import { countryOf } from './countries.ts';
import { personName } from './names.ts';
import type { Organization } from './organizations.ts';
import { randomOf } from './random.ts';
import { addDays, type Day, numbered, type SampleRecord, storyDate } from './story.ts';

export interface Contact extends SampleRecord {
  organization: string;
  level: 'CXO' | 'VP' | 'director' | 'other';
  activeFrom: Day;
  activeUntil?: Day;
  relationshipOwner: string;
  sponsor?: string;
}
/** The chief financial officer whom nobody has met since spring. */
export const coldContact = 'CON-002';

const titles: Readonly<Record<Contact['level'], readonly string[]>> = {
  CXO: [
    'Chief Executive Officer',
    'Chief Financial Officer',
    'Chief Information Officer',
    'Chief Operating Officer',
    'Chief Digital Officer',
  ],
  VP: ['VP Manufacturing', 'VP Procurement', 'VP Digital Workplace', 'VP Sales', 'VP Supply Chain'],
  director: ['Director IT', 'Director Plant Operations', 'Director Security', 'Director Procurement'],
  other: ['IT Manager', 'Enterprise Architect', 'Licence Manager', 'Buyer'],
};

export function contacts(organizations: readonly Organization[]): Contact[] {
  const random = randomOf('contacts');
  const all: Contact[] = [];
  for (const organization of organizations) {
    const level = (): Contact['level'] =>
      random.weighted(organization.depth < 3 ? { CXO: 30, VP: 34, director: 24, other: 12 } : { CXO: 12, VP: 20, director: 36, other: 32 });
    const levels =
      organization.depth === 0
        ? (['CXO', 'CXO', 'CXO', 'CXO', 'CXO', 'VP', 'VP', 'VP'] as const)
        : Array.from({ length: random.integer(organization.depth < 3 ? 2 : 0, organization.depth < 3 ? 4 : 2) }, level);
    for (const [index, one] of levels.entries()) {
      const number = all.length + 1;
      const { culture, owner } = countryOf(organization.country);
      const activeFrom = random.chance(0.75) || organization.depth === 0 ? '2023-07-01' : addDays('2023-07-01', random.integer(30, 1100));
      const hasLeft = organization.depth > 0 && random.chance(0.07);
      const isSponsored = one === 'CXO' && (organization.depth === 0 || random.chance(0.55));
      all.push({
        id: numbered('CON', number, 3),
        name: personName(culture, random),
        title: organization.depth === 0 && one === 'CXO' ? (titles.CXO[index] as string) : random.pick(titles[one]),
        level: one,
        organization: organization.id,
        activeFrom,
        ...(hasLeft ? { activeUntil: addDays(activeFrom > '2025-07-01' ? activeFrom : '2025-07-01', random.integer(60, 480)) } : {}),
        relationshipOwner: owner,
        ...(isSponsored ? { sponsor: (organization.depth === 0 ? executiveSponsor : director).userPrincipalName } : {}),
        ...(isSponsored && random.chance(0.5) ? { sponsorCadence: random.pick([90, 120, 365]) } : {}),
        address: `contact${number}@kestrane.example`,
      });
    }
  }
  return all;
}
export const isActive = (contact: Contact, day: Day = storyDate): boolean =>
  contact.activeFrom <= day && (contact.activeUntil === undefined || day <= contact.activeUntil);
