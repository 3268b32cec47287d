import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** Longer than anything may wait or be asked about: nothing is queued a second time because its row is gone. */
export const keptForDays = 30;

/**
 * Deletes what has left, or never will, and is asked about no more, and the days on which people had their cards.
 * Harmless in any number of servers.
 * @param except kinds whose rows are kept for good: what is told of a digest's way stays true
 */
export function clearOut(db: Database, now: Date, { except }: { except: readonly string[] }): Promise<void> {
  const before = new Date(now.getTime() - keptForDays * 24 * 3_600_000).toISOString();
  return db.transaction('every', async (tx) => {
    await sql`
      delete from outbox
      where state in ('sent', 'failed', 'unknown', 'cancelled') and settled_at < ${before} and kind not in (${sql.join(except)})`.execute(
      tx,
    );
    await sql`delete from person_card where on_date < ${before.slice(0, 10)}::date`.execute(tx);
  });
}
