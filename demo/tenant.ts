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
  type: 'text' | 'note' | 'number' | 'boolean' | 'date' | 'choice';
  choices?: readonly string[];
}
