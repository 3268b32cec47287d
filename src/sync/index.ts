export { type Connection, connectAccount, settingsSource, sourceIdOf } from './connect.ts';
export { confirmDeletions, keepDeleted } from './deletions.ts';
export { dueReconciles } from './reconcile.ts';
export { type RoundOptions, runRound } from './round.ts';
export { type SyncOptions, syncAccount } from './syncAccount.ts';
export type { RoundReport, SourceProblem, SyncContext } from './types.ts';
export { type Unmatched, unmatchedReferences } from './unmatched.ts';
