import { GRANTED, PERMISSIONS } from '../permissions.ts';
import { guidOf } from './identifiers.ts';

/** Microsoft Graph as an app of the directory: the same in every tenant of every cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Microsoft Graph Command Line Tools: a public client that asks for what it needs, by device code among others. */
export const COMMAND_LINE_APP_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** What the command line asks for when an app is set up; our own app is never granted any of it. */
const SETUP_PERMISSIONS = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Sites.FullControl.All',
  'Organization.Read.All',
] as const;

const routes = Object.values(PERMISSIONS);
const inTeam: readonly string[] = GRANTED.inTeam;
const names = (...lists: (readonly string[])[]) => [...new Set(lists.flat())].filter((name) => !inTeam.includes(name)).toSorted();

/** Every permission that a route of the local Graph asks for, and those of what is not here but would be granted. */
const ROLES = names(...routes.map((route) => route.application), GRANTED.application, [
  'Calendars.Read',
  'Organization.Read.All',
  'Tasks.Read.All',
]);
const SCOPES = names(...routes.map((route) => route.delegated), GRANTED.delegated, SETUP_PERMISSIONS, ['Calendars.Read', 'Tasks.Read']);

export const roleId = (name: string) => guidOf('app role', name);
export const scopeId = (name: string) => guidOf('delegated permission', name);
export const roleName = (id: string): string | null => ROLES.find((name) => roleId(name) === id.toLowerCase()) ?? null;
export const everyScope: readonly string[] = [...SCOPES, 'openid', 'profile', 'offline_access'];
export const isScope = (name: string): boolean => everyScope.includes(name);

export const graphAppRoles = ROLES.map((value) => ({
  id: roleId(value),
  allowedMemberTypes: ['Application'],
  description: value,
  displayName: value,
  isEnabled: true,
  origin: 'Application',
  value,
}));
export const graphScopes = SCOPES.map((value) => ({
  id: scopeId(value),
  adminConsentDescription: value,
  adminConsentDisplayName: value,
  isEnabled: true,
  type: 'Admin',
  userConsentDescription: null,
  userConsentDisplayName: null,
  value,
}));
