import type { Cloud } from '../../graph/clouds.ts';
import type { Permission } from '../permissions.ts';

/** Microsoft Graph as an app of every directory. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** The permission of our own API. */
export const apiScopeId = '6b1d7d70-51c1-4c0a-9f4e-2f1d0a5c7eaa';

/** The clients of Teams, Microsoft 365 and Outlook, which get a token for the tab without asking the person. */
export const teamsClients = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  '4765445b-32c6-49b0-83e6-1d93765276ca',
  '0ec893e0-5785-4de6-99da-4ed124e5296c',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
  '27922004-5251-4030-b22d-91ecd9a37ea4',
] as const;

/** What of an application the setup reads and writes. */
export interface Application {
  id: string;
  appId: string;
  displayName: string;
  signInAudience?: string;
  identifierUris?: string[];
  api?: {
    requestedAccessTokenVersion?: number | null;
    oauth2PermissionScopes?: ApiScope[];
    preAuthorizedApplications?: { appId: string; delegatedPermissionIds: string[] }[];
  };
  web?: { redirectUris?: string[] };
  spa?: { redirectUris?: string[] };
  requiredResourceAccess?: ResourceAccess[];
  optionalClaims?: { accessToken?: { name: string; essential?: boolean }[] | null } | null;
  passwordCredentials?: { keyId: string; displayName: string | null; endDateTime: string }[];
  keyCredentials?: { keyId: string; displayName: string | null; endDateTime: string; type?: string; usage?: string }[];
}
export interface ApiScope {
  id: string;
  value: string;
  type: string;
  isEnabled: boolean;
  [text: string]: unknown;
}
export interface ResourceAccess {
  resourceAppId: string;
  resourceAccess: { id: string; type: 'Role' | 'Scope' }[];
}

const apiScope: ApiScope = {
  id: apiScopeId,
  value: 'access_as_user',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Use Account Pulse as the signed-in person',
  adminConsentDescription: 'Lets Teams call Account Pulse as the person who is signed in.',
  userConsentDisplayName: 'Use Account Pulse as you',
  userConsentDescription: 'Lets Teams call Account Pulse as you.',
};

export interface Wanted {
  displayName: string;
  cloud: Cloud;
  tabDomain: string | null;
  permissions: readonly Permission[];
  /** The id of a permission of Graph in this directory. */
  idOf(permission: Permission): string;
}

export const addressOf = (tabDomain: string, appId: string): string => `api://${tabDomain}/BotId-${appId}`;

export interface Difference {
  part: 'api' | 'address' | 'returns' | 'claims' | 'permissions' | 'clients';
  says: string;
  patch: Partial<Application>;
}

/**
 * What has to be written so that an application is as it shall be, in the order in which it must be written: clients can only
 * be pre-authorised for a permission that is there. What somebody else put there stays. `says` tells each difference.
 */
export function differences(app: Application, wanted: Wanted): Difference[] {
  const found: Difference[] = [];
  const { cloud, tabDomain } = wanted;
  const scopes = app.api?.oauth2PermissionScopes ?? [];
  const api: NonNullable<Application['api']> = {};
  if (app.api?.requestedAccessTokenVersion !== 2) api.requestedAccessTokenVersion = 2;
  if (!scopes.some(({ value }) => value === apiScope.value)) api.oauth2PermissionScopes = [...scopes, apiScope];
  if (Object.keys(api).length > 0)
    found.push({ part: 'api', says: 'expose the API access_as_user, with tokens of version 2', patch: { api } });

  if (tabDomain) {
    const uri = addressOf(tabDomain, app.appId);
    const uris = app.identifierUris ?? [];
    if (!uris.includes(uri))
      found.push({ part: 'address', says: `let it be addressed as ${uri}`, patch: { identifierUris: [...uris, uri] } });
    const spa = missing(app.spa?.redirectUris, [`https://${tabDomain}/signed-in`]);
    const web = missing(app.web?.redirectUris, [`https://${tabDomain}/answered`, `${cloud.bot.oauth}/.auth/web/redirect`]);
    if (spa.length > 0 || web.length > 0)
      found.push({
        part: 'returns',
        says: `let sign-ins return to ${[...spa, ...web].join(', ')}`,
        patch: {
          spa: { redirectUris: [...(app.spa?.redirectUris ?? []), ...spa] },
          web: { redirectUris: [...(app.web?.redirectUris ?? []), ...web] },
        },
      });
  }

  const claims = app.optionalClaims?.accessToken ?? [];
  if (!claims.some(({ name }) => name === 'acct'))
    found.push({
      part: 'claims',
      says: 'let tokens say who is a guest (the claim acct)',
      patch: { optionalClaims: { ...app.optionalClaims, accessToken: [...claims, { name: 'acct', essential: false }] } },
    });

  const resources = app.requiredResourceAccess ?? [];
  const held = resources.find(({ resourceAppId }) => resourceAppId === graphAppId)?.resourceAccess ?? [];
  const asked = wanted.permissions.map((permission) => ({
    permission,
    id: wanted.idOf(permission),
    type: permission.kind === 'application' ? ('Role' as const) : ('Scope' as const),
  }));
  const more = asked.filter(({ id, type }) => !held.some((one) => one.id === id && one.type === type));
  if (more.length > 0) {
    const resourceAccess = [...held, ...more.map(({ id, type }) => ({ id, type }))];
    const others = resources.filter(({ resourceAppId }) => resourceAppId !== graphAppId);
    found.push({
      part: 'permissions',
      says: `ask for ${more.map(({ permission }) => `${permission.name} (${permission.kind})`).join(', ')}`,
      patch: { requiredResourceAccess: [...others, { resourceAppId: graphAppId, resourceAccess }] },
    });
  }

  const opened = app.api?.preAuthorizedApplications ?? [];
  const scopeId = scopes.find(({ value }) => value === apiScope.value)?.id ?? apiScopeId;
  const closed = teamsClients.filter(
    (id) => !opened.some(({ appId, delegatedPermissionIds }) => appId === id && delegatedPermissionIds.includes(scopeId)),
  );
  if (closed.length > 0) {
    const kept = opened.filter(({ appId }) => !(closed as readonly string[]).includes(appId));
    const preAuthorizedApplications = [...kept, ...closed.map((appId) => ({ appId, delegatedPermissionIds: [scopeId] }))];
    found.push({
      part: 'clients',
      says: `let ${closed.length} clients of Teams, Microsoft 365 and Outlook use it without asking`,
      patch: { api: { preAuthorizedApplications } },
    });
  }
  return found;
}

const missing = (present: readonly string[] | undefined, wanted: readonly string[]) =>
  wanted.filter((one) => !(present ?? []).includes(one));
