import { type Call, contextOf, ok, type Route } from '../call.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { Caller } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { GRANTED, PERMISSIONS } from '../permissions.ts';
import type { LocalSite, Tenant } from '../state/tenant.ts';

/**
 * The tenant has one site, the team's. A person needs to be on the team to open it, whatever the app may do;
 * an app alone may do what it was granted on this site. Sites.ReadWrite.All, which subscribing to lists needs, would let it
 * write in the real Graph; Account Pulse promises to write as persons only, and is held to it here.
 */
export function openSite(call: Call): LocalSite {
  const { tenant, caller } = call;
  const { site } = tenant;
  const wanted = (call.params.site ?? '').toLowerCase();
  if (![site.id, site.id.split(',')[1], 'root', site.hostname].some((known) => known?.toLowerCase() === wanted)) {
    throw notFound('Requested site could not be found.');
  }
  if (caller.kind === 'person' && !tenant.isOnTeam(caller.person.id)) throw forbidden('Access denied');
  if (caller.kind === 'app' && !mayOnSite(call, site.id, caller)) throw forbidden('Access denied');
  return site;
}

/** The local Graph's own app has what the tenant granted from the start; one that was registered, what it was granted since. */
function mayOnSite({ tenant: { registrations }, request }: Call, siteId: string, caller: Extract<Caller, { kind: 'app' }>): boolean {
  const isRegistered = registrations.application(caller.appId) !== null;
  const roles: readonly string[] = isRegistered ? registrations.rolesOnSite(caller.appId, siteId) : GRANTED.onSite;
  if (request.method === 'GET') return roles.length > 0 || everySite.some((permission) => caller.permissions.has(permission));
  return roles.some((role) => role !== 'read');
}

const everySite = ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'];

/** Where a person opens it. The local Graph shows the site's lists itself. */
export const siteAddress = (tenant: Tenant, root: string) => `${root}/${tenant.site.path}`;

export function siteResource(call: Call) {
  const { site, bornAt, seed, lists } = call.tenant;
  return {
    createdDateTime: bornAt,
    description: '',
    id: site.id,
    lastModifiedDateTime: [bornAt, ...lists.map((list) => list.lastModifiedAt)].toSorted().at(-1),
    name: site.name,
    webUrl: siteAddress(call.tenant, call.request.root),
    displayName: seed.team.displayName,
    root: {},
    siteCollection: { hostname: site.hostname },
  };
}

/** Without ?search= only sites that the caller could open anyway. */
function searchSites(call: Call) {
  const { tenant, caller, request } = call;
  const words = (request.query.get('search') ?? request.query.get('$search') ?? '*').replaceAll('*', '').trim().toLowerCase();
  const isVisible = caller.kind === 'app' || tenant.isOnTeam(caller.person.id);
  const site = siteResource(call);
  const isFound = isVisible && [site.displayName, site.name, site.webUrl].some((text) => text.toLowerCase().includes(words));
  return collectionReply(call, 'sites', isFound ? [site] : []);
}

export const siteRoutes: Route[] = [
  { method: 'GET', path: '/sites', permissions: PERMISSIONS.searchSites, answer: searchSites },
  {
    method: 'GET',
    path: '/sites/{site}',
    permissions: PERMISSIONS.readSite,
    answer: (call) => {
      openSite(call);
      return ok({ '@odata.context': contextOf(call, 'sites/$entity'), ...selected(siteResource(call), call.query.select) });
    },
  },
];
