import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';

/**
 * What a restored past must not do again. Between the backup and now messages may have left, of which the archive knows
 * nothing: nothing that waited then is posted or written on suspicion (a digest becomes a doubt, about which its manager is asked), and
 * no week before now is made up for.
 * @param nothingRanSince the server had been stopped before the backup was made: what waited still waits
 */
export async function settleRestored(tx: Tx, { now, nothingRanSince }: { now: Date; nothingRanSince: boolean }): Promise<void> {
  const at = now.toISOString();
  await sql`update installation set restores = restores + 1, restored_at = ${at}`.execute(tx);
  // Graph may have forgotten them since, or follow for a database that is no more: each is looked at anew.
  await sql`update subscription set due_at = ${at}, claimed_until = null`.execute(tx);
  if (nothingRanSince) return;
  const problem = JSON.stringify({ code: 'restored', message: 'the database was restored from a backup: it may have left since' });
  await sql`
    update outbox set state = case when kind = 'digest' then 'unknown' else 'cancelled' end, settled_at = ${at}, claimed_by = null, problem = ${problem}::jsonb
    where state in ('pending', 'sending')`.execute(tx);
  // It may have been written since, and taken back: its person looks first.
  await sql`
    update edit set state = 'asking', leased_by = null, leased_until = null, not_before = null, told_at = null
    where state in ('waiting', 'writing')`.execute(tx);
  await sql`update link set digest_since = ${at}`.execute(tx);
}
