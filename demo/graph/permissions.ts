/**
 * What the local tenant's administrator has consented to for Account Pulse. A setting withdraws each,
 * so that what stops working without it can be seen.
 */
export const GRANTED = {
  delegated: [
    'openid',
    'profile',
    'offline_access',
    'User.Read',
    'User.Read.All',
    'GroupMember.Read.All',
    'MailboxSettings.Read',
    'Sites.ReadWrite.All',
    'Sites.Manage.All',
    'Team.ReadBasic.All',
    'Channel.ReadBasic.All',
    'TeamMember.Read.All',
    'ChannelMember.Read.All',
    'Calendars.Read',
    'Tasks.Read',
  ],
  /** Sites.ReadWrite.All only for subscriptions to lists; without it the schedule alone serves. */
  application: ['Sites.Selected', 'Sites.ReadWrite.All', 'User.Read.All', 'GroupMember.Read.All', 'MailboxSettings.Read', 'Calendars.Read'],
  /** Given with the app's installation in the team, not by the directory: they stand in no token. */
  inTeam: ['TeamSettings.Read.Group', 'ChannelSettings.Read.Group', 'TeamMember.Read.Group', 'ChannelMember.Read.Group'],
  /** The roles that Sites.Selected has on the account's site. */
  onSite: ['read'],
} as const;

/** The permissions that a script's own token for Graph holds: enough to edit lists by hand. */
export const SCRIPT_PERMISSIONS = ['Sites.ReadWrite.All', 'User.Read.All'] as const;

export interface RoutePermissions {
  /** Any one of them suffices; least first, as the reference pages list them. */
  delegated: readonly string[];
  application: readonly string[];
}

const both = (...permissions: string[]): RoutePermissions => ({ delegated: permissions, application: permissions });

/** The documented permissions of the routes, by what the route does. */
export const PERMISSIONS = {
  readSite: both('Sites.Selected', 'Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'),
  /** https://learn.microsoft.com/graph/api/site-search: Sites.Selected does not suffice. */
  searchSites: both('Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'),
  /** https://learn.microsoft.com/graph/api/driveitem-get and driveitem-get-content, with the selected scopes of permissions-selected-overview. */
  readFiles: {
    delegated: [
      'Sites.Selected',
      'Files.Read',
      'Files.ReadWrite',
      'Files.Read.All',
      'Files.ReadWrite.All',
      'Sites.Read.All',
      'Sites.ReadWrite.All',
      'Sites.Manage.All',
      'Sites.FullControl.All',
    ],
    application: [
      'Sites.Selected',
      'Files.Read.All',
      'Files.ReadWrite.All',
      'Sites.Read.All',
      'Sites.ReadWrite.All',
      'Sites.Manage.All',
      'Sites.FullControl.All',
    ],
  },
  /** https://learn.microsoft.com/graph/api/list-create */
  makeLists: { delegated: ['Sites.Manage.All'], application: ['Sites.Manage.All', 'Sites.ReadWrite.All'] },
  /** https://learn.microsoft.com/graph/api/list-post-columns and columndefinition-update */
  shapeLists: both('Sites.Manage.All', 'Sites.FullControl.All'),
  /** https://learn.microsoft.com/graph/api/channel-get-filesfolder */
  readFilesFolder: {
    delegated: ['Files.Read.All', 'Files.Read', 'Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'],
    application: ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'],
  },
  writeItems: both('Sites.Selected', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'),
  readMe: { delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'], application: [] },
  readUser: {
    delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
    application: ['User.Read.All', 'Directory.Read.All'],
  },
  listUsers: {
    delegated: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
    application: ['User.Read.All', 'Directory.Read.All'],
  },
  readManager: {
    delegated: ['User.Read.All', 'Directory.Read.All'],
    application: ['User.Read.All', 'Directory.Read.All'],
  },
  readMemberships: {
    delegated: ['User.Read', 'User.Read.All', 'GroupMember.Read.All', 'Directory.Read.All'],
    application: ['User.Read.All', 'GroupMember.Read.All', 'Directory.Read.All'],
  },
  readGroups: both('GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'),
  readTeam: {
    delegated: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
    application: ['TeamSettings.Read.Group', 'Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
  },
  readChannels: {
    delegated: ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'],
    application: ['ChannelSettings.Read.Group', 'Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'],
  },
  readTeamMembers: {
    delegated: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
    application: ['TeamMember.Read.Group', 'TeamMember.Read.All', 'TeamMember.ReadWrite.All'],
  },
  readChannelMembers: {
    delegated: ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'],
    application: ['ChannelMember.Read.Group', 'ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'],
  },
  readJoinedTeams: {
    delegated: ['Team.ReadBasic.All', 'TeamSettings.Read.All'],
    application: ['Team.ReadBasic.All', 'TeamSettings.Read.All'],
  },
  readMailbox: both('MailboxSettings.Read', 'MailboxSettings.ReadWrite'),
  /** https://learn.microsoft.com/graph/api/event-delta: the basic permissions do not suffice, which leave out attendees' texts. */
  readCalendars: both('Calendars.Read', 'Calendars.ReadWrite'),
  /** https://learn.microsoft.com/graph/api/plannerplan-list-tasks */
  readPlans: {
    delegated: ['Tasks.Read', 'Tasks.ReadWrite', 'Group.Read.All', 'Group.ReadWrite.All'],
    application: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
  },
  /** https://learn.microsoft.com/graph/api/subscription-post-subscriptions: reading a list does not suffice to subscribe to it. */
  subscribeToLists: both('Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'),
  /** Each request inside is checked on its own. */
  batch: both(),
  /** What an administrator does with the command line when an app is set up. */
  manageApplications: both('Application.ReadWrite.All'),
  readApplications: both('Application.Read.All', 'Directory.Read.All', 'Application.ReadWrite.All'),
  readConsents: both('Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All'),
  assignRoles: both('AppRoleAssignment.ReadWrite.All'),
  consent: both('DelegatedPermissionGrant.ReadWrite.All'),
  manageSites: both('Sites.FullControl.All'),
  readOrganization: { delegated: ['User.Read', 'Organization.Read.All'], application: ['Organization.Read.All'] },
} as const satisfies Record<string, RoutePermissions>;
