import { randomUUID, X509Certificate } from 'node:crypto';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { Application, FederatedCredential, KeyCredential } from '../state/registrations.ts';
import { bodyOf, texts } from './body.ts';

const PERMISSION = PERMISSIONS.manageApplications;
const writable = new Set([
  'displayName',
  'signInAudience',
  'identifierUris',
  'api',
  'web',
  'spa',
  'requiredResourceAccess',
  'optionalClaims',
  'keyCredentials',
  'notes',
]);

const withoutHash = ({ hash: _hash, ...secret }: Application['secrets'][number]) => ({
  ...secret,
  customKeyIdentifier: null,
  secretText: null,
});
/** Of a certificate only what identifies it is ever told. */
const withoutKey = ({ key: _key, ...credential }: KeyCredential) => ({ ...credential, key: null, customKeyIdentifier: null });

export function applicationResource(app: Application): Record<string, unknown> {
  return {
    id: app.id,
    appId: app.appId,
    createdDateTime: app.createdDateTime,
    signInAudience: 'AzureADMyOrg',
    identifierUris: [],
    requiredResourceAccess: [],
    ...app.written,
    passwordCredentials: app.secrets.map(withoutHash),
    keyCredentials: app.keys.map(withoutKey),
  };
}

function open(call: Call): Application {
  const app = call.tenant.registrations.application(call.params.application ?? '');
  if (!app)
    throw notFound(
      `Resource '${call.params.application}' does not exist or one of its queried reference-property objects are not present.`,
      'Request_ResourceNotFound',
    );
  return app;
}

const scopesOf = (written: Record<string, unknown>): string[] =>
  ((written.api as { oauth2PermissionScopes?: { id: string }[] } | undefined)?.oauth2PermissionScopes ?? []).map(({ id }) => id);

/** An app may be opened to others only for permissions that it has already: a first PATCH makes them, a second opens them. */
function checked(call: Call, body: Record<string, unknown>, before: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(body))
    if (!writable.has(name)) throw badRequest(`Property '${name}' cannot be written.`, 'Request_BadRequest');
  const opened = (body.api as { preAuthorizedApplications?: { delegatedPermissionIds: string[] }[] } | undefined)
    ?.preAuthorizedApplications;
  for (const id of (opened ?? []).flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds))
    if (!scopesOf(before).includes(id))
      throw badRequest(
        'Property api.preAuthorizedApplications has a permission that the application does not expose.',
        'InvalidDelegatedPermission',
      );
  for (const uri of texts(body.identifierUris)) {
    const domain = `${call.tenant.seed.domain}`;
    const host = URL.parse(uri.replace(/^api:/, 'https:'))?.hostname ?? '';
    if (!uri.startsWith('api://') && !host.endsWith(domain))
      throw badRequest(
        `Values of identifierUris property must use a verified domain of the organization: '${uri}'`,
        'HostNameNotOnVerifiedDomain',
      );
  }
  return body;
}

function create(call: Call): GraphReply {
  const body = checked(call, bodyOf(call), {});
  if (typeof body.displayName !== 'string' || body.displayName === '')
    throw badRequest("A value is required for property 'displayName' of resource 'Application'.", 'Request_BadRequest');
  const app = call.tenant.registrations.register({ ...body, displayName: body.displayName });
  return { status: 201, body: { '@odata.context': contextOf(call, 'applications/$entity'), ...applicationResource(app) } };
}

function update(call: Call): GraphReply {
  const app = open(call);
  const { keyCredentials, ...body } = checked(call, bodyOf(call), app.written);
  const api = body.api ? { ...(app.written.api as object | undefined), ...(body.api as object) } : app.written.api;
  Object.assign(app.written, body, api ? { api } : {});
  if (Array.isArray(keyCredentials)) app.keys = keyCredentials.map((credential) => readKey(credential, app));
  call.tenant.registrations.save();
  return { status: 204 };
}

