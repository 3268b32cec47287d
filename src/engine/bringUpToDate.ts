import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { refreshStatistics } from '../store/statistics.ts';
import { storeReadings } from './storedReadings.ts';
import type { CivilDate } from './types.ts';
import { updateContributions } from './upToDate.ts';

/** So many rows at once change what the planner should know of the tables. */
const manyRows = 1_000;

/**
 * Brings an account's contributions and stored readings up to date after records changed, or a day began. Each step has
 * its own transaction, so that a crash between them loses nothing: what is dirty stays marked. Cheap where nothing is.
 */
export async function bringUpToDate(db: Database, accountId: string, { today }: { today: CivilDate }): Promise<{ changed: boolean }> {
  if (await isFirstTime(accountId)) await refreshStatistics(db);
  const differing = await db.transaction([accountId], (tx) => updateContributions(tx, accountId));
  if (differing > manyRows) await refreshStatistics(db);
  const stored = await db.transaction([accountId], async (tx) => {
    if (differing === 0 && !(await isNewDay(tx, accountId, today))) return 0;
    return storeReadings(tx, accountId, today);
  });
  return { changed: differing > 0 || stored > 0 };

  /** Records were loaded that nothing has read yet: without statistics of them the first computation takes a hundred times as long. */
  function isFirstTime(id: string): Promise<boolean> {
    return db.transaction([id], async (tx) => {
      const found = await sql<{ needs_rebuild: boolean }>`select needs_rebuild from workspace where account_id = ${id}`.execute(tx);
      return found.rows[0]?.needs_rebuild ?? false;
    });
  }

  async function isNewDay(tx: Parameters<typeof storeReadings>[0], id: string, day: CivilDate): Promise<boolean> {
    const found = await sql<{
      day: string | null;
    }>`select settings ->> 'readingsStoredOn' as day from workspace where account_id = ${id}`.execute(tx);
    if (found.rows[0]?.day === day) return false;
    await sql`update workspace set settings = settings || jsonb_build_object('readingsStoredOn', ${day}::text) where account_id = ${id}`.execute(
      tx,
    );
    return true;
  }
}
