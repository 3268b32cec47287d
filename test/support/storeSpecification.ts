import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { breakdown, drillDown, scorecard, whatIf } from '../../src/engine/index.ts';
import { updateContributions } from '../../src/engine/upToDate.ts';
import { model, recordColumns, recordTypes, tableOf } from '../../src/model/index.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { accountOf, contributionsOf, emptyAccount, replay } from '../property/account.support.ts';
import { histories } from '../property/histories.ts';
import { newAccount, upToDate, usd, write } from './database.ts';
import { reachOf, tablesIn, tablesOfTheTenant } from './everyTable.ts';

/** What holds on every engine: the same migrations, queries and parsers, versions, row-level security, and the engine's answers. */
export function describeStore(name: string, open: () => Promise<{ db: Database; close(): Promise<void> }>): void {
  describe(`the store on ${name}`, () => {
    let db: Database;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ db, close } = await open());
    }, 120_000);
    afterAll(() => close?.());

    it('applies its migrations once', async () => {
      expect(await migrate(db)).toEqual([]);
    });

    it('has a table of exactly the declared columns for every record type', async () => {
      const envelope = [
        'account_id',
        'id',
        'known_from',
        'known_until',
        'source_id',
        'source_row_id',
        'source_url',
        'modified_at',
        'modified_by_id',
        'replayed',
      ];
      for (const type of recordTypes) {
        const found = await db.asOwner((tx) =>
          sql<{
            column_name: string;
          }>`select column_name from information_schema.columns where table_schema = 'public' and table_name = ${tableOf(type)}`.execute(
            tx,
          ),
        );
        expect(found.rows.map((row) => row.column_name).sort()).toEqual(
          [...envelope, ...recordColumns(model[type]).map((column) => column.name)].sort(),
        );
      }
    });

    it('hands out dates, instants, numbers and arrays in one shape', async () => {
      const found = await db.transaction([], (tx) =>
        sql`select date '2026-02-28' as day, timestamptz '2026-02-28 23:59:59.123456+05' as instant, 12345678901234.50::numeric as amount,
          count(*) as count, array['a', null, 'b,c']::text[] as texts, 'infinity'::date as never, '{"a": [1]}'::jsonb as json, true as yes
          from generate_series(1, 3)`.execute(tx),
      );
      expect(found.rows).toEqual([
        {
          day: '2026-02-28',
          instant: '2026-02-28T18:59:59.123Z',
          amount: '12345678901234.50',
          count: 3,
          texts: ['a', null, 'b,c'],
          never: 'infinity',
          json: { a: [1] },
          yes: true,
        },
      ]);
    });

    it('keeps every version, and writes none where nothing changed', async () => {
      await newAccount(db, 'versions');
      const record = { id: 'x', name: 'Deal', type: 'netNew', status: 'open', amount: usd(100) };
      const first = await write(db, 'versions', 'opportunity', [record]);
      await write(db, 'versions', 'opportunity', [record]);
      const third = await write(db, 'versions', 'opportunity', [{ ...record, amount: usd(150) }]);
      const last = await write(db, 'versions', 'opportunity', [], ['x']);
      const versions = await db.transaction(['versions'], (tx) =>
        sql`select amount, known_from, known_until from opportunity where account_id = 'versions' order by known_from`.execute(tx),
      );
      expect(versions.rows).toEqual([
        { amount: '100', known_from: first, known_until: third },
        { amount: '150', known_from: third, known_until: last },
      ]);
    });

    it('keeps personal fields out of the record tables', async () => {
      await newAccount(db, 'personal');
      await write(db, 'personal', 'contact', [
        { id: 'c1', name: 'Zebediah Quux', title: 'Chief Zebra', address: 'zq@customer.example', level: 'CXO', sponsor: 'Yolanda Plugh' },
      ]);
      const row = await db.transaction(['personal'], (tx) =>
        sql`select to_jsonb(c) as row from contact c where account_id = 'personal'`.execute(tx),
      );
      expect(JSON.stringify(row.rows)).not.toMatch(/Zebediah|Zebra|zq@|Yolanda/);
      const persons = await db.transaction(['personal'], (tx) =>
        sql<{ name: string }>`select name from person where account_id = 'personal' order by name`.execute(tx),
      );
      expect(persons.rows.map((person) => person.name)).toEqual(['Yolanda Plugh', 'Zebediah Quux']);
    });

    it('shows and takes rows of no other account than those of the transaction', async () => {
      await newAccount(db, 'mine');
      await newAccount(db, 'theirs');
      await write(db, 'theirs', 'opportunity', [{ id: 'secret', status: 'won', type: 'netNew', amount: usd(1), closedOn: '2026-08-01' }]);
      await upToDate(db, 'theirs');
      const tables = await db.asOwner((tx) =>
        sql<{
          name: string;
        }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'account_id'`.execute(
          tx,
        ),
      );
      for (const { name: table } of tables.rows) {
        const seen = await db.transaction(['mine'], (tx) =>
          sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)} where account_id = 'theirs'`.execute(tx),
        );
        expect([table, seen.rows[0]?.rows]).toEqual([table, 0]);
      }
      const intrude = db.transaction(['mine'], (tx) =>
        sql`insert into note (account_id, id, text) values ('theirs', 'n', 'x')`.execute(tx),
      );
      await expect(intrude).rejects.toThrow(/row-level security/);
      const nothing = await db.transaction([], (tx) => sql<{ rows: number }>`select count(*) as rows from opportunity`.execute(tx));
      expect(nothing.rows[0]?.rows).toBe(0);
    });

    it('guards every table that there is by account, but for those of the tenant, which are named', async () => {
      const tables = await tablesIn(db);
      const isOfAccounts = tables.filter(({ name }) => !tablesOfTheTenant.has(name));
      expect(isOfAccounts.filter(({ hasAccount, isGuarded }) => !hasAccount || !isGuarded).map(({ name }) => name)).toEqual([]);
      expect(tables.find(({ name }) => name === 'schema_migration')).toMatchObject({ isGranted: false });
      expect(isOfAccounts.length).toBeGreaterThan(40);
    });

    it('lets the server neither read nor change nor add a row of an account that its transaction did not name, in any table', async () => {
      const reaches: unknown[] = [];
      const named = (await tablesIn(db)).filter(({ name, hasAccount }) => hasAccount && !tablesOfTheTenant.has(name));
      for (const { name, isGranted } of named) {
        if (isGranted) reaches.push([name, await reachOf(db, name)]);
      }
      expect(reaches).toEqual(
        reaches.map((reach) => [(reach as [string])[0], { own: 1, foreign: 0, none: 0, changed: 0, intrudes: false }]),
      );
    }, 60_000);

    it('rolls a transaction back as a whole', async () => {
      await newAccount(db, 'whole');
      const failing = db.transaction(['whole'], async (tx) => {
        await sql`insert into note (account_id, id, text) values ('whole', 'n', 'x')`.execute(tx);
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      const found = await db.transaction(['whole'], (tx) => sql`select 1 from note where account_id = 'whole'`.execute(tx));
      expect(found.rows).toEqual([]);
    });

    it('gives the same contributions from nothing, by account and by subject, over random histories', async () => {
      await fc.assert(
        fc.asyncProperty(histories(undefined, 16), async (history) => {
          const bySubject = await emptyAccount(db);
          const steps = [history.slice(0, 4), ...history.slice(4).map((step) => [step])];
          for (const step of steps) {
            await db.transaction([bySubject], async (tx) => {
              await replay(tx, bySubject, step);
              await updateContributions(tx, bySubject);
            });
          }
          const fromNothing = await accountOf(db, history);
          const [one, other] = [
            await db.transaction([bySubject], (tx) => contributionsOf(tx, bySubject)),
            await db.transaction([fromNothing], (tx) => contributionsOf(tx, fromNothing)),
          ];
          const owners = (rows: unknown[]) => rows.map((row) => ({ ...(row as object), owner_id: null }));
          expect(owners(one)).toEqual(owners(other));
        }),
        { numRuns: Number(process.env.PROPERTY_RUNS ?? 12), endOnFailure: true },
      );
    }, 300_000);

    it('answers with slices that add up, and with what-ifs that equal really doing it', async () => {
      await newAccount(db, 'answers');
      await write(db, 'answers', 'organization', [
        { id: 'root', name: 'Root', country: 'DE' },
        { id: 'leaf', name: 'Leaf', country: 'FR', parent: 'root' },
      ]);
      const deal = { type: 'netNew', status: 'won', createdOn: '2026-06-01' };
      await write(db, 'answers', 'opportunity', [
        { id: 'a', ...deal, organization: 'root', amount: usd('100.01'), closedOn: '2026-08-01', partners: ['p', 'q', 'r'] },
        { id: 'b', ...deal, organization: 'leaf', amount: usd('50.50'), closedOn: '2026-09-01' },
        { id: 'c', ...deal, status: 'open', organization: 'leaf', amount: usd('7'), expectedClose: '2027-01-10' },
      ]);
      await upToDate(db, 'answers');
      const question = { accountId: 'answers', asOf: '2026-11-24', knownAt: null, period: 'fytd', slice: {} };
      const ask = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction(['answers'], work);
      for (const by of ['organization', 'country', 'partner', 'owner', 'product'] as const) {
        const { slices, total } = await ask((tx) => breakdown(tx, question, 'net-new-revenue', by));
        expect(slices.reduce((sum, slice) => sum + Number(slice.numerator), 0)).toBeCloseTo(150.51, 10);
        expect(total.value).toBe('150.51');
      }
      expect((await ask((tx) => drillDown(tx, question, 'win-rate', { offset: 0, limit: 10 }))).rows.map((row) => row.recordId)).toEqual(
        expect.arrayContaining(['a', 'b']),
      );
      const won = { status: 'won', closedOn: '2026-11-24' };
      const guess = await ask((tx) => whatIf(tx, question, [{ recordType: 'opportunity', recordId: 'c', set: won }], '2026-11-24'));
      await write(db, 'answers', 'opportunity', [
        { id: 'c', ...deal, organization: 'leaf', amount: usd('7'), expectedClose: '2027-01-10', ...won },
      ]);
      await upToDate(db, 'answers');
      const real = await ask((tx) => scorecard(tx, question));
      expect(guess.kpis.map((kpi) => [kpi.id, kpi.after.value])).toEqual(real.kpis.map((kpi) => [kpi.id, kpi.value]));
    });
  });
}
