import { generate } from 'selfsigned';
import type { LocalGraph } from '../../demo/graph/server.ts';
import { COMMAND_LINE_APP_ID, GRAPH_APP_ID } from '../../demo/graph/state/graphApp.ts';

/** What an administrator's command line would do, through the local Graph's published routes. */
export async function asAdministrator(local: Pick<LocalGraph, 'url'>, username: string) {
  const scope = 'Application.ReadWrite.All AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All Sites.FullControl.All';
  const form = { grant_type: 'password', client_id: COMMAND_LINE_APP_ID, username, password: 'local', scope };
  const answer = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token, ...refusal } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`no token: ${JSON.stringify(refusal)}`);
  return async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${local.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}
export type Administrator = Awaited<ReturnType<typeof asAdministrator>>;

export interface RegisteredApp {
  id: string;
  appId: string;
  principalId: string;
}

/** An app with its service principal and the given permissions; `scopes` are consented to for everybody. */
export async function registerApp(
  administrator: Administrator,
  { roles = [], scopes = [] }: { roles?: readonly string[]; scopes?: readonly string[] },
): Promise<RegisteredApp> {
  const app = await administrator<{ id: string; appId: string }>('POST', '/applications', { displayName: 'Account Pulse under test' });
  const principal = await administrator<{ id: string }>('POST', '/servicePrincipals', { appId: app.appId });
  const found = await administrator<{ value: { id: string; appRoles: { id: string; value: string }[] }[] }>(
    'GET',
    `/servicePrincipals?$filter=appId eq '${GRAPH_APP_ID}'`,
  );
  const [graph] = found.value;
  if (!graph) throw new Error('the directory does not know Microsoft Graph');
  for (const role of roles) {
    const appRoleId = graph.appRoles.find(({ value }) => value === role)?.id;
    const body = { principalId: principal.id, resourceId: graph.id, appRoleId };
    await administrator('POST', `/servicePrincipals/${principal.id}/appRoleAssignments`, body);
  }
  if (scopes.length > 0)
    await administrator('POST', '/oauth2PermissionGrants', {
      ...{ clientId: principal.id, consentType: 'AllPrincipals', resourceId: graph.id },
      scope: scopes.join(' '),
    });
  return { ...app, principalId: principal.id };
}

export async function addSecret(administrator: Administrator, app: RegisteredApp, endDateTime?: string): Promise<string> {
  const body = { passwordCredential: { displayName: 'test', ...(endDateTime ? { endDateTime } : {}) } };
  return (await administrator<{ secretText: string }>('POST', `/applications/${app.id}/addPassword`, body)).secretText;
}

/** A new certificate with its key: what CLIENT_CERTIFICATE holds, and what the directory is told. */
export async function newCertificate(notAfterDate = new Date(Date.now() + 86_400_000)): Promise<{ pem: string; key: string }> {
  const notBeforeDate = new Date(notAfterDate.getTime() - 30 * 86_400_000);
  const made = await generate([{ name: 'commonName', value: 'account-pulse' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
  });
  const key = made.cert.replace(/-----[^-]+-----|\s/g, '');
  return { pem: `${made.private}\n${made.cert}`, key };
}

export const registerCertificates = (administrator: Administrator, app: RegisteredApp, keys: readonly string[]) =>
  administrator('PATCH', `/applications/${app.id}`, {
    keyCredentials: keys.map((key) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key })),
  });

export const trust = (administrator: Administrator, app: RegisteredApp, issuer: string, subject: string) =>
  administrator('POST', `/applications/${app.id}/federatedIdentityCredentials`, {
    ...{ name: 'test', issuer, subject, audiences: ['api://AzureADTokenExchange'] },
  });
