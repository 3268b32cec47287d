import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { audit } from '../../src/audit/audit.ts';
import { breakdown, drivers, scorecard } from '../../src/engine/index.ts';
import { makeBackup } from '../../src/operation/archive/makeBackup.ts';
import type { Restored, RestoreOptions } from '../../src/operation/archive/restore.ts';
import { tablesOf } from '../../src/operation/archive/tables.ts';
import { writeArchive } from '../../src/operation/archive/write.ts';
import { erase } from '../../src/privacy/erase.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, upToDate, usd, write } from './database.ts';

/** An installation that can be lost: its database, and how a backup is put into it or into an empty one. */
export interface Installation {
  db(): Promise<Database>;
  /** Restores into it, as the command does. */
  restore(file: string, options: RestoreOptions): Promise<Restored>;
  /** Loses the database. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}

const question = (knownAt: string | null) => ({ accountId: 'pulse', asOf: '2026-11-24', knownAt, period: 'fytd', slice: {} });
export const restoreOptions = (changed: Partial<RestoreOptions> = {}): RestoreOptions => ({
  now: new Date('2026-11-25T08:00:00Z'),
  force: false,
  nothingRanSince: false,
  ...changed,
});

/** Text with everything that an archive's lines and PostgreSQL's own text of arrays could trip over. */
const awkward = 'Zoë "O’Hara" \\ {a,NULL} \u2028 line\nnext\ttab 客户 🦓';

/** A year of an account: three states of knowledge, stored readings, people, messages, an audit. @returns the moments */
export async function fill(db: Database): Promise<{ first: string; second: string }> {
  await newAccount(db, 'pulse');
  const deal = { type: 'netNew', createdOn: '2026-06-01', owner: awkward };
  await write(db, 'pulse', 'organization', [
    { id: 'root', name: 'Root', country: 'DE' },
    { id: 'leaf', name: awkward, country: 'FR', parent: 'root' },
  ]);
  const first = await write(db, 'pulse', 'opportunity', [
    { id: 'a', ...deal, status: 'won', organization: 'root', amount: usd('100.01'), closedOn: '2026-08-01', partners: ['p', 'q,"r'] },
    { id: 'b', ...deal, status: 'open', organization: 'leaf', amount: usd('50.50'), expectedClose: '2026-12-09' },
  ]);
  await upToDate(db, 'pulse', '2026-11-20');
  const second = await write(db, 'pulse', 'opportunity', [
    { id: 'b', ...deal, status: 'won', organization: 'leaf', amount: usd('60.60'), closedOn: '2026-11-22' },
  ]);
  await upToDate(db, 'pulse', '2026-11-23');
  await write(db, 'pulse', 'opportunity', [], ['a']);
  await upToDate(db, 'pulse', '2026-11-24');
  await db.transaction(['pulse'], async (tx) => {
    for (const subject of ['one', 'two'])
      await audit(tx, {
        accountId: 'pulse',
        at: new Date(),
        directoryId: 'ada',
        action: 'settings',
        subject,
        before: null,
        after: { words: awkward },
      });
    await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values ('pulse', 'team', 'channel', 'standard', '2026-01-01')`.execute(
      tx,
    );
    for (const [id, kind, state] of [
      ['d1', 'digest', 'sent'],
      ['d2', 'digest', 'pending'],
      ['m1', 'morningCard', 'sending'],
    ])
      await sql`
        insert into outbox (account_id, id, kind, about, conversation_id, content, state, created_at, next_try_at)
        values ('pulse', ${id}, ${kind}, ${id}, 'c', '{"number": 1}', ${state}, '2026-11-24', '2026-11-24')`.execute(tx);
  });
  await db.transaction(['pulse'], async (tx) => {
    for (const [id, state] of [
      [1, 'waiting'],
      [2, 'writing'],
      [3, 'written'],
    ])
      await sql`
        insert into edit (account_id, id, source_id, record_type, record_id, directory_id, language, state, wished, seen, asked_at)
        values ('pulse', ${`00000000-0000-4000-8000-00000000000${id}`}, 's', 'opportunity', 'b', 'ada', 'en', ${state}, '{"name": "New"}', '{"name": "Old"}', '2026-11-24')`.execute(
        tx,
      );
    await sql`
      insert into source (account_id, id, kind, name, location, mapping, created_at) values ('pulse', 's', 'list', 'Deals', '{}', '[]', '2026-01-01')`.execute(
      tx,
    );
  });
  return { first, second };
}

export async function everything(db: Database): Promise<Record<string, unknown[]>> {
  return db.asOwner(async (tx) => {
    const all: Record<string, unknown[]> = {};
    for (const { table } of await tablesOf(tx)) {
      const rows = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(tx);
      all[table] = rows.rows.map(({ row }) => row);
    }
    return all;
  });
}
export async function answers(db: Database, moments: readonly (string | null)[]): Promise<unknown[]> {
  return db.transaction(['pulse'], async (tx) => {
    const told: unknown[] = [];
    for (const moment of moments)
      told.push(await scorecard(tx, question(moment)), await breakdown(tx, question(moment), 'net-new-revenue', 'organization'));
    told.push(
      await drivers(tx, question(null), 'net-new-revenue', {
        since: '2026-11-20',
        until: '2026-11-24',
        sinceKnownAt: moments[1] ?? null,
        untilKnownAt: null,
      } as never),
    );
    return told;
  });
}

/** What holds on every engine. */
export function describeBackup(name: string, install: () => Promise<Installation>): void {
  // A database is made anew in each, which costs seconds where others are at work.
  jest.setTimeout(240_000);
  describe(`a backup of ${name}`, () => {
    let installation: Installation;
    let folder: string;
    let file: string;
    beforeAll(async () => {
      installation = await install();
    }, 120_000);
    afterAll(() => installation?.close());
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'account-pulse-backup-'));
      file = join(folder, 'pulse.archive.gz');
    });
    afterEach(async () => {
      await installation.destroy();
      rmSync(folder, { recursive: true, force: true });
    });
    const backup = (db: Database) =>
      makeBackup(file, (to) => writeArchive(db, to, { program: 'test', now: new Date('2026-11-24T20:00:00Z') }));

    it('brings back every row, equal readings, and the same history, after the database was lost', async () => {
      const db = await installation.db();
      const { first, second } = await fill(db);
      const moments = [null, first, second];
      const before = { rows: await everything(db), answers: await answers(db, moments) };
      await backup(db);
      await installation.destroy();

      const restored = await installation.restore(file, restoreOptions({ nothingRanSince: true }));
      expect(restored.verified.header).toMatchObject({ program: 'test', madeAt: '2026-11-24T20:00:00.000Z' });
      expect(restored.upgraded).toEqual([]);
      const again = await installation.db();
      const after = await everything(again);
      for (const table of Object.keys(before.rows).filter((one) => !['installation', 'schema_migration'].includes(one)))
        expect([table, after[table]]).toEqual([table, before.rows[table]]);
      expect(await answers(again, moments)).toEqual(before.answers);
      expect(JSON.stringify(before.answers)).toContain('160.61');
    });

    it('goes on where it was: new versions, new audit entries, another backup', async () => {
      const db = await installation.db();
      const { second } = await fill(db);
      await backup(db);
      await installation.destroy();
      await installation.restore(file, restoreOptions());
      const again = await installation.db();
      const moment = await write(again, 'pulse', 'opportunity', [
        { id: 'b', type: 'netNew', status: 'won', amount: usd('70'), closedOn: '2026-11-22' },
      ]);
      expect(moment > second).toBe(true);
      await again.transaction(['pulse'], (tx) =>
        audit(tx, {
          accountId: 'pulse',
          at: new Date(),
          directoryId: 'ada',
          action: 'settings',
          subject: 'three',
          before: null,
          after: null,
        }),
      );
      const ids = await again.transaction(['pulse'], (tx) => sql<{ id: number }>`select id from audit order by id`.execute(tx));
      expect(ids.rows.map(({ id }) => id)).toEqual([1, 2, 3]);
    });

    it('posts nothing again that may have left since, and asks about digests', async () => {
      const db = await installation.db();
      await fill(db);
      await backup(db);
      await installation.destroy();
      await installation.restore(file, restoreOptions());
      const again = await installation.db();
      const found = await again.transaction(['pulse'], async (tx) => ({
        outbox: (await sql`select id, state, problem ->> 'code' as code from outbox order by id`.execute(tx)).rows,
        link: (await sql`select digest_since from link`.execute(tx)).rows,
        edits: (await sql<{ state: string }>`select state from edit order by id`.execute(tx)).rows.map(({ state }) => state),
      }));
      expect(found).toEqual({
        outbox: [
          { id: 'd1', state: 'sent', code: null },
          { id: 'd2', state: 'unknown', code: 'restored' },
          { id: 'm1', state: 'cancelled', code: 'restored' },
        ],
        link: [{ digest_since: '2026-11-25T08:00:00.000Z' }],
        // Whoever had it waiting may have seen it written, and taken it back.
        edits: ['asking', 'asking', 'written'],
      });
    });

    it('takes the place of accounts that are there only by force', async () => {
      const db = await installation.db();
      await fill(db);
      await backup(db);
      await newAccount(db, 'newer');
      const before = await everything(db);
      await db.close();
      await expect(installation.restore(file, restoreOptions())).rejects.toThrow(/holds accounts: nothing was changed. With --force/);
      const kept = await installation.db();
      expect(await everything(kept)).toEqual(before);
      await kept.close();
      await installation.restore(file, restoreOptions({ force: true }));
      const forced = await installation.db();
      expect((await everything(forced)).workspace).toHaveLength(1);
    });

    it('erases again who was erased since, and does nothing without the key by which they are recognised', async () => {
      const db = await installation.db();
      await fill(db);
      await backup(db);
      const key = Buffer.alloc(32, 7);
      const now = new Date('2026-11-24T21:00:00Z');
      await db.transaction(['pulse'], async (tx) => {
        const found = await sql<{ id: string }>`select id from person where name = ${awkward}`.execute(tx);
        expect(await erase(tx, { accountId: 'pulse', id: found.rows[0]?.id ?? '', by: 'ada', at: now, key })).not.toBeNull();
      });
      await db.close();
      const people = async () => {
        const again = await installation.db();
        const found = await again.transaction(['pulse'], async (tx) => ({
          names: (await sql<{ name: string }>`select name from person`.execute(tx)).rows.map((row) => row.name),
          listed: (await sql`select from erased_key`.execute(tx)).rows.length,
        }));
        await again.close();
        return found;
      };
      const before = await people();
      await expect(installation.restore(file, restoreOptions({ force: true }))).rejects.toThrow(
        /people were erased.*ERASURE_KEY is not set/,
      );
      await expect(installation.restore(file, restoreOptions({ force: true, erasureKey: () => Buffer.alloc(32, 8) }))).rejects.toThrow(
        /another ERASURE_KEY/,
      );
      expect(await people()).toEqual(before);
      expect(await installation.restore(file, restoreOptions({ force: true, erasureKey: () => key }))).toMatchObject({ erasedAgain: 1 });
      const after = await people();
      expect(after.names).toEqual([expect.stringMatching(/^erased-/)]);
      expect(after.listed).toBe(before.listed);
    });

    it.each([
      ['cut short', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
      ['cut at its very end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
      [
        'damaged in one byte',
        (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 400), Buffer.from([(bytes[400] ?? 0) ^ 1]), bytes.subarray(401)]),
      ],
    ])('changes nothing where its file is %s', async (_how, harm) => {
      const db = await installation.db();
      await fill(db);
      await backup(db);
      const before = await everything(db);
      await db.close();
      const harmed = join(folder, 'harmed.gz');
      writeFileSync(harmed, harm(readFileSync(file)));
      await expect(installation.restore(harmed, restoreOptions({ force: true }))).rejects.toThrow(/is damaged: .*Nothing was changed/);
      expect(await everything(await installation.db())).toEqual(before);
    });

    it('says what is no backup, and what is a newer one', async () => {
      const other = join(folder, 'other.gz');
      await expect(installation.restore(join(folder, 'none.gz'), restoreOptions())).rejects.toThrow('there is no file');
      writeFileSync(other, 'plain text');
      await expect(installation.restore(other, restoreOptions())).rejects.toThrow(/damaged: it cannot be unpacked/);
      const { gzipSync, gunzipSync } = await import('node:zlib');
      writeFileSync(other, gzipSync('{"hello": 1}\n'));
      await expect(installation.restore(other, restoreOptions())).rejects.toThrow('is no backup of Account Pulse');
      const db = await installation.db();
      await fill(db);
      await backup(db);
      await installation.destroy();
      const { createHash } = await import('node:crypto');
      const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').slice(0, -1);
      const header = JSON.parse(lines[0] ?? '');
      header.migrations.push({ name: '9999_later.sql', checksum: 'x' });
      const changed = [JSON.stringify(header), ...lines.slice(1)].map((line) => `${line}\n`).join('');
      const rows = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').at(-1) ?? '').rows;
      writeFileSync(
        other,
        gzipSync(`${changed}${JSON.stringify({ end: true, rows, sha256: createHash('sha256').update(changed).digest('hex') })}\n`),
      );
      await expect(installation.restore(other, restoreOptions())).rejects.toThrow(/of a newer release \(its schema has 9999_later.sql\)/);
    });

    it('is a file that its owner alone may read, and never takes another file’s place', async () => {
      const db = await installation.db();
      await backup(db);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      await expect(backup(db)).rejects.toThrow('is there already');
    });
  });
}
