import type { Capability } from '../graph/clouds.ts';

/**
 * application: the app's own, consented to in the directory. delegated: used in a person's name, never beyond what that
 * person may do. inTeam: given with the app in a team or chat, by the package's manifest.
 */
export type Kind = 'application' | 'delegated' | 'inTeam';

export interface Permission {
  name: string;
  kind: Kind;
  /** Without a needed one the product does not work; without an optional one it does less, and says so. */
  isNeeded: boolean;
  why: string;
  withoutIt: string;
  /** Only where the cloud has it. */
  needs?: Capability;
  /** Only in the package that may read channels. */
  isReadingPackage?: true;
}

/** Least first. docs/permissions.md shows this table, and the setup asks for exactly what stands here. */
export const permissions: readonly Permission[] = [
  {
    name: 'Sites.Selected',
    kind: 'application',
    isNeeded: true,
    why: "with the role `read` on an account's site: reads the lists, and the workbooks and CSV files of the document library that a mapping names",
    withoutIt: 'no data: the sources turn _failed_ and say so',
  },
  {
    name: 'User.Read',
    kind: 'delegated',
    isNeeded: true,
    why: 'sign-in',
    withoutIt: 'nobody can sign in',
  },
  {
    name: 'offline_access',
    kind: 'delegated',
    isNeeded: false,
    why: 'what a person lets Account Pulse do while they are away (their calendar, their plans, an edit that had to wait) goes on after an hour; kept encrypted, and theirs to take back',
    withoutIt: 'calendars and plans of persons are not connected, and an edit that had to wait is asked again',
  },
  {
    name: 'Sites.ReadWrite.All',
    kind: 'delegated',
    isNeeded: true,
    why: 'saves an answer or an edit **as the person** who gave it, exchanged on behalf of them: it reaches no further than their own rights in SharePoint',
    withoutIt: 'nothing is saved from cards or the tab; they say so and lead to the source',
  },
  {
    name: 'Sites.Manage.All',
    kind: 'delegated',
    isNeeded: false,
    why: "makes an account's lists on the team's site, in the name of the manager who asked for them, and takes the sample rows away again",
    withoutIt: 'lists are made by hand, or existing ones are mapped',
  },
  {
    name: 'Calendars.Read',
    kind: 'delegated',
    isNeeded: false,
    why: 'each person may let their customer meetings become meetings of the account; private appointments give time only',
    withoutIt: 'meetings come from a list',
  },
  {
    name: 'Tasks.Read',
    kind: 'delegated',
    isNeeded: false,
    why: 'reads a plan of Planner as the person who connected it, since Planner opens a plan to its members only',
    withoutIt: 'the account plan comes from a list',
    needs: 'planner',
  },
  {
    name: 'Team.ReadBasic.All',
    kind: 'delegated',
    isNeeded: false,
    why: 'offers the teams that a person is in, when an account is set up in a browser',
    withoutIt: 'accounts are set up from their channel in Teams, which names itself',
  },
  {
    name: 'Channel.ReadBasic.All',
    kind: 'delegated',
    isNeeded: false,
    why: 'offers the channels of that team, in the same place',
    withoutIt: 'accounts are set up from their channel in Teams, which names itself',
  },
  {
    name: 'Sites.ReadWrite.All',
    kind: 'application',
    isNeeded: false,
    why: 'Microsoft Graph reports changes of a list at once only to an app that holds it: an edit shows within seconds. It would allow writing to every site, which Account Pulse never does with its own rights: weigh that',
    withoutIt: 'changes are read every 15 minutes, and the Sources page says so',
  },
  {
    name: 'User.Read.All',
    kind: 'application',
    isNeeded: false,
    why: 'puts names to owners that lists give by address alone, and finds the address of whoever chats with the bot',
    withoutIt: 'addresses are shown; such owners get no morning card, but `nudges` in the chat still shows what is asked of them',
  },
  {
    name: 'GroupMember.Read.All',
    kind: 'application',
    isNeeded: false,
    why: "reads the members of the team's group as the account's team (source _directory_)",
    withoutIt: 'members are kept in a list, or named by the manager',
  },
  {
    name: 'MailboxSettings.Read',
    kind: 'application',
    isNeeded: false,
    why: 'time zone and working hours of the members that the source _directory_ reads, so that cards come inside them',
    withoutIt: 'hours come from a list of members, else the usual ones of the account’s time zone hold',
  },
  {
    name: 'Calendars.Read',
    kind: 'application',
    isNeeded: false,
    why: 'reads the mailboxes that an administrator scoped (an application access policy of Exchange), in place of each person opting in',
    withoutIt: 'each person opts in, or meetings come from a list',
  },
  {
    name: 'TeamMember.Read.Group',
    kind: 'inTeam',
    isNeeded: true,
    why: 'who is in a standard channel: that is who may see the account',
    withoutIt: 'only people named by a manager see it',
  },
  {
    name: 'ChannelMember.Read.Group',
    kind: 'inTeam',
    isNeeded: true,
    why: 'the same for private and shared channels',
    withoutIt: 'in private and shared channels only people named by a manager see the account',
  },
  {
    name: 'ChatMember.Read.Chat',
    kind: 'inTeam',
    isNeeded: true,
    why: 'who is in a group chat: nobody there may see more than all of them may',
    withoutIt: 'in group chats the bot answers in private',
    needs: 'bot',
  },
  {
    name: 'TeamSettings.Read.Group',
    kind: 'inTeam',
    isNeeded: true,
    why: 'the name of the team',
    withoutIt: 'a channel cannot be linked',
  },
  {
    name: 'ChannelSettings.Read.Group',
    kind: 'inTeam',
    isNeeded: true,
    why: 'the name of the channel, and whether it is private',
    withoutIt: 'a channel cannot be linked',
  },
  {
    name: 'ChannelMessage.Read.Group',
    kind: 'inTeam',
    isNeeded: false,
    why: 'would settle a weekly post in doubt by reading the channel (package _with-reading_ only)',
    withoutIt: 'the manager is asked: "did it arrive?"',
    isReadingPackage: true,
  },
];

/** By name and kind: two of them share a name. */
export const keyOf = ({ name, kind }: Pick<Permission, 'name' | 'kind'>): string => `${name} (${kindNames[kind]})`;

export const kindNames: Readonly<Record<Kind, string>> = { application: 'application', delegated: 'delegated', inTeam: 'in the team' };

/** As a setup asks for them: what is needed, and of the rest what was chosen ('all', or by name). */
export const chosen = (optional: readonly string[] | 'all', has: (capability: Capability) => boolean): Permission[] =>
  permissions.filter(
    (permission) =>
      permission.kind !== 'inTeam' &&
      (permission.needs === undefined || has(permission.needs)) &&
      (permission.isNeeded || optional === 'all' || optional.includes(keyOf(permission)) || optional.includes(permission.name)),
  );
