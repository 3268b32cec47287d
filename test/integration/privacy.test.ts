import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { catalogue, impersonalTables } from '../../src/privacy/catalogue.ts';
import { erase, scour } from '../../src/privacy/erase.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { newAccount, testDatabase, write } from '../support/database.ts';
import { erasureSpecification } from '../support/erasureSpecification.ts';

describe('the catalogue of personal data', () => {
  it('names every column of words that the database has, and no other', async () => {
    const db = await testDatabase();
    const found = await db.asOwner(
      async (tx) =>
        (
          await sql<{ table: string; column: string }>`
            select c.table_name as table, c.column_name as column from information_schema.columns c
            join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
            where c.table_schema = 'public' and c.data_type in ('text', 'json', 'jsonb', 'ARRAY', 'uuid', 'character varying')`.execute(tx)
        ).rows,
    );
    await db.close();
    const inSchema = found.filter(({ table }) => !impersonalTables.includes(table)).map(({ table, column }) => `${table}.${column}`);
    const declared = catalogue.flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table}.${column}`));
    expect(inSchema.filter((one) => !declared.includes(one))).toEqual([]);
    const all = found.map(({ table, column }) => `${table}.${column}`);
    expect(declared.filter((one) => !all.includes(one))).toEqual([]);
  });
});

erasureSpecification('embedded', testDatabase);

describe('the data folder of an embedded database', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-pulse-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds nothing of an erased person in any file: neither in dead rows, nor in statistics, nor in the log of changes', async () => {
    const db = await openDatabase({ engine: 'pglite', dataDir: join(folder, 'database') });
    await migrate(db);
    await newAccount(db, 'a');
    const contacts = Array.from({ length: 200 }, (_, at) => ({
      id: `c${at}`,
      name: at % 4 === 0 ? 'Zebulon Quartermain' : `Person ${at}`,
    }));
    await write(db, 'a', 'contact', [
      { id: 'only', name: 'Zebulon Quartermain', address: 'zebulon@fabrikam.example' },
      ...contacts.filter((one) => one.name !== 'Zebulon Quartermain'),
    ]);
    await write(db, 'a', 'opportunity', [{ id: 'o1', name: 'Dinner with Zebulon Quartermain', owner: 'Zebulon Quartermain' }]);
    await db.maintain(['analyze', 'checkpoint']);
    const files = () => {
      try {
        return execFileSync('grep', ['-rl', '--binary-files=text', 'Zebulon Quartermain', folder]).toString();
      } catch {
        return '';
      }
    };
    expect(files()).not.toBe('');
    const id = await db.transaction(
      ['a'],
      async (tx) => (await sql<{ id: string }>`select person_id as id from contact where id = 'only'`.execute(tx)).rows[0]?.id,
    );
    await db.transaction(['a'], (tx) => erase(tx, { accountId: 'a', id: id ?? '', by: 'admin', at: new Date(), key: Buffer.alloc(32, 7) }));
    await scour(db);
    expect(files()).toBe('');
    await db.close();
    expect(files()).toBe('');
  });
});
