import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';

/** Every row of every table as text: what a dump of the database holds. Names of tables where `needle` is found. */
export async function tablesHolding(db: Database, needles: readonly string[]): Promise<string[]> {
  return db.asOwner(async (tx) => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(tx);
    const holding: string[] = [];
    for (const { name } of tables.rows) {
      const any = sql.join(
        needles.map((needle) => sql`position(lower(${needle}) in lower(r::text)) > 0`),
        sql` or `,
      );
      const found = await sql<{ row: string }>`select r::text as row from ${sql.table(name)} r where ${any} limit 1`.execute(tx);
      if (found.rows[0]) holding.push(`${name}: ${found.rows[0].row.slice(0, 300)}`);
    }
    return holding;
  });
}
