import { sql } from 'kysely';
import type { Question } from '../engine/types.ts';
import type { Tx } from '../store/database.ts';
import type { KpiDetail } from './contract.ts';

/** The newest digest of an account that was known when, and tells of no later day than, a question asks; null before the first. */
export async function lastDigest(tx: Tx, { accountId, asOf, knownAt }: Question): Promise<KpiDetail['lastDigest']> {
  const found = await sql<{ date: string; knownAt: string }>`
    select on_date as date, known_at as "knownAt" from digest
    where account_id = ${accountId} and on_date <= ${asOf}::date and known_at <= coalesce(${knownAt}::timestamptz, 'infinity')
    order by known_at desc limit 1`.execute(tx);
  return found.rows[0] ?? null;
}
