import { decodeJwt } from 'jose';
import { ForbiddenError, GraphError, NotFoundError } from '../../graph/errors.ts';
import { AddressRefusedError, QuotaError, subscribe, unsubscribe } from '../../graph/subscriptions.ts';
import { notificationsPath } from '../../server/notifications.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';
import { keyOf, type Permission, permissions } from '../permissions.ts';
import { sitePath } from '../sitePath.ts';

/** What was tried on what; null: there was nothing to try it on, `where` says what is missing. */
type Try = (at: Examination) => Promise<{ on: string } | { nothing: string }>;

const firstTeam = ({ place }: Examination) => place.teams[0] ?? null;
const withoutTeam = { nothing: 'no account is linked to a channel yet: --team <directory id> names one to try it on' };

/** How each permission is tried, by its key. Reading is enough; what a try makes it takes away again. */
const tries: Readonly<Record<string, Try>> = {
  'User.Read.All (application)': async ({ graph }) => {
    await graph.get('/users?$select=id&$top=1');
    return { on: 'the directory' };
  },
  'GroupMember.Read.All (application)': async (at) => {
    const team = firstTeam(at);
    if (!team) return withoutTeam;
    await at.graph.get(`/groups/${encodeURIComponent(team.teamId)}/members?$select=id`);
    return { on: `the group of team ${team.teamId}` };
  },
  'Sites.ReadWrite.All (application)': trySubscription,
  'TeamMember.Read.Group (in the team)': async (at) => {
    const team = firstTeam(at);
    if (!team) return withoutTeam;
    await at.graph.get(`/teams/${encodeURIComponent(team.teamId)}/members`);
    return { on: `team ${team.teamId}` };
  },
  'TeamSettings.Read.Group (in the team)': async (at) => {
    const team = firstTeam(at);
    if (!team) return withoutTeam;
    await at.graph.get(`/teams/${encodeURIComponent(team.teamId)}?$select=displayName`);
    return { on: `team ${team.teamId}` };
  },
  'ChannelSettings.Read.Group (in the team)': async (at) => {
    const team = firstTeam(at);
    if (!team) return withoutTeam;
    await at.graph.get(`/teams/${encodeURIComponent(team.teamId)}/channels?$select=id,displayName`);
    return { on: `team ${team.teamId}` };
  },
  'ChannelMember.Read.Group (in the team)': async (at) => {
    const own = at.place.teams.find(({ membershipType }) => membershipType !== 'standard') ?? at.place.teams.find((team) => team.channelId);
    const channelId = own?.channelId ?? (await generalOf(at));
    const team = own ?? firstTeam(at);
    if (!team || !channelId) return withoutTeam;
    await at.graph.get(`/teams/${encodeURIComponent(team.teamId)}/channels/${encodeURIComponent(channelId)}/members`);
    return { on: `channel ${channelId}` };
  },
};

async function generalOf(at: Examination): Promise<string | null> {
  const team = firstTeam(at);
  if (!team) return null;
  const channels = await at.graph
    .get<{ value: { id: string }[] }>(`/teams/${encodeURIComponent(team.teamId)}/channels?$select=id`)
    .catch((error: unknown) => {
      // Told of by its own permission.
      if (error instanceof GraphError) return { value: [] };
      throw error;
    });
  return channels.value[0]?.id ?? null;
}

/** Follows the changes of one list for a moment: Graph asks for the permission, and calls our public address. */
async function trySubscription(at: Examination): ReturnType<Try> {
  const { graph, place, config, now } = at;
  const [site] = place.sites;
  if (!site) return { nothing: 'no site is known: --site <address> names one to try it on' };
  if (!config.tabDomain) return { nothing: 'TAB_DOMAIN is not set, so Microsoft Graph has nowhere to report to' };
  const { id } = await graph.get<{ id: string }>(`${sitePath(site)}?$select=id`);
  const lists = await graph.get<{ value: { id: string }[] }>(`/sites/${encodeURIComponent(id)}/lists?$select=id`);
  const [list] = lists.value;
  if (!list) return { nothing: 'the site holds no list to follow' };
  const about = { resource: `sites/${id}/lists/${list.id}`, changeType: 'updated', longestMinutes: 60 };
  const made = await subscribe(graph, about, {
    notificationUrl: `https://${config.tabDomain}${notificationsPath}`,
    clientState: 'doctor',
    expiresAt: new Date(now().getTime() + 30 * 60_000),
  });
  await unsubscribe(graph, made.id);
  return { on: `a list of ${site}` };
}

/** The roles of the app's token. Graph's tokens are JWTs in fact, if not by promise: null where one is not. */
export async function rolesOf({ tokens }: Examination): Promise<ReadonlySet<string> | null> {
  try {
    const { roles } = decodeJwt<{ roles?: string[] }>(await tokens.token());
    return new Set(roles ?? []);
  } catch (error) {
    if (error instanceof GraphError) throw error;
    return null;
  }
}

const wider: Readonly<Record<string, readonly string[]>> = {
  'Sites.Selected': ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'],
  'Sites.ReadWrite.All': ['Sites.Manage.All', 'Sites.FullControl.All'],
  'User.Read.All': ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'GroupMember.Read.All': ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'Calendars.Read': ['Calendars.ReadWrite'],
};

