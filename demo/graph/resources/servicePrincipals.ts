import { randomUUID } from 'node:crypto';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, GraphError, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import { GRAPH_APP_ID, graphAppRoles, graphScopes, isScope, roleName } from '../state/graphApp.ts';
import { guidOf } from '../state/identifiers.ts';
import type { Consent } from '../state/registrations.ts';
import { bodyOf } from './body.ts';

const graphPrincipalId = (call: Call) => guidOf(call.tenant.seed.tenantId, 'service principal', GRAPH_APP_ID);

type Principal = Record<string, unknown> & { id: string; appId: string };

function principals(call: Call): Principal[] {
  const { registrations } = call.tenant;
  const graph = {
    id: graphPrincipalId(call),
    appId: GRAPH_APP_ID,
    displayName: 'Microsoft Graph',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoles: graphAppRoles,
    oauth2PermissionScopes: graphScopes,
  };
  const ours = Object.entries(registrations.kept.principals).map(([appId, id]) => {
    const written = registrations.application(appId)?.written;
    return {
      id,
      appId,
      displayName: written?.displayName ?? null,
      servicePrincipalType: 'Application',
      accountEnabled: true,
      appRoles: [],
      oauth2PermissionScopes: (written?.api as { oauth2PermissionScopes?: unknown } | undefined)?.oauth2PermissionScopes ?? [],
    };
  });
  return [graph, ...ours];
}

function open(call: Call): Principal {
  const found = principals(call).find(({ id }) => id === call.params.principal?.toLowerCase());
  if (!found)
    throw notFound(
      `Resource '${call.params.principal}' does not exist or one of its queried reference-property objects are not present.`,
      'Request_ResourceNotFound',
    );
  return found;
}

function create(call: Call): GraphReply {
  const { registrations } = call.tenant;
  const appId = String(bodyOf(call).appId ?? '').toLowerCase();
  if (!registrations.application(appId))
    throw badRequest(
      `When using this permission, the backing application of the service principal being created must in the local tenant`,
      'Request_BadRequest',
    );
  if (registrations.kept.principals[appId])
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  registrations.kept.principals[appId] = randomUUID();
  registrations.save();
  const made = principals(call).find((principal) => principal.appId === appId);
  return { status: 201, body: { '@odata.context': contextOf(call, 'servicePrincipals/$entity'), ...made } };
}

const assigned = (call: Call) => {
  const names = new Map(principals(call).map(({ id, displayName }) => [id, displayName]));
  return call.tenant.registrations.kept.assignments.map((assignment) => ({
    ...assignment,
    deletedDateTime: null,
    principalDisplayName: names.get(assignment.principalId) ?? null,
    principalType: 'ServicePrincipal',
    resourceDisplayName: names.get(assignment.resourceId) ?? null,
  }));
};

function assign(call: Call): GraphReply {
  const { registrations } = call.tenant;
  const principal = open(call);
  const { principalId, resourceId, appRoleId } = bodyOf(call) as Record<string, string>;
  if (principalId !== principal.id) throw badRequest('principalId must be the one of the address.', 'Request_BadRequest');
  if (resourceId !== graphPrincipalId(call) || !appRoleId || roleName(appRoleId) === null)
    throw badRequest('Permission being assigned was not found on application', 'Request_BadRequest');
  if (registrations.kept.assignments.some((one) => one.principalId === principalId && one.appRoleId === appRoleId))
    throw badRequest('Permission being assigned already exists on the object', 'Request_BadRequest');
  const id = randomUUID();
  registrations.kept.assignments.push({ id, principalId, resourceId, appRoleId, createdDateTime: call.clock().toISOString() });
  registrations.save();
  const context = contextOf(call, `servicePrincipals('${principal.id}')/appRoleAssignments/$entity`);
  return { status: 201, body: { '@odata.context': context, ...assigned(call).find((one) => one.id === id) } };
}

