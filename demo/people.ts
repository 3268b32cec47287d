import type { PersonSeed, TeamSeed } from './tenant.ts';

/** The directory of the local tenant: the same on every machine, so that tokens and records keep fitting together. */
export const tenantId = '5f1c0c52-8d4b-4a0e-9a57-2f6f0f7c1a01';
export const domain = 'pulse.example';

const idOf = (number: number): string => `7a9e4d10-3c5f-4e21-8b60-0000000000${String(number).padStart(2, '0')}`;

type Place = Pick<PersonSeed, 'country' | 'timeZone'>;
const person = (
  number: number,
  name: string,
  jobTitle: string,
  place: Place,
  manager: number | null,
  more: Partial<PersonSeed> = {},
): PersonSeed => ({
  id: idOf(number),
  displayName: name,
  userPrincipalName: `${name.toLowerCase().replace(' ', '.')}@${domain}`,
  jobTitle,
  ...place,
  preferredLanguage: 'en-US',
  managerId: manager === null ? null : idOf(manager),
  ...more,
});

const amsterdam: Place = { country: 'NL', timeZone: 'Europe/Amsterdam' };
const london: Place = { country: 'GB', timeZone: 'Europe/London' };

/** The first is the Global Account Manager, who manages every local account. */
export const people: readonly PersonSeed[] = [
  person(1, 'Clara Brandt', 'Global Account Manager', amsterdam, 10),
  person(2, 'Daniel Okafor', 'Local Account Manager, Americas', { country: 'US', timeZone: 'America/New_York' }, 1),
  person(3, 'Lukas Steiner', 'Local Account Manager, Central Europe', { country: 'DE', timeZone: 'Europe/Berlin' }, 1),
  person(4, 'Sofia Marin', 'Local Account Manager, Southern Europe', { country: 'ES', timeZone: 'Europe/Madrid' }, 1),
  person(5, 'Haruka Mori', 'Local Account Manager, Japan', { country: 'JP', timeZone: 'Asia/Tokyo' }, 1),
  person(6, 'Wei Zhang', 'Local Account Manager, China', { country: 'CN', timeZone: 'Asia/Shanghai' }, 1, { preferredLanguage: 'zh-CN' }),
  person(7, 'Priya Nair', 'Licensing Specialist', { country: 'IN', timeZone: 'Asia/Kolkata' }, 1),
  person(8, 'Tom Fielding', 'Services Lead', london, 1),
  person(9, 'Ana Ribeiro', 'Partner Manager', { country: 'BR', timeZone: 'America/Sao_Paulo' }, 1),
  person(10, 'Margaret Holm', 'Director, Global Accounts', london, 11),
  person(11, 'Victor Lindqvist', 'Corporate Vice President', { country: 'US', timeZone: 'America/Los_Angeles' }, null),
  person(12, 'Nils Aaker', 'Account Manager of another customer', { country: 'NO', timeZone: 'Europe/Oslo' }, 10),
  person(13, 'Ines Duarte', 'Delivery Manager at a partner', { country: 'PT', timeZone: 'Europe/Lisbon' }, null, { isGuest: true }),
];

const found = (name: string): PersonSeed => {
  const one = people.find((candidate) => candidate.displayName === name);
  if (!one) throw new Error(`no sample person is called ${name}`);
  return one;
};
export const accountManager = found('Clara Brandt');
/** The account manager's own manager. */
export const director = found('Margaret Holm');
export const executiveSponsor = found('Victor Lindqvist');
/** In the tenant, but not in the team. */
export const outsider = found('Nils Aaker');
export const guest = found('Ines Duarte');
/** Who sells to and serves the customer; they own records. */
export const accountTeam: readonly PersonSeed[] = people.slice(0, 9);

/** One team with one channel for all, and what else is asked for. */
export function sampleTeam(displayName: string, channels: TeamSeed['channels'] = []): TeamSeed {
  return {
    id: 'c1f0d6a4-52b7-4f0d-9f3a-1d2e3f405060',
    displayName,
    channels: [{ id: '19:general-c1f0d6a4@thread.tacv2', displayName: 'General', membershipType: 'standard' }, ...channels],
    memberIds: people.filter((one) => one !== outsider).map((one) => one.id),
    ownerIds: [accountManager.id, director.id],
  };
}
