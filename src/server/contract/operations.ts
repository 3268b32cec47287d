/** The operations: what OpenAPI is generated from. */
import { z } from 'zod';
import { Access, AccessBody, OutsidersBody } from './access.ts';
import { Accounts, Channels, ChannelsQuery, CreateAccountBody, CreatedAccount, Me } from './accounts.ts';
import { Calendars, OwnSourceBody, ScopedCalendarsBody } from './calendars.ts';
import { Connection, Connections } from './connections.ts';
import { ChannelQuery, Digest, DigestSummary, Digests, DigestsQuery, SendDigestBody, SettleDigestBody } from './digests.ts';
import { Edit, EditAgainBody, Edits, EditsQuery } from './edits.ts';
import { LinkBody, Linked, Pipeline, PipelineQuery, Renewals, RenewalsQuery, Unlinked, UnlinkQuery } from './lists.ts';
import { ListMaking, MakeListsBody, ProposedLists, ProposedListsQuery, SampleRows, SampleRowsBody, SampleRowsQuery } from './madeLists.ts';
import {
  AvailableLists,
  ConnectedSource,
  ConnectSourceBody,
  DisconnectedSource,
  DisconnectQuery,
  MappingBody,
  MappingPreview,
  MappingPreviewBody,
  Unmatched,
  UnmatchedQuery,
} from './mappings.ts';
import { Nudge, NudgeChange, NudgeChanged, Nudges, NudgesQuery, RecordChange, Written } from './nudges.ts';
import { Ready } from './problems.ts';
import {
  BreakdownQuery,
  DeletionsBody,
  DrillDownQuery,
  DriversQuery,
  GoalSeekQuery,
  LeftOutQuery,
  QuarantineQuery,
  QuestionQuery,
  RecordsQuery,
  SliceValuesQuery,
  SyncBody,
  WhatIfBody,
  WhatIfQuery,
  WhyNotQuery,
} from './question.ts';
import { Breakdown, DrillDown, Drivers, GoalSeek, KpiDetail, LeftOut, Scorecard, SliceValues, WhatIf, WhyNot } from './readings.ts';
import { DeletionsResult, Quarantine, Records, Sources, SyncResult } from './records.ts';
import { Policies, PoliciesBody, Settings, SettingsBody } from './settings.ts';
import { Setup, SetupBody } from './setup.ts';