function unassign(call: Call): GraphReply {
  const { registrations } = call.tenant;
  open(call);
  registrations.kept.assignments = registrations.kept.assignments.filter(({ id }) => id !== call.params.assignment);
  registrations.save();
  return { status: 204 };
}

function consent(call: Call): GraphReply {
  const { registrations } = call.tenant;
  const body = bodyOf(call);
  const made: Consent = {
    id: Buffer.from(randomUUID()).toString('base64url'),
    clientId: String(body.clientId ?? ''),
    resourceId: String(body.resourceId ?? ''),
    consentType: body.consentType === 'Principal' ? 'Principal' : 'AllPrincipals',
    principalId: typeof body.principalId === 'string' ? body.principalId : null,
    scope: scopeText(body.scope),
  };
  const known = new Set(principals(call).map(({ id }) => id));
  if (!known.has(made.clientId) || !known.has(made.resourceId))
    throw badRequest('clientId and resourceId must be service principals.', 'Request_BadRequest');
  if (
    registrations.kept.consents.some(
      (one) => one.clientId === made.clientId && one.resourceId === made.resourceId && one.consentType === made.consentType,
    )
  )
    throw new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.');
  registrations.kept.consents.push(made);
  registrations.save();
  return { status: 201, body: { '@odata.context': contextOf(call, 'oauth2PermissionGrants/$entity'), ...made } };
}

function scopeText(value: unknown): string {
  const scope = String(value ?? '').trim();
  for (const name of scope.split(/\s+/).filter(Boolean))
    if (!isScope(name)) throw badRequest(`The permission '${name}' is not one of the resource.`, 'Request_BadRequest');
  return scope;
}

function changeConsent(call: Call): GraphReply {
  const found = call.tenant.registrations.kept.consents.find(({ id }) => id === call.params.grant);
  if (!found) throw notFound(`Resource '${call.params.grant}' does not exist.`, 'Request_ResourceNotFound');
  found.scope = scopeText(bodyOf(call).scope);
  call.tenant.registrations.save();
  return { status: 204 };
}

const asRows = (rows: readonly object[]) => rows as readonly Record<string, unknown>[];

export const servicePrincipalRoutes: Route[] = [
  {
    method: 'GET',
    path: '/servicePrincipals',
    permissions: PERMISSIONS.readApplications,
    answer: (call) => collectionReply(call, 'servicePrincipals', principals(call)),
  },
  { method: 'POST', path: '/servicePrincipals', permissions: PERMISSIONS.manageApplications, answer: create },
  {
    method: 'GET',
    path: '/servicePrincipals/{principal}',
    permissions: PERMISSIONS.readApplications,
    answer: (call) => ok({ '@odata.context': contextOf(call, 'servicePrincipals/$entity'), ...selected(open(call), call.query.select) }),
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{principal}/appRoleAssignments',
    permissions: PERMISSIONS.readApplications,
    answer: (call) => {
      const { id } = open(call);
      return collectionReply(call, 'appRoleAssignments', asRows(assigned(call).filter(({ principalId }) => principalId === id)));
    },
  },
  { method: 'POST', path: '/servicePrincipals/{principal}/appRoleAssignments', permissions: PERMISSIONS.assignRoles, answer: assign },
  {
    method: 'DELETE',
    path: '/servicePrincipals/{principal}/appRoleAssignments/{assignment}',
    permissions: PERMISSIONS.assignRoles,
    answer: unassign,
  },
  {
    method: 'GET',
    path: '/oauth2PermissionGrants',
    permissions: PERMISSIONS.readConsents,
    answer: (call) => collectionReply(call, 'oauth2PermissionGrants', asRows(call.tenant.registrations.kept.consents)),
  },
  { method: 'POST', path: '/oauth2PermissionGrants', permissions: PERMISSIONS.consent, answer: consent },
  { method: 'PATCH', path: '/oauth2PermissionGrants/{grant}', permissions: PERMISSIONS.consent, answer: changeConsent },
];
