import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { deleteHeld } from './finish.ts';
import { heldForDeletion } from './held.ts';
import { openReferences } from './references.ts';
import { matchesOf, settleUnresolved } from './settle.ts';
import type { Run } from './types.ts';

/** The manager's answer to a round that would delete much: it shall. @returns how many records went */
export function confirmDeletions(db: Database, accountId: string, sourceId: string): Promise<number> {
  return db.transaction([accountId], async (tx) => {
    const moment = await takeMoment(tx, accountId);
    const going = await heldForDeletion(tx, accountId, sourceId);
    const state = { runId: '', full: false, sweep: false, next: null, cursor: null, complete: true, partial: false, rows: 0, written: 0 };
    const matches = await matchesOf(tx, accountId);
    const run: Run = {
      accountId,
      sourceId,
      sourceName: sourceId,
      entries: [],
      state,
      references: openReferences(accountId),
      matches,
      met: new Set(),
      hadRows: true,
      changed: new Set(),
    };
    await deleteHeld(tx, run, going, moment);
    await settleUnresolved(tx, run, moment);
    await sql`
      update source set state = 'fresh', problem = null where account_id = ${accountId} and id = ${sourceId} and state = 'asking'`.execute(
      tx,
    );
    return going.length;
  });
}

/** The manager's answer: the records stay although their rows are gone. (A later full reading asks again.) */
export function keepDeleted(db: Database, accountId: string, sourceId: string): Promise<void> {
  return db.transaction([accountId], async (tx) => {
    await sql`delete from pending_deletion where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
    await sql`
      update source set state = 'fresh', problem = null where account_id = ${accountId} and id = ${sourceId} and state = 'asking'`.execute(
      tx,
    );
  });
}
