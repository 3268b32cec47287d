import { sql } from 'kysely';
import type { Tx } from './database.ts';

/**
 * Takes the account's lock, then its next moment of knowledge: later than every moment before, to the millisecond.
 * (`now()` is the transaction's start and runs backwards between sessions, so the moment is taken under the lock.)
 */
export async function takeMoment(tx: Tx, accountId: string): Promise<string> {
  await lockAccount(tx, accountId);
  const taken = await sql<{ moment: string }>`
    update workspace
    set last_moment = greatest(date_trunc('milliseconds', clock_timestamp()), last_moment + interval '1 millisecond')
    where account_id = ${accountId}
    returning last_moment as moment`.execute(tx);
  const moment = taken.rows[0]?.moment;
  if (!moment) throw new Error(`there is no account ${accountId}`);
  return moment;
}

/** One writer per account at a time; released when the transaction ends. */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${accountId}, 0))`.execute(tx);
}
