import { sql } from 'kysely';
import type { House } from './house.ts';

/**
 * What the server still waits for. The database must answer; in local mode also the first round of every source, and
 * contributions and readings of every account, so that whoever is told "ready" finds numbers.
 */
export async function whatIsMissing(house: Pick<House, 'db' | 'config' | 'startingUp' | 'log'>): Promise<readonly string[]> {
  const starting = house.startingUp?.() ?? [];
  if (house.config.mode === 'tenant') return [...starting, ...(await askDatabase(house, async () => []))];
  return [...starting, ...(await askDatabase(house, unfinished))];
}

async function askDatabase(
  house: Pick<House, 'db' | 'log'>,
  ask: (house: Pick<House, 'db'>) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    await house.db.transaction([], (tx) => sql`select 1`.execute(tx));
    return await ask(house);
  } catch (error) {
    house.log.warn({ err: error }, 'the database does not answer');
    return ['the database'];
  }
}

async function unfinished({ db }: Pick<House, 'db'>): Promise<readonly string[]> {
  return db.transaction('every', async (tx) => {
    const found = await sql<{ missing: string }>`
      select 'source ' || s.name || ' of ' || w.slug || coalesce(': ' || (s.problem ->> 'message'), '') as missing
      from source s join workspace w on w.account_id = s.account_id where s.last_success_at is null
      union all
      select 'contributions of ' || w.slug from workspace w where w.needs_rebuild
      union all
      select 'readings of ' || w.slug from workspace w
      where not exists (select from reading r where r.account_id = w.account_id) and exists (select from contribution c where c.account_id = w.account_id)`.execute(
      tx,
    );
    return found.rows.map((row) => row.missing);
  });
}
