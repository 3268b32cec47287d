import type { Route } from '../route.ts';
import { confirmOutsiders, readAccess, writeAccess } from './access.ts';
import { accounts } from './accounts.ts';
import { breakdown } from './breakdown.ts';
import { calendars, connectCalendar, disconnectCalendar, scopeCalendars } from './calendars.ts';
import { changeRecord } from './changeRecord.ts';
import { channels } from './channels.ts';
import { close, closedAccounts, readRetention, reopen, writeRetention } from './closing.ts';
import { connect, connections, disconnect } from './connections.ts';
import { createAccount } from './createAccount.ts';
import { answerDeletions } from './deletions.ts';
import { digest, digestPreview, digests, sendDigest, settleDigest } from './digests.ts';
import { drillDown } from './drillDown.ts';
import { drivers } from './drivers.ts';
import { editAgain, edits, editUndo, editWithdraw, oneEdit } from './edits.ts';
import { exportAccount } from './export.ts';
import { goalSeek } from './goalSeek.ts';
import { health } from './health.ts';
import { kpi } from './kpi.ts';
import { leftOut } from './leftOut.ts';
import { link, unlink } from './link.ts';
import { answerLinkRoute, linkCandidates, links, takeBackLinkRoute } from './links.ts';
import { addSampleRows, listMaking, makeLists, proposedLists, removeSampleRows } from './madeLists.ts';
import { me } from './me.ts';
import { changeNudge, nudge, nudges } from './nudges.ts';
import { erasePerson, heldData } from './people.ts';
import { pipeline } from './pipeline.ts';
import { readPolicies, writePolicies } from './policies.ts';
import { quarantine } from './quarantine.ts';
import { ready } from './ready.ts';
import { records } from './records.ts';
import { renewals } from './renewals.ts';
import { scorecard } from './scorecard.ts';
import { readSettings, writeSettings } from './settings.ts';
import { changeSetup, setup } from './setup.ts';
import { sliceValues } from './sliceValues.ts';
import { sources } from './sources.ts';
import { sourcesAvailable } from './sourcesAvailable.ts';
import { sourcesCreate } from './sourcesCreate.ts';
import { sourcesDisconnect } from './sourcesDisconnect.ts';
import { readMapping, sourcesMapping } from './sourcesMapping.ts';
import { sourcesOwn } from './sourcesOwn.ts';
import { sourcesPreview } from './sourcesPreview.ts';
import { sourcesUnmatched } from './sourcesUnmatched.ts';
import { sync } from './sync.ts';
import { whatIf } from './whatIf.ts';
import { whyNot } from './whyNot.ts';

/** Every route of the API. */
export const routes: readonly Route[] = [
  health,
  ready,
  me,
  calendars,
  scopeCalendars,
  connectCalendar,
  disconnectCalendar,
  sourcesOwn,
  connections,
  connect,
  disconnect,
  closedAccounts,
  reopen,
  close,
  readRetention,
  writeRetention,
  exportAccount,
  heldData,
  erasePerson,
  accounts,
  createAccount,
  channels,
  setup,
  changeSetup,
  proposedLists,
  makeLists,
  addSampleRows,
  removeSampleRows,
  listMaking,
  scorecard,
  kpi,
  breakdown,
  drillDown,
  leftOut,
  sliceValues,
  drivers,
  whyNot,
  goalSeek,
  whatIf,
  records,
  changeRecord,
  edits,
  oneEdit,
  editAgain,
  editUndo,
  editWithdraw,
  digests,
  digestPreview,
  digest,
  sendDigest,
  settleDigest,
  nudges,
  nudge,
  changeNudge,
  renewals,
  pipeline,
  link,
  unlink,
  sources,
  sourcesAvailable,
  sourcesPreview,
  sourcesCreate,
  readMapping,
  sourcesMapping,
  sourcesDisconnect,
  sourcesUnmatched,
  links,
  answerLinkRoute,
  takeBackLinkRoute,
  linkCandidates,
  sync,
  answerDeletions,
  quarantine,
  readAccess,
  writeAccess,
  confirmOutsiders,
  readPolicies,
  writePolicies,
  readSettings,
  writeSettings,
];
