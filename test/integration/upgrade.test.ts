import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../src/store/database.ts';
import { applyMigrations, migrate, migrations } from '../../src/store/migrate.ts';
import { describeUpgrades } from '../support/upgradeSpecification.ts';

describeUpgrades('PGlite', async () => {
  const db = await openDatabase({ engine: 'pglite' });
  return { db, close: () => db.close() };
});

it('goes on from any migration at which a database with an account had stopped', async () => {
  const names = (await migrations()).map(({ name }) => name);
  const db = await openDatabase({ engine: 'pglite' });
  try {
    for (let stop = 1; stop <= names.length; stop += 1) {
      await db.asOwner(async (tx) => {
        await sql`drop schema public cascade; create schema public`.execute(tx);
        await applyMigrations(tx, new Set(names.slice(0, stop)));
        await sql`insert into workspace (account_id, slug, created_at) values ('old', 'old', '2020-01-01')`.execute(tx);
        await sql`insert into person (account_id, id, name) values ('old', 'p', 'Ada')`.execute(tx);
      });
      expect(await migrate(db)).toEqual(names.slice(stop));
      const kept = await db.transaction(['old'], (tx) => sql`select slug, name from workspace join person using (account_id)`.execute(tx));
      expect([names[stop - 1], kept.rows]).toEqual([names[stop - 1], [{ slug: 'old', name: 'Ada' }]]);
    }
  } finally {
    await db.close();
  }
}, 240_000);
