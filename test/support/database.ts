import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { applyChanges, bringUpToDate } from '../../src/engine/index.ts';
import type { RecordInput, RecordType } from '../../src/model/index.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { takeMoment } from '../../src/store/moment.ts';

const migrations = new URL('../../src/store/migrations/', import.meta.url);
const cache = new URL('../../node_modules/.cache/account-pulse/', import.meta.url);

/** A migrated, empty database in memory. It starts from a dump that is made once per set of migrations. */
export async function testDatabase(): Promise<Database> {
  const name = createHash('sha256')
    .update(
      readdirSync(migrations)
        .sort()
        .map((file) => readFileSync(new URL(file, migrations), 'utf8'))
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 16);
  const file = new URL(`${name}.tar`, cache);
  const template = readTemplate(file) ?? (await makeTemplate(file));
  return openDatabase({ engine: 'pglite', template });
}

function readTemplate(file: URL): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    return null;
  }
}

async function makeTemplate(file: URL): Promise<Uint8Array<ArrayBuffer>> {
  const db = await openDatabase({ engine: 'pglite' });
  await migrate(db);
  const dump = await db.dump();
  await db.close();
  mkdirSync(cache, { recursive: true });
  const unfinished = new URL(`${file.href}.${process.pid}`);
  writeFileSync(unfinished, dump);
  renameSync(unfinished, file);
  return dump;
}

/** A new account with its settings record; nothing else. */
export async function newAccount(db: Database, accountId: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await db.transaction([accountId], (tx) =>
    sql`insert into workspace (account_id, slug, created_at) values (${accountId}, ${accountId}, clock_timestamp())`.execute(tx),
  );
  await write(db, accountId, 'account', [
    { id: 'account', name: 'Fabrikam', currency: 'USD', fiscalYearStart: '07-01', timeZone: 'UTC', ...settings },
  ]);
}

export type PlainRecord = { id: string } & Record<string, unknown>;

export const recordInput = ({ id, ...fields }: PlainRecord, sourceRowId = id): RecordInput => ({
  id,
  sourceRowId,
  sourceUrl: `https://example.test/${encodeURIComponent(id)}`,
  modifiedAt: null,
  modifiedBy: null,
  fields: fields as RecordInput['fields'],
});

/** Writes records as one sync page would. @returns the moment from which they are known. */
export async function write(
  db: Database,
  accountId: string,
  recordType: RecordType,
  records: readonly PlainRecord[],
  deletions: readonly string[] = [],
): Promise<string> {
  return db.transaction([accountId], async (tx) => {
    const moment = await takeMoment(tx, accountId);
    await applyChanges(tx, {
      accountId,
      sourceId: 'test',
      moment,
      upserts: [{ recordType, records: records.map((record) => recordInput(record)) }],
      deletions: [{ recordType, ids: deletions }],
    });
    return moment;
  });
}

export const upToDate = (db: Database, accountId: string, today = '2026-11-24') => bringUpToDate(db, accountId, { today });
export const usd = (amount: number | string) => ({ amount: String(amount), currency: 'USD' });
