/** What the local Graph holds when it starts: the people, the team with its channels, and the lists on the team's site. */
export interface TenantSeed {
  /** A directory id; the same for the same seed, so that tokens and records keep fitting together. */
  tenantId: string;
  domain: string;
  people: readonly PersonSeed[];
  team: TeamSeed;
  lists: readonly ListSeed[];
  /** The files of the site's document library. */
  files?: readonly FileSeed[];
  /** What stands in the calendars of its people. */
  events?: readonly EventSeed[];
  /** The team's plans in Planner. */
  plans?: readonly PlanSeed[];
}

/** An appointment as its organizer made it; it stands in the calendar of each person of the tenant who is invited. */
export interface EventSeed {
  /** By this it is edited later; its ids are made of it. */
  key: string;
  subject: string;
  body?: string;
  /** An address: of the tenant, or of somebody elsewhere. */
  organizer: string;
  attendees?: readonly AttendeeSeed[];
  /** Wall time where it is held: '2026-11-24T14:00'. */
  start: string;
  minutes: number;
  /** As the organizer's Outlook names it: an IANA name, or Windows' own. */
  timeZone: string;
  isAllDay?: boolean;
  sensitivity?: 'normal' | 'personal' | 'private' | 'confidential';
  isOnline?: boolean;
  place?: string;
  repeats?: { pattern: 'daily' | 'weekly' | 'absoluteMonthly'; every: number; until: string };
}
export type ResponseSeed = 'none' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
export interface AttendeeSeed {
  address: string;
  name?: string;
  response?: ResponseSeed;
  type?: 'required' | 'optional' | 'resource';
}

export interface PlanSeed {
  title: string;
  buckets: readonly string[];
  /** The labels' own names, by category: { category1: 'Services' }. */
  categories?: Readonly<Record<string, string>>;
  tasks: readonly TaskSeed[];
}
export interface TaskSeed {
  key: string;
  title: string;
  bucket: string;
  /** Addresses of people of the tenant. */
  assignedTo?: readonly string[];
  categories?: readonly string[];
  /** Civil days. */
  createdOn?: string;
  dueOn?: string;
  completedOn?: string;
  description?: string;
}

export interface FileSeed {
  /** Below the library's root: 'Sales/Deals.xlsx'. */
  path: string;
  content: Uint8Array;
}

export interface PersonSeed {
  /** Directory object id. */
  id: string;
  displayName: string;
  /** user@domain, also the sign-in name. */
  userPrincipalName: string;
  jobTitle: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** IANA. */
  timeZone: string;
  preferredLanguage: 'en-US' | 'zh-CN';
  managerId: string | null;
  isGuest?: boolean;
  /** As the mailbox says it: '08:30-17:30'; 09:00-17:30 unless given. */
  workingHours?: string;
  /** As the mailbox names it where that is not the IANA name: 'Tokyo Standard Time'. */
  mailboxTimeZone?: string;
}

export interface TeamSeed {
  id: string;
  displayName: string;
  /** The first is General. Standard channels hold the whole team. */
  channels: readonly {
    id: string;
    displayName: string;
    membershipType: 'standard' | 'private' | 'shared';
    memberIds?: readonly string[];
  }[];
  memberIds: readonly string[];
  ownerIds: readonly string[];
}

export interface ListSeed {
  /** As the mapping names it: the list's display name, for a folder of CSV files the file's name without .csv. */
  displayName: string;
  columns: readonly ColumnSeed[];
  /** One object a row, by the columns' display names. Empty cells are absent. */
  rows: readonly Readonly<Record<string, CellSeed>>[];
}
export type CellSeed = string | number | boolean;

export interface ColumnSeed {
  /** The header as people see it; the local Graph makes the internal name (spaces become _x0020_, reserved and doubled names get a number). */
  displayName: string;
  /** date: a date-only column, cells 'YYYY-MM-DD'. */
  type: 'text' | 'note' | 'number' | 'boolean' | 'date' | 'choice' | 'lookup' | 'person';
  choices?: readonly string[];
  /** Of a lookup: the list that it points into, and the column of it that is shown. */
  lookup?: { listId: string; columnName: string };
  /** Of a lookup or a person: several may be chosen. Its cells hold numbers of items or people. */
  isSeveral?: boolean;
}