/** The collection is replaced whole; a certificate that stays is named by its keyId alone. */
function readKey(credential: Record<string, unknown>, app: Application): KeyCredential {
  const known = app.keys.find(({ keyId }) => keyId === credential.keyId);
  if (known && !credential.key) return known;
  try {
    const certificate = new X509Certificate(Buffer.from(String(credential.key), 'base64'));
    return {
      keyId: randomUUID(),
      displayName: typeof credential.displayName === 'string' ? credential.displayName : null,
      type: String(credential.type ?? 'AsymmetricX509Cert'),
      usage: String(credential.usage ?? 'Verify'),
      key: certificate.raw.toString('base64'),
      startDateTime: certificate.validFromDate.toISOString(),
      endDateTime: certificate.validToDate.toISOString(),
    };
  } catch {
    throw badRequest('Key value is invalid certificate', 'KeyCredentialsInvalidCertificate');
  }
}

function addPassword(call: Call): GraphReply {
  const { passwordCredential = {} } = bodyOf(call) as { passwordCredential?: { displayName?: string; endDateTime?: string } };
  const secret = call.tenant.registrations.addSecret(
    open(call),
    passwordCredential.displayName ?? null,
    passwordCredential.endDateTime ?? null,
  );
  const { hash: _hash, ...told } = secret;
  return ok({ '@odata.context': contextOf(call, 'microsoft.graph.passwordCredential'), ...told, customKeyIdentifier: null });
}

function removePassword(call: Call): GraphReply {
  const app = open(call);
  const { keyId } = bodyOf(call);
  if (!app.secrets.some((secret) => secret.keyId === keyId))
    throw badRequest('No password credential found with keyId.', 'Request_BadRequest');
  app.secrets = app.secrets.filter((secret) => secret.keyId !== keyId);
  call.tenant.registrations.save();
  return { status: 204 };
}

function federate(call: Call): GraphReply {
  const app = open(call);
  const body = bodyOf(call);
  const credential: FederatedCredential = {
    id: randomUUID(),
    name: String(body.name ?? ''),
    issuer: String(body.issuer ?? ''),
    subject: String(body.subject ?? ''),
    audiences: texts(body.audiences),
    description: typeof body.description === 'string' ? body.description : null,
  };
  if (!credential.name || !credential.issuer || !credential.subject || credential.audiences.length !== 1)
    throw badRequest('name, issuer, subject and one audience are required.', 'Request_BadRequest');
  if (app.federated.some(({ issuer, subject }) => issuer === credential.issuer && subject === credential.subject))
    throw badRequest(
      'FederatedIdentityCredential with the same issuer and subject already exists.',
      'Request_MultipleObjectsWithSameKeyValue',
    );
  app.federated.push(credential);
  call.tenant.registrations.save();
  const context = contextOf(call, `applications('${app.id}')/federatedIdentityCredentials/$entity`);
  return { status: 201, body: { '@odata.context': context, ...credential } };
}

export const applicationRoutes: Route[] = [
  {
    method: 'GET',
    path: '/applications',
    permissions: PERMISSIONS.readApplications,
    answer: (call) => collectionReply(call, 'applications', call.tenant.registrations.kept.applications.map(applicationResource)),
  },
  { method: 'POST', path: '/applications', permissions: PERMISSION, answer: create },
  {
    method: 'GET',
    path: '/applications/{application}',
    permissions: PERMISSIONS.readApplications,
    answer: (call) =>
      ok({
        '@odata.context': contextOf(call, 'applications/$entity'),
        ...selected(applicationResource(open(call)), call.query.select),
      }),
  },
  { method: 'PATCH', path: '/applications/{application}', permissions: PERMISSION, answer: update },
  { method: 'POST', path: '/applications/{application}/addPassword', permissions: PERMISSION, answer: addPassword },
  { method: 'POST', path: '/applications/{application}/removePassword', permissions: PERMISSION, answer: removePassword },
  {
    method: 'GET',
    path: '/applications/{application}/federatedIdentityCredentials',
    permissions: PERMISSIONS.readApplications,
    answer: (call) => collectionReply(call, 'federatedIdentityCredentials', open(call).federated as unknown as Record<string, unknown>[]),
  },
  { method: 'POST', path: '/applications/{application}/federatedIdentityCredentials', permissions: PERMISSION, answer: federate },
];
