import { sql } from 'kysely';
import { ianaTimeZone } from '../../graph/timeZones.ts';
import type { Tx } from '../../store/database.ts';

/** The account's time zone: for what says none of its own. */
export async function accountZone(tx: Tx, accountId: string): Promise<string> {
  const found = await sql<{ time_zone: string | null }>`
    select time_zone from account where account_id = ${accountId} and known_until = 'infinity'`.execute(tx);
  return ianaTimeZone(found.rows[0]?.time_zone) ?? 'UTC';
}
