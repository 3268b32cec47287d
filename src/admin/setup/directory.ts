import type { Graph } from '../../graph/client.ts';
import type { Clock } from '../../graph/clock.ts';
import { GraphError } from '../../graph/errors.ts';
import { sitePath } from '../sitePath.ts';
import { type Application, graphAppId } from './registration.ts';

export interface Principal {
  id: string;
  appId: string;
}
interface GraphPrincipal extends Principal {
  appRoles: { id: string; value: string | null }[];
  oauth2PermissionScopes: { id: string; value: string | null }[];
}
export interface Consent {
  id: string;
  scope: string;
  consentType: string;
  resourceId: string;
}
export interface FederatedCredential {
  name: string;
  issuer: string;
  subject: string;
  audiences: string[];
}
type Page<T> = { value: T[] };

/** The permissions that whoever signs in for the setup has to consent to, in their own name and for this one time. */
export const setupPermissions = [
  'User.Read',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Sites.FullControl.All',
] as const;
/** Those that reading suffices for. */
export const readingPermissions = ['Application.Read.All', 'Directory.Read.All'] as const;

const filter = (text: string) => `?$filter=${encodeURIComponent(text)}`;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** What the setup asks of Graph in an administrator's name. */
export function directory(graph: Graph, clock: Clock) {
  /** A new object is not everywhere at once: what hangs on it is tried again for a while. */
  const eventually = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        const isTooEarly =
          error instanceof GraphError &&
          (error.status === 404 || (error.status === 400 && /does not exist|not found|must in the local tenant/i.test(error.message)));
        if (!isTooEarly || attempt >= 6) throw error;
        await clock.sleep(attempt * 1_000);
      }
    }
  };
  const post = async <T>(path: string, body: unknown) => (await graph.request<T>('POST', path, body)).body;
  const patch = async (path: string, body: unknown) => void (await graph.request('PATCH', path, body));
  return {
    tenantId: async () => (await graph.get<Page<{ id: string }>>('/organization?$select=id,displayName')).value[0]?.id ?? null,
    applicationsOf: async (by: { appId: string } | { displayName: string }): Promise<Application[]> =>
      (
        await graph.get<Page<Application>>(
          `/applications${filter('appId' in by ? `appId eq ${quoted(by.appId)}` : `displayName eq ${quoted(by.displayName)}`)}`,
        )
      ).value,
    register: (displayName: string) => post<Application>('/applications', { displayName, signInAudience: 'AzureADMyOrg' }),
    read: (id: string) => eventually(() => graph.get<Application>(`/applications/${id}`)),
    change: (id: string, change: Partial<Application> & { keyCredentials?: unknown[] }) =>
      eventually(() => patch(`/applications/${id}`, change)),
    addSecret: (id: string, displayName: string, endDateTime: string) =>
      eventually(() =>
        post<{ secretText: string; endDateTime: string; keyId: string }>(`/applications/${id}/addPassword`, {
          passwordCredential: { displayName, endDateTime },
        }),
      ),
    trusted: async (id: string) => (await graph.get<Page<FederatedCredential>>(`/applications/${id}/federatedIdentityCredentials`)).value,
    trust: (id: string, credential: FederatedCredential) =>
      eventually(() => post(`/applications/${id}/federatedIdentityCredentials`, credential)),
    principalOf: async (appId: string): Promise<Principal | null> =>
      (await graph.get<Page<Principal>>(`/servicePrincipals${filter(`appId eq ${quoted(appId)}`)}`)).value[0] ?? null,
    makePrincipal: (appId: string) => eventually(() => post<Principal>('/servicePrincipals', { appId })),
    graphPrincipal: async (): Promise<GraphPrincipal> => {
      const path = `/servicePrincipals${filter(`appId eq ${quoted(graphAppId)}`)}&$select=id,appId,appRoles,oauth2PermissionScopes`;
      const [found] = (await graph.get<Page<GraphPrincipal>>(path)).value;
      if (!found) throw new Error('the directory does not know Microsoft Graph');
      return found;
    },
    assigned: async (principalId: string) =>
      (
        await eventually(() =>
          graph.get<Page<{ appRoleId: string; resourceId: string }>>(`/servicePrincipals/${principalId}/appRoleAssignments`),
        )
      ).value,
    assign: (principalId: string, resourceId: string, appRoleId: string) =>
      eventually(() => post(`/servicePrincipals/${principalId}/appRoleAssignments`, { principalId, resourceId, appRoleId })),
    consents: async (clientId: string) =>
      (await graph.get<Page<Consent>>(`/oauth2PermissionGrants${filter(`clientId eq ${quoted(clientId)}`)}`)).value,
    consent: (clientId: string, resourceId: string, scope: string) =>
      eventually(() => post('/oauth2PermissionGrants', { clientId, consentType: 'AllPrincipals', resourceId, scope })),
    widenConsent: (id: string, scope: string) => patch(`/oauth2PermissionGrants/${id}`, { scope }),
    siteOf: (site: string) => graph.get<{ id: string; webUrl?: string }>(`${sitePath(site)}?$select=id,webUrl`),
    siteGrants: async (siteId: string) =>
      (
        await graph.get<
          Page<{
            roles?: string[];
            grantedToIdentities?: { application?: { id?: string } }[] | null;
            grantedToIdentitiesV2?: { application?: { id?: string } }[] | null;
          }>
        >(`/sites/${encodeURIComponent(siteId)}/permissions`)
      ).value,
    grantSite: (siteId: string, appId: string, displayName: string) =>
      post(`/sites/${encodeURIComponent(siteId)}/permissions`, {
        roles: ['read'],
        grantedToIdentities: [{ application: { id: appId, displayName } }],
      }),
  };
}
export type Directory = ReturnType<typeof directory>;
