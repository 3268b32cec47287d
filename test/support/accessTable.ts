import type { operations } from '../../src/server/contract.ts';

/** Whom a route of an account lets in. Everybody else who has a token is told that there is no such account. */
export const circles = {
  /** Whoever reads. */
  readers: ['manager', 'member', 'reader', 'namedGuest'],
  members: ['manager', 'member'],
  managers: ['manager'],
  managersAndAdministrators: ['manager', 'administrator'],
  readersAndAdministrators: ['manager', 'member', 'reader', 'namedGuest', 'administrator'],
  administrators: ['administrator'],
} as const;
export type Circle = keyof typeof circles;

/**
 * What a room is shown, that is to say everybody in a channel or chat: `whole` what a reader sees, `headlines` also a room
 * whose people from outside may see those, `never` nothing, whoever is there.
 */
export type Room = 'whole' | 'headlines' | 'never';

export interface Expectation {
  /** everyone: without a token. caller: any person of this directory, each their own. */
  for: 'everyone' | 'caller' | Circle;
  room: Room;
  /** A request that the route understands; a body that it refuses (400) shows as well that somebody was let in. */
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
}
const read = (more: Omit<Expectation, 'for' | 'room'> = {}): Expectation => ({ for: 'readers', room: 'whole', ...more });
const kpi = { kpi: 'ea-renewal-rate' };
const edit = { edit: 'e1' };

/** Who may use which route: the specification of access. A route that is not in it fails the test. */
export const accessTable: Readonly<Record<keyof typeof operations, Expectation>> & Readonly<Record<string, Expectation>> = {
  health: { for: 'everyone', room: 'never' },
  ready: { for: 'everyone', room: 'never' },
  me: { for: 'caller', room: 'never' },
  connections: { for: 'caller', room: 'never' },
  connect: { for: 'caller', room: 'never', path: { purpose: 'calendar' } },
  disconnect: { for: 'caller', room: 'never', path: { purpose: 'calendar' } },
  accounts: { for: 'caller', room: 'never' },
  closedAccounts: { for: 'caller', room: 'never' },
  // Of a closed account nobody knows but those who managed it: everybody else is told that there is none.
  reopenAccount: { for: 'caller', room: 'never' },
  closeAccount: { for: 'managers', room: 'never', query: { confirm: 'not-this' } },
  exportAccount: { for: 'managers', room: 'never' },
  readRetention: { for: 'managersAndAdministrators', room: 'never' },
  writeRetention: { for: 'managersAndAdministrators', room: 'never', body: { quarantineAfterDays: 0 } },
  heldData: { for: 'managersAndAdministrators', room: 'never', path: { id: 'p_nobody' } },
  erasePerson: { for: 'administrators', room: 'never', path: { id: 'p_nobody' } },
  createAccount: { for: 'caller', room: 'never', body: {} },
  channels: { for: 'caller', room: 'never' },

  scorecard: { for: 'readers', room: 'headlines' },
  kpi: read({ path: kpi }),
  breakdown: read({ path: kpi, query: { by: 'country' } }),
  drillDown: read({ path: kpi }),
  leftOut: read({ path: kpi }),
  sliceValues: read({ query: { by: 'country' } }),
  drivers: read({ path: kpi, query: { since: '2026-11-01' } }),
  whyNot: read({ path: kpi, query: { recordType: 'agreement', recordId: 'a1' } }),
  goalSeek: { for: 'members', room: 'never', path: kpi, query: { target: '0.9' } },
  whatIf: { for: 'members', room: 'never', body: { changes: [{ recordType: 'opportunity', recordId: 'o3', delete: true }] } },
  records: read({ path: { type: 'agreement' } }),
  renewals: read(),
  pipeline: read(),
  digests: { for: 'readers', room: 'headlines' },
  digestPreview: read(),
  digest: { for: 'readers', room: 'headlines', path: { number: '1' } },
  nudges: read(),
  nudge: read({ path: { nudge: 'n1' } }),
  sources: read(),
  readSettings: read(),
  setup: read(),

  quarantine: { for: 'members', room: 'never' },
  unmatched: { for: 'members', room: 'never' },
  changeRecord: { for: 'members', room: 'never', path: { type: 'opportunity', id: 'o3' }, body: {} },
  changeNudge: { for: 'members', room: 'never', path: { nudge: 'n1' }, body: {} },
  edits: { for: 'members', room: 'never' },
  edit: { for: 'members', room: 'never', path: edit },
  editAgain: { for: 'members', room: 'never', path: edit, body: {} },
  editUndo: { for: 'members', room: 'never', path: edit, body: {} },
  editWithdraw: { for: 'members', room: 'never', path: edit },

  changeSetup: { for: 'managers', room: 'never', body: {} },
  proposedLists: { for: 'managers', room: 'never' },
  makeLists: { for: 'managers', room: 'never', body: { nonsense: true } },
  listMaking: { for: 'managers', room: 'never', path: { making: 'm1' } },
  addSampleRows: { for: 'managers', room: 'never', body: { nonsense: true } },
  removeSampleRows: { for: 'managers', room: 'never' },
  sendDigest: { for: 'managers', room: 'never', body: {} },
  settleDigest: { for: 'managers', room: 'never', path: { number: '1' }, body: {} },
  availableLists: { for: 'managers', room: 'never' },
  previewSource: { for: 'managers', room: 'never', body: { nonsense: true } },
  connectSource: { for: 'managers', room: 'never', body: { nonsense: true } },
  mapping: { for: 'managers', room: 'never', path: { source: 's1' } },
  connectOwnSource: { for: 'managers', room: 'never', body: { nonsense: true } },
  changeMapping: { for: 'managers', room: 'never', path: { source: 's1' }, body: { nonsense: true } },
  disconnectSource: { for: 'managers', room: 'never', path: { source: 's1' } },
  sync: { for: 'managers', room: 'never', body: { nonsense: true } },
  answerDeletions: { for: 'managers', room: 'never', body: {} },
  link: { for: 'managers', room: 'never', body: {} },
  links: { for: 'managers', room: 'never' },
  answerLink: { for: 'managers', room: 'never', body: { nonsense: true } },
  takeBackLink: { for: 'managers', room: 'never' },
  linkCandidates: { for: 'managers', room: 'never' },
  unlink: { for: 'managers', room: 'never', query: { channelId: 'elsewhere' } },
  confirmOutsiders: { for: 'managers', room: 'never', body: {} },

  calendars: { for: 'readersAndAdministrators', room: 'whole' },
  scopeCalendars: { for: 'administrators', room: 'never', body: { nonsense: true } },
  connectCalendar: { for: 'members', room: 'never' },
  disconnectCalendar: { for: 'members', room: 'never' },

  // Names, roles and policies are no figures: an administrator mends them.
  readAccess: { for: 'managersAndAdministrators', room: 'never' },
  writeAccess: { for: 'managersAndAdministrators', room: 'never', body: {} },
  readPolicies: { for: 'readersAndAdministrators', room: 'whole' },
  writePolicies: { for: 'managersAndAdministrators', room: 'never', body: {} },
  writeSettings: { for: 'managersAndAdministrators', room: 'never', body: { nonsense: true } },
};

