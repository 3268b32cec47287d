import { randomUUID } from 'node:crypto';
import { type Call, contextOf, type Route } from '../call.ts';
import { badRequest, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { SiteGrant } from '../state/registrations.ts';
import { bodyOf, texts } from './body.ts';

const ROLES = ['read', 'write', 'owner', 'fullcontrol'];

/** https://learn.microsoft.com/graph/api/resources/permission, as it is told of a site: who holds which role. */
const resource = ({ id, roles, appId, displayName }: SiteGrant) => {
  const identities = [{ application: { id: appId, displayName } }];
  return { id, roles, grantedToIdentities: identities, grantedToIdentitiesV2: identities };
};

/** Whoever may manage every site need not be on the team. */
function siteIdOf({ tenant, params }: Call): string {
  const { site } = tenant;
  const wanted = (params.site ?? '').toLowerCase();
  if (![site.id, site.id.split(',')[1]].some((known) => known?.toLowerCase() === wanted))
    throw notFound('Requested site could not be found.');
  return site.id;
}

function grant(call: Call): GraphReply {
  const siteId = siteIdOf(call);
  const body = bodyOf(call);
  const roles = texts(body.roles);
  const [identity] = (body.grantedToIdentities ?? body.grantedToIdentitiesV2 ?? []) as {
    application?: { id?: string; displayName?: string };
  }[];
  const appId = identity?.application?.id?.toLowerCase();
  if (roles.length === 0 || roles.some((role) => !ROLES.includes(role)) || !appId)
    throw badRequest('roles and grantedToIdentities with one application are required.');
  const made: SiteGrant = {
    id: Buffer.from(`i:0i.t|ms.sp.ext|${appId}@${call.tenant.seed.tenantId}|${randomUUID()}`).toString('base64url'),
    siteId,
    roles,
    appId,
    displayName: identity?.application?.displayName ?? appId,
  };
  const { registrations } = call.tenant;
  registrations.kept.siteGrants = [...registrations.kept.siteGrants.filter((one) => one.appId !== appId || one.siteId !== siteId), made];
  registrations.save();
  const context = contextOf(call, `sites('${encodeURIComponent(siteId)}')/permissions/$entity`);
  return { status: 201, body: { '@odata.context': context, ...resource(made) } };
}

function withdraw(call: Call): GraphReply {
  const siteId = siteIdOf(call);
  const { registrations } = call.tenant;
  registrations.kept.siteGrants = registrations.kept.siteGrants.filter((one) => one.siteId !== siteId || one.id !== call.params.permission);
  registrations.save();
  return { status: 204 };
}

export const sitePermissionRoutes: Route[] = [
  {
    method: 'GET',
    path: '/sites/{site}/permissions',
    permissions: PERMISSIONS.manageSites,
    answer: (call) => {
      const siteId = siteIdOf(call);
      const grants = call.tenant.registrations.kept.siteGrants.filter((one) => one.siteId === siteId);
      return collectionReply(call, `sites('${encodeURIComponent(siteId)}')/permissions`, grants.map(resource));
    },
  },
  { method: 'POST', path: '/sites/{site}/permissions', permissions: PERMISSIONS.manageSites, answer: grant },
  { method: 'DELETE', path: '/sites/{site}/permissions/{permission}', permissions: PERMISSIONS.manageSites, answer: withdraw },
];