export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** False where no token is asked. */
  authenticated?: false;
}
const account = '/api/accounts/:account';
export const operations = {
  health: {
    method: 'get',
    path: '/healthz',
    summary: 'The process is up',
    response: z.object({ status: z.literal('ok') }),
    authenticated: false,
  },
  ready: {
    method: 'get',
    path: '/readyz',
    summary: 'Whether the server can answer, and what is missing',
    response: Ready,
    authenticated: false,
  },
  me: { method: 'get', path: '/api/me', summary: 'Who is asking', response: Me },
  connections: {
    method: 'get',
    path: '/api/me/connections',
    summary: 'What the caller lets Account Pulse do in their name while they are away',
    response: Connections,
  },
  connect: {
    method: 'post',
    path: '/api/me/connections/:purpose',
    summary: 'Keeps the caller’s sign-in for one purpose',
    response: Connection,
  },
  disconnect: {
    method: 'delete',
    path: '/api/me/connections/:purpose',
    summary: 'Forgets the caller’s sign-in for one purpose',
    response: Connection,
  },
  accounts: {
    method: 'get',
    path: '/api/accounts',
    summary: 'The accounts that the caller may see, with headline readings',
    response: Accounts,
  },
  createAccount: {
    method: 'post',
    path: '/api/accounts',
    summary: 'Makes an account for a channel (its members), or connects one to the lists of a site (administrators)',
    body: CreateAccountBody,
    response: CreatedAccount,
  },
  channels: {
    method: 'get',
    path: '/api/channels',
    summary: 'Channels in which an account can be set up, and which have one',
    query: ChannelsQuery,
    response: Channels,
  },
  setup: {
    method: 'get',
    path: `${account}/setup`,
    summary: 'The steps of setting up, and what each KPI still waits for',
    response: Setup,
  },
  changeSetup: {
    method: 'put',
    path: `${account}/setup`,
    summary: 'Skips a step, or says what the account does not keep (managers)',
    body: SetupBody,
    response: Setup,
  },
  proposedLists: {
    method: 'get',
    path: `${account}/lists/proposed`,
    summary: 'Lists that can be made on the account’s site, and which there are (managers)',
    query: ProposedListsQuery,
    response: ProposedLists,
  },
  makeLists: {
    method: 'post',
    path: `${account}/lists`,
    summary: 'Makes lists on the account’s site in the caller’s name, and connects them; may be repeated (managers)',
    body: MakeListsBody,
    response: ListMaking,
  },
  listMaking: {
    method: 'get',
    path: `${account}/lists/:making`,
    summary: 'How far the making of lists is (managers)',
    response: ListMaking,
  },
  addSampleRows: {
    method: 'post',
    path: `${account}/lists/sample-rows`,
    summary: 'Puts sample rows into the lists that Account Pulse has made, in the caller’s name (managers)',
    body: SampleRowsBody,
    response: SampleRows,
  },
  removeSampleRows: {
    method: 'delete',
    path: `${account}/lists/sample-rows`,
    summary: 'Removes every sample row, and no other, in the caller’s name (managers)',
    query: SampleRowsQuery,
    response: SampleRows,
  },
  scorecard: { method: 'get', path: `${account}/scorecard`, summary: 'Every KPI', query: QuestionQuery, response: Scorecard },
  kpi: {
    method: 'get',
    path: `${account}/kpis/:kpi`,
    summary: 'One KPI: reading, target, pace, trend, formula',
    query: QuestionQuery,
    response: KpiDetail,
  },
  breakdown: {
    method: 'get',
    path: `${account}/kpis/:kpi/breakdown`,
    summary: 'A KPI by a dimension',
    query: BreakdownQuery,
    response: Breakdown,
  },
  drillDown: {
    method: 'get',
    path: `${account}/kpis/:kpi/records`,
    summary: 'The records behind a KPI',
    query: DrillDownQuery,
    response: DrillDown,
  },
  leftOut: {
    method: 'get',
    path: `${account}/kpis/:kpi/left-out`,
    summary: 'The records that a KPI leaves out, with the reasons',
    query: LeftOutQuery,
    response: LeftOut,
  },
  sliceValues: {
    method: 'get',
    path: `${account}/slices`,
    summary: 'The values of a dimension by which readings can be sliced',
    query: SliceValuesQuery,
    response: SliceValues,
  },
  drivers: { method: 'get', path: `${account}/kpis/:kpi/drivers`, summary: 'Why a KPI moved', query: DriversQuery, response: Drivers },
  whyNot: {
    method: 'get',
    path: `${account}/kpis/:kpi/why-not`,
    summary: 'Why a record is not in a KPI',
    query: WhyNotQuery,
    response: WhyNot,
  },
  goalSeek: {
    method: 'get',
    path: `${account}/kpis/:kpi/goal-seek`,
    summary: 'Which moves reach a target',
    query: GoalSeekQuery,
    response: GoalSeek,
  },
  whatIf: {
    method: 'post',
    path: `${account}/what-if`,
    summary: 'Every KPI before and after hypothetical changes',
    query: WhatIfQuery,
    body: WhatIfBody,
    response: WhatIf,
  },
  records: { method: 'get', path: `${account}/records/:type`, summary: 'The records of a type', query: RecordsQuery, response: Records },
  changeRecord: {
    method: 'patch',
    path: `${account}/records/:type/:id`,
    summary: 'Changes a record in its source, as the caller',
    body: RecordChange,
    response: Written,
  },
  edits: {
    method: 'get',
    path: `${account}/edits`,
    summary: 'Edits on their way to their source, and those that were written lately: the caller’s own; a manager sees all',
    query: EditsQuery,
    response: Edits,
  },
  edit: { method: 'get', path: `${account}/edits/:edit`, summary: 'One edit', response: Edit },
  editAgain: {
    method: 'post',
    path: `${account}/edits/:edit/again`,
    summary: 'Goes on with an edit that needs its person: signed in again, or having seen a conflict (ifMatch)',
    body: EditAgainBody,
    response: Written,
  },
  editUndo: {
    method: 'post',
    path: `${account}/edits/:edit/undo`,
    summary: 'Puts back what was there before, as the caller; what was changed since is a conflict',
    response: Written,
  },
  editWithdraw: { method: 'delete', path: `${account}/edits/:edit`, summary: 'Gives up an edit that is not written yet', response: Edit },
  nudges: {
    method: 'get',
    path: `${account}/nudges`,
    summary: 'What is asked of whom, worth most first',
    query: NudgesQuery,
    response: Nudges,
  },
  nudge: { method: 'get', path: `${account}/nudges/:nudge`, summary: 'One nudge', response: Nudge },
  changeNudge: {
    method: 'patch',
    path: `${account}/nudges/:nudge`,
    summary: 'Answers a nudge: done, put off, given to somebody else, or answered in its source',
    body: NudgeChange,
    response: NudgeChanged,
  },
  digests: {
    method: 'get',
    path: `${account}/digests`,
    summary: 'The digests of the linked channels, and whether they arrived',
    query: DigestsQuery,
    response: Digests,
  },
  digestPreview: {
    method: 'get',
    path: `${account}/digests/preview`,
    summary: 'What a channel would be told now',
    query: ChannelQuery,
    response: Digest,
  },
  digest: { method: 'get', path: `${account}/digests/:number`, summary: 'What a digest said', query: ChannelQuery, response: Digest },
  sendDigest: {
    method: 'post',
    path: `${account}/digests/send`,
    summary: 'Posts a digest now (managers)',
    body: SendDigestBody,
    response: DigestSummary,
  },
  settleDigest: {
    method: 'patch',
    path: `${account}/digests/:number`,
    summary: 'Decides a doubt: the digest arrived, or is posted again (managers)',
    body: SettleDigestBody,
    response: DigestSummary,
  },
  sources: { method: 'get', path: `${account}/sources`, summary: 'Where the records come from, and how fresh they are', response: Sources },
  availableLists: {
    method: 'get',
    path: `${account}/sources/available`,
    summary: 'Lists, workbooks and files of the account’s site that are not connected yet',
    response: AvailableLists,
  },
  previewSource: {
    method: 'post',
    path: `${account}/sources/preview`,
    summary: 'What a list, a table, a sheet or a file seems to hold, and how its rows would be understood',
    body: MappingPreviewBody,
    response: MappingPreview,
  },
  connectSource: {
    method: 'post',
    path: `${account}/sources`,
    summary: 'Connects a list, a table, a sheet or a file with a confirmed mapping',
    body: ConnectSourceBody,
    response: ConnectedSource,
  },
  connectOwnSource: {
    method: 'post',
    path: `${account}/sources/own`,
    summary: 'Connects the team’s calendars, its members, or a plan of its group: what needs no mapping',
    body: OwnSourceBody,
    response: ConnectedSource,
  },
  calendars: {
    method: 'get',
    path: `${account}/calendars`,
    summary: 'Whose calendars the account’s meetings are read from',
    response: Calendars,
  },
  scopeCalendars: {
    method: 'put',
    path: `${account}/calendars`,
    summary: 'Says which mailboxes the installation reads by itself (administrators)',
    body: ScopedCalendarsBody,
    response: Calendars,
  },
  connectCalendar: {
    method: 'put',
    path: `${account}/calendars/mine`,
    summary: 'Lets the account read the caller’s own calendar; the connection ‘calendar’ comes first',
    response: Calendars,
  },
  disconnectCalendar: {
    method: 'delete',
    path: `${account}/calendars/mine`,
    summary: 'Takes the caller’s own calendar back: meetings that only it holds go',
    response: Calendars,
  },
  changeMapping: {
    method: 'put',
    path: `${account}/sources/:source/mapping`,
    summary: 'Reads a source in another way from now on',
    body: MappingBody,
    response: ConnectedSource,
  },
  mapping: {
    method: 'get',
    path: `${account}/sources/:source/mapping`,
    summary: 'How a source is read (managers)',
    response: ConnectedSource,
  },
  disconnectSource: {
    method: 'delete',
    path: `${account}/sources/:source`,
    summary: 'Disconnects a source: its records go (managers)',
    query: DisconnectQuery,
    response: DisconnectedSource,
  },
  unmatched: {
    method: 'get',
    path: `${account}/sources/unmatched`,
    summary: 'References that found no record',
    query: UnmatchedQuery,
    response: Unmatched,
  },
  answerDeletions: {
    method: 'post',
    path: `${account}/sources/deletions`,
    summary: 'Answers a source that asks whether much shall be deleted',
    body: DeletionsBody,
    response: DeletionsResult,
  },
  sync: { method: 'post', path: `${account}/sources/sync`, summary: 'Reads the sources now', body: SyncBody, response: SyncResult },
  renewals: {
    method: 'get',
    path: `${account}/renewals`,
    summary: 'Agreements that come due without a signed successor',
    query: RenewalsQuery,
    response: Renewals,
  },
  pipeline: {
    method: 'get',
    path: `${account}/pipeline`,
    summary: 'Open opportunities, and what keeps them from moving',
    query: PipelineQuery,
    response: Pipeline,
  },
  link: {
    method: 'put',
    path: `${account}/link`,
    summary: 'Links the account to a channel: its members become members of the account (managers)',
    body: LinkBody,
    response: Linked,
  },
  unlink: {
    method: 'delete',
    path: `${account}/link`,
    summary: 'Ends the link with a channel (managers)',
    query: UnlinkQuery,
    response: Unlinked,
  },
  quarantine: {
    method: 'get',
    path: `${account}/sources/quarantine`,
    summary: 'Rows that could not be understood, with the reasons',
    query: QuarantineQuery,
    response: Quarantine,
  },
  readAccess: {
    method: 'get',
    path: `${account}/access`,
    summary: 'Who may see the account, in which role, until when (managers and administrators)',
    response: Access,
  },
  writeAccess: {
    method: 'put',
    path: `${account}/access`,
    summary: 'Names who may see the account (managers; an administrator names managers)',
    body: AccessBody,
    response: Access,
  },
  confirmOutsiders: {
    method: 'put',
    path: `${account}/access/outsiders`,
    summary: 'What people from outside may see in a channel or chat (managers)',
    body: OutsidersBody,
    response: Access,
  },
  readPolicies: {
    method: 'get',
    path: `${account}/policies`,
    summary: 'What may be shown about people, in general and by country',
    response: Policies,
  },
  writePolicies: {
    method: 'put',
    path: `${account}/policies`,
    summary: 'Sets what may be shown about people (administrators; a manager may make it stricter)',
    body: PoliciesBody,
    response: Policies,
  },
  readSettings: { method: 'get', path: `${account}/settings`, summary: 'Settings and targets', response: Settings },
  writeSettings: {
    method: 'put',
    path: `${account}/settings`,
    summary: 'Changes settings and targets',
    body: SettingsBody,
    response: Settings,
  },
} satisfies Record<string, Operation>;