/** What each command of the bot shows to whoever may read the account, in person; every other person is shown nothing of it. */
export const commandTable: Readonly<Record<string, { words: string; shows: 'account' | 'nothing' }>> = {
  scorecard: { words: 'scorecard', shows: 'account' },
  kpi: { words: 'kpi ea renewal rate', shows: 'account' },
  why: { words: 'why ea renewal rate', shows: 'account' },
  goal: { words: 'goal ea renewal rate', shows: 'account' },
  renewals: { words: 'renewals', shows: 'account' },
  pipeline: { words: 'pipeline', shows: 'account' },
  nudges: { words: 'nudges', shows: 'account' },
  digest: { words: 'digest preview', shows: 'account' },
  sources: { words: 'sources', shows: 'account' },
  setup: { words: 'setup', shows: 'account' },
  settings: { words: 'settings', shows: 'account' },
  use: { words: 'use fabrikam', shows: 'account' },
  link: { words: 'link', shows: 'nothing' },
  outsiders: { words: 'outsiders', shows: 'nothing' },
  help: { words: 'help', shows: 'nothing' },
};

/** A button of an old card, as it names the account; whoever may not see the account gets nothing by it and changes nothing. */
export const actionTable: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  run: { command: 'scorecard', args: '', account: 'fabrikam' },
  chooseAccount: { account: 'fabrikam', command: 'scorecard', args: '' },
  askToLink: { account: 'fabrikam' },
  link: { account: 'fabrikam' },
  dontLink: {},
  digestNow: { account: 'fabrikam', channel: '19:general@thread.tacv2', after: 0 },
  digestSettle: { account: 'fabrikam', channel: '19:general@thread.tacv2', number: 1, arrived: true },
  nudgeOpen: { account: 'fabrikam', nudge: 'n1' },
  nudgeMore: { account: 'fabrikam', nudge: 'n1' },
  nudgeAnswer: { account: 'fabrikam', nudge: 'n1', answer: '2027-01-31' },
  nudgeDone: { account: 'fabrikam', nudge: 'n1' },
  nudgeSnooze: { account: 'fabrikam', nudge: 'n1', days: 7 },
  nudgeReassign: { account: 'fabrikam', nudge: 'n1', to: 'somebody' },
  editAgain: { account: 'fabrikam', edit: 'e1' },
  editWithdraw: { account: 'fabrikam', edit: 'e1' },
  confirmOutsiders: { account: 'fabrikam', room: '19:general@thread.tacv2', see: 'reader' },
};
