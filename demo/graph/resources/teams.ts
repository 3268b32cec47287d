import type { PersonSeed, TeamSeed } from '../../tenant.ts';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { forbidden, notFound } from '../http/errors.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import { driveItemResource } from './driveItem.ts';
import { openPerson } from './users.ts';

type ChannelSeed = TeamSeed['channels'][number];

/** A person opens only a team that holds them. */
function openTeam(call: Call): TeamSeed {
  const { tenant, caller, params } = call;
  const { team } = tenant.seed;
  if ((params.team ?? '').toLowerCase() !== team.id.toLowerCase()) throw notFound('No team found with Group Id.', 'NotFound');
  if (caller.kind === 'person' && !tenant.isOnTeam(caller.person.id))
    throw forbidden('The caller is not a member of the team.', 'Forbidden');
  return team;
}

function teamResource(call: Call) {
  const { seed, bornAt } = call.tenant;
  return {
    id: seed.team.id,
    createdDateTime: bornAt,
    displayName: seed.team.displayName,
    description: seed.team.displayName,
    isArchived: false,
    tenantId: seed.tenantId,
    visibility: 'private',
    webUrl: `https://teams.microsoft.com/l/team/${encodeURIComponent(seed.team.channels[0]?.id ?? '')}/conversations?groupId=${seed.team.id}&tenantId=${seed.tenantId}`,
  };
}

function channelResource(call: Call, channel: ChannelSeed) {
  const { seed, bornAt } = call.tenant;
  const address = `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.displayName)}`;
  return {
    id: channel.id,
    createdDateTime: bornAt,
    displayName: channel.displayName,
    description: null,
    email: '',
    tenantId: seed.tenantId,
    webUrl: `${address}?groupId=${seed.team.id}&tenantId=${seed.tenantId}`,
    membershipType: channel.membershipType,
    isArchived: false,
  };
}

/** A standard channel holds the whole team, the others their own roster. */
function roster(team: TeamSeed, channel: ChannelSeed | null): readonly string[] {
  if (channel && channel.membershipType !== 'standard') return channel.memberIds ?? [];
  return [...new Set([...team.ownerIds, ...team.memberIds])];
}

function canSee(call: Call, team: TeamSeed, channel: ChannelSeed): boolean {
  return call.caller.kind === 'app' || roster(team, channel).includes(call.caller.person.id);
}

function openChannel(call: Call, team: TeamSeed): ChannelSeed {
  const channel = team.channels.find(({ id }) => id === call.params.channel);
  if (!channel || !canSee(call, team, channel)) throw notFound('No channel found with the given id.', 'NotFound');
  return channel;
}

function memberResource(call: Call, team: TeamSeed, where: string, person: PersonSeed) {
  const roles = team.ownerIds.includes(person.id) ? ['owner'] : person.isGuest ? ['guest'] : [];
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: Buffer.from(`${call.tenant.seed.tenantId}##${where}##${person.id}`).toString('base64'),
    roles,
    displayName: person.displayName,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: person.id,
    email: person.userPrincipalName,
    tenantId: call.tenant.seed.tenantId,
  };
}

function members(call: Call, team: TeamSeed, channel: ChannelSeed | null) {
  const ids = roster(team, channel);
  const where = channel?.id ?? team.id;
  const found = call.tenant.seed.people
    .filter((person) => ids.includes(person.id))
    .map((person) => memberResource(call, team, where, person));
  const context = channel ? `teams('${team.id}')/channels('${encodeURIComponent(channel.id)}')/members` : `teams('${team.id}')/members`;
  return collectionReply(call, context, found);
}

function joinedTeams(call: Call) {
  const person = openPerson(call);
  return collectionReply(call, 'teams', call.tenant.isOnTeam(person.id) ? [teamResource(call)] : []);
}

const channelReply = (call: Call, team: TeamSeed, channel: ChannelSeed) =>
  ok({
    '@odata.context': contextOf(call, `teams('${team.id}')/channels/$entity`),
    ...selected(channelResource(call, channel), call.query.select),
  });

export const teamRoutes: Route[] = [
  { method: 'GET', path: '/me/joinedTeams', permissions: PERMISSIONS.readJoinedTeams, answer: joinedTeams },
  { method: 'GET', path: '/users/{user}/joinedTeams', permissions: PERMISSIONS.readJoinedTeams, answer: joinedTeams },
  {
    method: 'GET',
    path: '/teams/{team}',
    permissions: PERMISSIONS.readTeam,
    answer: (call) => {
      openTeam(call);
      return ok({ '@odata.context': contextOf(call, 'teams/$entity'), ...selected(teamResource(call), call.query.select) });
    },
  },
  {
    method: 'GET',
    path: '/teams/{team}/members',
    permissions: PERMISSIONS.readTeamMembers,
    answer: (call) => members(call, openTeam(call), null),
  },
  {
    method: 'GET',
    path: '/teams/{team}/channels',
    permissions: PERMISSIONS.readChannels,
    answer: (call) => {
      const team = openTeam(call);
      const visible = team.channels.filter((channel) => canSee(call, team, channel));
      return collectionReply(
        call,
        `teams('${team.id}')/channels`,
        visible.map((channel) => channelResource(call, channel)),
      );
    },
  },
  {
    method: 'GET',
    path: '/teams/{team}/primaryChannel',
    permissions: PERMISSIONS.readChannels,
    answer: (call) => {
      const team = openTeam(call);
      const [general] = team.channels;
      if (!general) throw notFound('The team has no channel.', 'NotFound');
      return channelReply(call, team, general);
    },
  },
  {
    method: 'GET',
    path: '/teams/{team}/channels/{channel}',
    permissions: PERMISSIONS.readChannels,
    answer: (call) => {
      const team = openTeam(call);
      return channelReply(call, team, openChannel(call, team));
    },
  },
  {
    method: 'GET',
    path: '/teams/{team}/channels/{channel}/filesFolder',
    permissions: PERMISSIONS.readFilesFolder,
    answer: (call) => {
      openChannel(call, openTeam(call));
      // The tenant has one site: every channel's files are in its library.
      const context = contextOf(call, `teams('${call.params.team}')/channels('${call.params.channel}')/filesFolder/$entity`);
      return ok({ '@odata.context': context, ...driveItemResource(call, call.tenant.library.root) });
    },
  },
  {
    method: 'GET',
    path: '/teams/{team}/channels/{channel}/members',
    permissions: PERMISSIONS.readChannelMembers,
    answer: (call) => {
      const team = openTeam(call);
      return members(call, team, openChannel(call, team));
    },
  },
];
