import { type Call, contextOf, ok, type Route } from '../call.ts';
import { notFound } from '../http/errors.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import { directoryUser, groupResource } from './directory.ts';

function openGroup(call: Call): void {
  if ((call.params.group ?? '').toLowerCase() !== call.tenant.seed.team.id.toLowerCase()) {
    throw notFound(
      `Resource '${call.params.group}' does not exist or one of its queried reference-property objects are not present.`,
      'Request_ResourceNotFound',
    );
  }
}

function people(call: Call, ids: readonly string[]) {
  openGroup(call);
  const found = call.tenant.seed.people.filter((person) => ids.includes(person.id)).map((person) => directoryUser(call, person));
  // Each already shows what was selected; its type is an annotation that stays.
  return collectionReply(call, 'directoryObjects', found);
}

const members = (call: Call) => people(call, [...call.tenant.seed.team.memberIds, ...call.tenant.seed.team.ownerIds]);

export const groupRoutes: Route[] = [
  {
    method: 'GET',
    path: '/groups',
    permissions: PERMISSIONS.readGroups,
    answer: (call) => collectionReply(call, 'groups', [groupResource(call)]),
  },
  {
    method: 'GET',
    path: '/groups/{group}',
    permissions: PERMISSIONS.readGroups,
    answer: (call) => {
      openGroup(call);
      return ok({ '@odata.context': contextOf(call, 'groups/$entity'), ...selected(groupResource(call), call.query.select) });
    },
  },
  { method: 'GET', path: '/groups/{group}/members', permissions: PERMISSIONS.readGroups, answer: members },
  { method: 'GET', path: '/groups/{group}/transitiveMembers', permissions: PERMISSIONS.readGroups, answer: members },
  {
    method: 'GET',
    path: '/groups/{group}/owners',
    permissions: PERMISSIONS.readGroups,
    answer: (call) => people(call, call.tenant.seed.team.ownerIds),
  },
];