/** How a permission is granted: by our own command, by hand, and for those of the package by the app in the team. */
export function grantOf({ name, kind, isNeeded }: Permission, { credentials, cloud, setup }: Examination): string {
  if (kind === 'inTeam')
    return 'in Teams: the team → Manage team → Apps → Account Pulse → update (or remove and add the app), so that its owner agrees to what the package asks';
  const byHand = `${cloud.portal} → App registrations → ${credentials.clientId} → API permissions → Microsoft Graph → ${
    kind === 'application' ? 'Application' : 'Delegated'
  } permissions → ${name} → Grant admin consent`;
  return `${setup}${isNeeded ? '' : ` --optional "${keyOf({ name, kind })}"`}\nor by hand: ${byHand}`;
}

export function siteGrant(site: string, { credentials, cloud, setup }: Examination): string {
  const body = `{"roles":["read"],"grantedToIdentities":[{"application":{"id":"${credentials.clientId}","displayName":"Account Pulse"}}]}`;
  return `${setup} --site "${site}"\nor by hand, as a SharePoint administrator: POST ${cloud.graph}/v1.0${sitePath(site, ':/permissions')} ${body}`;
}

const lost = (permission: Permission): Finding['state'] => (permission.isNeeded ? 'missing' : 'reduced');

/** Each permission that the app holds itself, or in a team: what the token says, and what Graph answers. */
export async function checkPermissions(at: Examination, hasBot: boolean): Promise<Finding[]> {
  const roles = await rolesOf(at);
  const findings: Finding[] = [];
  for (const permission of permissions) {
    if (permission.kind === 'delegated' || permission.isReadingPackage || (permission.needs === 'bot' && !hasBot)) continue;
    findings.push(
      ...(permission.name === 'Sites.Selected' ? await checkSites(at, permission, roles) : [await checkOne(at, permission, roles)]),
    );
  }
  return findings;
}

const holds = (roles: ReadonlySet<string>, name: string) => roles.has(name) || (wider[name] ?? []).some((role) => roles.has(role));

async function checkOne(at: Examination, permission: Permission, roles: ReadonlySet<string> | null): Promise<Finding> {
  const subject = keyOf(permission);
  const absent = (says: string): Finding => ({
    ...{ subject, state: lost(permission), says, withoutIt: permission.withoutIt },
    grant: grantOf(permission, at),
  });
  if (permission.kind === 'application' && roles && !holds(roles, permission.name)) return absent('not granted');
  const attempt = tries[subject];
  if (!attempt)
    return permission.kind === 'application'
      ? { subject, state: 'ok', says: 'granted; there is nothing harmless to try it on' }
      : { subject, state: 'untried', says: 'given with the app; tried when it is used' };
  try {
    const tried = await attempt(at);
    if ('on' in tried) return { subject, state: 'ok', says: `works, tried on ${tried.on}` };
    return {
      subject,
      state: 'untried',
      says: `${permission.kind === 'application' && roles ? 'granted, but ' : ''}not tried: ${tried.nothing}`,
    };
  } catch (error) {
    if (error instanceof ForbiddenError) return absent('refused by Microsoft Graph');
    if (error instanceof QuotaError)
      return { subject, state: 'note', says: 'granted; Microsoft Graph takes no more subscriptions of this app' };
    if (error instanceof AddressRefusedError)
      return {
        ...{
          subject,
          state: 'reduced',
          says: `granted, but Microsoft Graph could not reach https://${at.config.tabDomain}${notificationsPath}`,
        },
        withoutIt: permission.withoutIt,
        grant: 'let the server be reached from the internet by https at that address, with a certificate that is publicly trusted',
      };
    if (error instanceof NotFoundError) return { subject, state: 'untried', says: 'what it should be tried on was not found (deleted?)' };
    if (error instanceof GraphError) return { subject, state: 'note', says: `could not be tried now: ${error.message}` };
    throw error;
  }
}

/** The consent, and then the role on each site. */
async function checkSites(at: Examination, permission: Permission, roles: ReadonlySet<string> | null): Promise<Finding[]> {
  const subject = keyOf(permission);
  const absent = (says: string, grant: string): Finding => ({
    ...{ subject, state: 'missing', says, withoutIt: permission.withoutIt, grant },
  });
  if (roles && !holds(roles, permission.name)) return [absent('not granted', grantOf(permission, at))];
  if (at.place.sites.length === 0)
    return [{ subject, state: 'untried', says: 'granted, but not tried: no account reads a site yet; --site <address> names one' }];
  return Promise.all(
    at.place.sites.map(async (site): Promise<Finding> => {
      try {
        await at.graph.get(`${sitePath(site, ':/lists')}?$select=id`);
        return { subject, state: 'ok', says: `may read the lists of ${site}` };
      } catch (error) {
        if (error instanceof ForbiddenError) return absent(`no role on the site ${site}`, siteGrant(site, at));
        if (error instanceof NotFoundError)
          return absent(`the site ${site} is not there, or hidden from the app`, 'connect the account to the site where its lists are now');
        if (error instanceof GraphError) return { subject, state: 'note', says: `could not be tried on ${site} now: ${error.message}` };
        throw error;
      }
    }),
  );
}
