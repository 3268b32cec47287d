import type { PersonSeed } from '../../tenant.ts';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, forbidden, notFound } from '../http/errors.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import { DEFAULT_PROPERTIES, directoryUser, groupResource, userResource } from './directory.ts';

export function openPerson(call: Call): PersonSeed {
  const { caller, params, tenant } = call;
  if (params.user === undefined) {
    if (caller.kind === 'app') throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
    return caller.person;
  }
  const person = tenant.person(params.user);
  if (!person)
    throw notFound(
      `Resource '${params.user}' does not exist or one of its queried reference-property objects are not present.`,
      'Request_ResourceNotFound',
    );
  return person;
}

/** User.Read alone reads the signed-in person only. */
function refuseOthers(call: Call, person: PersonSeed, ...enough: string[]): void {
  const { caller } = call;
  if (caller.kind === 'app' || caller.person.id === person.id || enough.some((permission) => caller.permissions.has(permission))) return;
  throw forbidden('Insufficient privileges to complete the operation.', 'Authorization_RequestDenied');
}

function user(call: Call) {
  const person = openPerson(call);
  refuseOthers(call, person, 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All');
  return ok({
    '@odata.context': contextOf(call, 'users/$entity'),
    ...selected(userResource(call, person), call.query.select ?? DEFAULT_PROPERTIES),
  });
}

function manager(call: Call) {
  const person = openPerson(call);
  const boss = person.managerId === null ? null : call.tenant.person(person.managerId);
  if (!boss)
    throw notFound(
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
      'Request_ResourceNotFound',
    );
  return ok({ '@odata.context': contextOf(call, 'directoryObjects/$entity'), ...directoryUser(call, boss) });
}

/** The tenant has one group, which holds no other, so direct and transitive memberships agree. */
function memberships(call: Call) {
  const person = openPerson(call);
  refuseOthers(call, person, 'User.Read.All', 'GroupMember.Read.All', 'Directory.Read.All');
  const group = { '@odata.type': '#microsoft.graph.group', ...groupResource(call) };
  return collectionReply(call, 'directoryObjects', call.tenant.isOnTeam(person.id) ? [group] : []);
}

/** Readable by its owner, or by an app for everyone. */
function mailboxSettings(call: Call) {
  const person = openPerson(call);
  if (call.caller.kind === 'person' && call.caller.person.id !== person.id)
    throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
  if (person.isGuest)
    throw notFound('The mailbox is either inactive, soft-deleted, or is hosted on-premise.', 'MailboxNotEnabledForRESTAPI');
  const zone = person.mailboxTimeZone ?? person.timeZone;
  const [startsAt = '09:00', endsAt = '17:30'] = (person.workingHours ?? '09:00-17:30').split('-');
  const settings = {
    timeZone: zone,
    dateFormat: 'yyyy-MM-dd',
    timeFormat: 'HH:mm',
    language: {
      locale: person.preferredLanguage,
      displayName: person.preferredLanguage === 'zh-CN' ? '中文(中国)' : 'English (United States)',
    },
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: `${startsAt}:00.0000000`,
      endTime: `${endsAt}:00.0000000`,
      timeZone: { name: zone },
    },
    userPurpose: 'user',
  };
  return ok({ '@odata.context': contextOf(call, `users('${person.id}')/mailboxSettings`), ...selected(settings, call.query.select) });
}

function listUsers(call: Call) {
  const people = call.tenant.seed.people.map((person) => userResource(call, person));
  const shown = call.query.select ? call : { ...call, query: { ...call.query, select: DEFAULT_PROPERTIES } };
  return collectionReply(shown, 'users', people);
}

export const userRoutes: Route[] = [
  { method: 'GET', path: '/users', permissions: PERMISSIONS.listUsers, answer: listUsers },
  { method: 'GET', path: '/me', permissions: PERMISSIONS.readMe, answer: user },
  { method: 'GET', path: '/users/{user}', permissions: PERMISSIONS.readUser, answer: user },
  ...['/me', '/users/{user}'].flatMap((person): Route[] => [
    { method: 'GET', path: `${person}/manager`, permissions: PERMISSIONS.readManager, answer: manager },
    { method: 'GET', path: `${person}/memberOf`, permissions: PERMISSIONS.readMemberships, answer: memberships },
    { method: 'GET', path: `${person}/transitiveMemberOf`, permissions: PERMISSIONS.readMemberships, answer: memberships },
    { method: 'GET', path: `${person}/mailboxSettings`, permissions: PERMISSIONS.readMailbox, answer: mailboxSettings },
  ]),
];
