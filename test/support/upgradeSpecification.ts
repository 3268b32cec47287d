import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { bringUpToDate, scorecard } from '../../src/engine/index.ts';
import { recordTypes, tableOf } from '../../src/model/index.ts';
import { leftOut } from '../../src/operation/archive/format.ts';
import { loadArchive } from '../../src/operation/archive/load.ts';
import { tablesIn, type Verified, verifyArchive } from '../../src/operation/archive/read.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate, migrations } from '../../src/store/migrate.ts';

const folder = fileURLToPath(new URL('../fixtures/releases/', import.meta.url));
const releases = readdirSync(folder)
  .filter((name) => name.endsWith('.archive.gz'))
  .map((name) => [name.replace('.archive.gz', ''), `${folder}${name}`] as const);
const day = '2026-11-24';

/** Rows that an upgrade must leave as they were, column by column. */
const untouched = [...recordTypes.map(tableOf), 'person', 'note', 'reading', 'audit', 'digest', 'outbox', 'quarantine'];

async function rowsOf(db: Database, table: string, columns: readonly string[]): Promise<string[]> {
  const texts = columns.map((column) => sql`${sql.ref(column)}::text`);
  const rows = await db.asOwner((tx) =>
    sql<{ row: string }>`select to_json(array[${sql.join(texts)}])::text as row from ${sql.table(table)}`.execute(tx),
  );
  return rows.rows.map(({ row }) => row).sort();
}
const readings = (db: Database) =>
  db.transaction(['sample'], (tx) => scorecard(tx, { accountId: 'sample', asOf: day, knownAt: null, period: 'fytd', slice: {} }));

/** What holds on every engine. @param open a database without tables */
export function describeUpgrades(name: string, open: () => Promise<{ db: Database; close(): Promise<void> }>): void {
  describe.each(releases)(`data of release %s on ${name}`, (_release, file) => {
    let db: Database;
    let close: () => Promise<void>;
    let verified: Verified;
    let upgraded: readonly string[];
    beforeAll(async () => {
      ({ db, close } = await open());
      verified = await verifyArchive(file);
      ({ upgraded } = await loadArchive(db, file, verified));
    }, 240_000);
    afterAll(() => close?.());

    it('is brought from its own schema to the newest', async () => {
      const then = verified.header.migrations.map((one) => one.name);
      const now = (await migrations()).map((one) => one.name);
      expect(upgraded).toEqual(now.filter((one) => !then.includes(one)));
      expect(await migrate(db)).toEqual([]);
    });

    it('keeps every row, and what people wrote, letter for letter', async () => {
      const before = new Map<string, string[]>();
      const columns = new Map<string, string[]>();
      for await (const { table, rows } of tablesIn(file, 10_000)) {
        columns.set(table.table, table.columns);
        before.set(table.table, [...(before.get(table.table) ?? []), ...rows.map((row) => JSON.stringify(row))]);
      }
      for (const [table, rows] of before) {
        // A migration may empty a cache: what it held is computed anew, and compared below.
        if (leftOut.includes(table) || table === 'contribution') continue;
        const after = await rowsOf(db, table, columns.get(table) ?? []);
        expect([table, after.length]).toEqual([table, rows.length]);
        if (untouched.includes(table))
          expect({ table, equal: JSON.stringify(after) === JSON.stringify(rows.sort()) }).toEqual({ table, equal: true });
      }
      expect(before.get('opportunity')?.length).toBeGreaterThan(100);
    });

    it('gives the readings that its records give when everything is computed from nothing', async () => {
      await bringUpToDate(db, 'sample', { today: day });
      const upgradedReadings = await readings(db);
      await db.asOwner(async (tx) => {
        await sql`delete from contribution`.execute(tx);
        await sql`update workspace set needs_rebuild = true`.execute(tx);
      });
      await bringUpToDate(db, 'sample', { today: day });
      expect(upgradedReadings).toEqual(await readings(db));
      expect(upgradedReadings.kpis.filter((kpi) => kpi.value !== null).length).toBeGreaterThan(20);
    }, 240_000);
  });
}
