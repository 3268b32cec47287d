import type { PersonSeed } from '../../tenant.ts';
import type { Call } from '../call.ts';
import { selected } from '../odata/query.ts';

/** What a user shows when nothing is selected, https://learn.microsoft.com/graph/api/user-get. */
export const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

export function userResource(call: Call, person: PersonSeed) {
  const [givenName = '', ...rest] = person.displayName.split(' ');
  return {
    businessPhones: [],
    displayName: person.displayName,
    givenName,
    jobTitle: person.jobTitle,
    mail: person.userPrincipalName,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.preferredLanguage,
    surname: rest.join(' ') || null,
    userPrincipalName: person.userPrincipalName,
    id: person.id,
    accountEnabled: true,
    companyName: null,
    country: person.country,
    createdDateTime: call.tenant.bornAt,
    department: null,
    mailNickname: person.userPrincipalName.split('@')[0] ?? '',
    usageLocation: person.country,
    userType: person.isGuest ? 'Guest' : 'Member',
  };
}

/** Members and owners of a group say what they are. */
export const directoryUser = (call: Call, person: PersonSeed) => ({
  '@odata.type': '#microsoft.graph.user',
  ...selected(userResource(call, person), call.query.select ?? DEFAULT_PROPERTIES),
});

/** The Microsoft 365 group behind the team; both have one id. */
export function groupResource(call: Call) {
  const { seed, site, bornAt } = call.tenant;
  return {
    id: seed.team.id,
    createdDateTime: bornAt,
    description: seed.team.displayName,
    displayName: seed.team.displayName,
    groupTypes: ['Unified'],
    mail: `${site.name.toLowerCase()}@${seed.domain}`,
    mailEnabled: true,
    mailNickname: site.name,
    resourceProvisioningOptions: ['Team'],
    securityEnabled: false,
    visibility: 'Private',
  };
}
