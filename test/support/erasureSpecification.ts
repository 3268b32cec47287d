import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { standings } from '../../src/engine/scorecard.ts';
import { kpis } from '../../src/kpis/index.ts';
import { erase, scour } from '../../src/privacy/erase.ts';
import { ErasureKeyError } from '../../src/privacy/hashing.ts';
import { withholding } from '../../src/privacy/withhold.ts';
import type { Database } from '../../src/store/database.ts';
import { takeMoment } from '../../src/store/moment.ts';
import { newAccount, upToDate, usd, write } from './database.ts';
import { tablesHolding } from './privacySpecification.ts';

const key = Buffer.alloc(32, 7);
const accountId = 'fabrikam';
const directoryId = '0a1b2c3d-0000-4000-8000-00000000abcd';

/** What erasing a person means, on either engine. */
export function erasureSpecification(engine: string, open: () => Promise<Database>): void {
  describe(`erasing a person (${engine})`, () => {
    let db: Database;
    let before: unknown;
    const reading = () =>
      db.transaction([accountId], async (tx) => {
        const question = { accountId, asOf: '2026-11-24', knownAt: null, period: 'fytd', slice: {} };
        return (await standings(tx, question, kpis)).map(({ kpi, reading: { value, records } }) => [kpi.id, value, records]);
      });
    beforeAll(async () => {
      db = await open();
      await newAccount(db, accountId);
      await write(db, accountId, 'organization', [{ id: 'JP', name: 'Fabrikam Japan', country: 'JP' }]);
      await write(db, accountId, 'member', [{ id: directoryId, name: 'Jane Doe' }]);
      await write(db, accountId, 'contact', [
        {
          id: 'hiro.tanaka@fabrikam.example',
          name: 'Hiro Tanaka',
          title: 'CIO of Fabrikam',
          level: 'CXO',
          address: 'hiro.tanaka@fabrikam.example',
          relationshipOwner: 'Jane Doe',
        },
        { id: 'c2', name: '陈伟', title: '总监', level: 'VP', relationshipOwner: 'jane@contoso.example' },
      ]);
      // Two versions, of which the first names her, and a text that does.
      await write(db, accountId, 'opportunity', [
        { id: 'o1', name: 'Suite', owner: 'Jane Doe', status: 'won', closedOn: '2026-09-01', type: 'netNew', amount: usd(100) },
        { id: 'o2', name: 'Dinner of Jane Doe with Hiro Tanaka, and 陈伟先生', owner: directoryId, status: 'open', amount: usd(5) },
      ]);
      await write(db, accountId, 'opportunity', [
        { id: 'o1', name: 'Suite', owner: 'Somebody Else', status: 'won', closedOn: '2026-09-01', type: 'netNew', amount: usd(100) },
      ]);
      await write(db, accountId, 'meeting', [
        {
          id: 'm1',
          contacts: ['hiro.tanaka@fabrikam.example:accepted', 'c2:none'],
          heldOn: '2026-10-01',
          kind: 'meeting',
          owner: 'Jane Doe',
        },
      ]);
      await write(db, accountId, 'score', [
        {
          id: 's1',
          contact: 'hiro.tanaka@fabrikam.example',
          answeredOn: '2026-10-02',
          method: 'nps',
          score: '9',
          comment: 'I told Jane that it is too slow',
        },
      ]);
      await db.transaction([accountId], async (tx) => {
        await sql`insert into access (account_id, directory_id, role, named_at) values (${accountId}, ${directoryId}, 'member', now()), (${accountId}, 'm', 'manager', now())`.execute(
          tx,
        );
        await sql`insert into audit (account_id, at, directory_id, action, subject, before, after) values (${accountId}, now(), ${directoryId}, 'writeBack', 'contact hiro.tanaka@fabrikam.example', '{"owner": "Jane Doe"}', '{"owner": "J. D."}')`.execute(
          tx,
        );
        await sql`insert into source (account_id, id, kind, name, location, mapping, created_at) values (${accountId}, 'test', 'list', 'People of Jane Doe', '{}', '[{"where": {"equals": "Jane Doe"}}]', now())`.execute(
          tx,
        );
        await sql`insert into quarantine (account_id, source_id, row_id, record_type, reasons, cells, quarantined_at) values (${accountId}, 'test', '9', 'opportunity', '[{"value": "Jane Doe"}]', '{"Owner": "Jane Doe", "Who": "Hiro Tanaka"}', now())`.execute(
          tx,
        );
        await sql`insert into unresolved_reference (account_id, source_id, record_type, record_id, field, refers_to, match, raw) values (${accountId}, 'test', 'score', 's9', 'contact', 'contact', 'name', array['Hiro Tanaka'])`.execute(
          tx,
        );
        for (const [id, by, state, wished] of [
          ['1', 'm', 'waiting', '{"name": "Lunch with Jane Doe"}'],
          ['2', directoryId, 'written', '{"name": "Suite"}'],
          ['3', 'm', 'waiting', '{"name": "Suite"}'],
        ])
          await sql`
            insert into edit (account_id, id, source_id, record_type, record_id, directory_id, language, state, wished, seen, cells_before, cells_after, asked_at, settled_at)
            values (${accountId}, ${`00000000-0000-4000-8000-00000000000${id}`}, 'test', 'opportunity', 'o1', ${by}, 'en', ${state}, ${wished}, '{"name": "Dinner"}',
              ${state === 'written' ? '{"Deal": "Dinner of Jane Doe"}' : null}, ${wished}, now(), ${state === 'written' ? new Date().toISOString() : null})`.execute(
            tx,
          );
        await sql`insert into errand (id, account_id, directory_id, answer, verifier, expires_at) values ('e', ${accountId}, ${directoryId}, '{}', 'v', now())`.execute(
          tx,
        );
      });
      await upToDate(db, accountId);
      before = await reading();
    }, 60_000);
    afterAll(() => db.close());

    const personOf = async (condition: string) =>
      db.transaction(
        [accountId],
        async (tx) => (await sql<{ id: string }>`select id from person where ${sql.raw(condition)} limit 1`.execute(tx)).rows[0]?.id ?? '',
      );
    const eraseHer = (id: string) => db.transaction([accountId], (tx) => erase(tx, { accountId, id, by: 'admin', at: new Date(), key }));

    it('needs a key: without one, or with another, nothing is erased and it is said why', async () => {
      const ask = { accountId, id: directoryId, by: 'admin', at: new Date() };
      await expect(db.transaction([accountId], (tx) => erase(tx, { ...ask, key: null }))).rejects.toBeInstanceOf(ErasureKeyError);
    });

    it('leaves nothing of a colleague in any table or version, and every number as it was', async () => {
      const done = await eraseHer(directoryId);
      expect(done?.pseudonym).toMatch(/^erased-[0-9a-f]{12}$/);
      expect(await tablesHolding(db, ['Jane Doe', directoryId])).toEqual([]);
      expect(await reading()).toEqual(before);
      const rows = await db.transaction(
        [accountId],
        async (tx) => (await sql<{ name: string }>`select name from opportunity where id = 'o2'`.execute(tx)).rows,
      );
      expect(rows[0]?.name).toBe(`Dinner of ${done?.pseudonym} with Hiro Tanaka, and 陈伟先生`);
    });

    it('gives up the edits that name them, so that no pseudonym is written to a list, and leaves the others waiting', async () => {
      const edits = await db.transaction(
        [accountId],
        async (tx) =>
          (await sql`select state, wished, cells_before, settled_at is not null as settled from edit order by id`.execute(tx)).rows,
      );
      expect(edits).toEqual([
        { state: 'withdrawn', wished: null, cells_before: null, settled: true },
        { state: 'written', wished: null, cells_before: null, settled: true },
        { state: 'waiting', wished: { name: 'Suite' }, cells_before: null, settled: false },
      ]);
    });

    it('leaves nothing of a customer’s contact either: not the record’s key, not what they said', async () => {
      const done = await eraseHer(await personOf(`name = 'Hiro Tanaka'`));
      expect(await tablesHolding(db, ['Hiro Tanaka', 'hiro.tanaka@', 'CIO of Fabrikam', 'too slow'])).toEqual([]);
      expect(await reading()).toEqual(before);
      const [meeting] = await db.transaction(
        [accountId],
        async (tx) => (await sql<{ contacts: string[] }>`select contacts from meeting`.execute(tx)).rows,
      );
      expect(meeting?.contacts).toEqual([`${done?.pseudonym}:accepted`, 'c2:none']);
    });

    it('finds a name in a text that is written without spaces', async () => {
      await eraseHer(await personOf(`name = '陈伟'`));
      expect(await tablesHolding(db, ['陈伟', '总监'])).toEqual([]);
    });

    it('holds against what a source says next, and changes nothing else of it', async () => {
      const withheld = await db.transaction([accountId], async (tx) => {
        await takeMoment(tx, accountId);
        return withholding(key)(tx, accountId);
      });
      const input = {
        id: 'hiro.tanaka@fabrikam.example',
        sourceRowId: '1',
        sourceUrl: null,
        modifiedAt: null,
        modifiedBy: 'JANE  DOE',
        fields: { name: 'Hiro Tanaka', title: 'CEO', address: 'Hiro.Tanaka@fabrikam.example', level: 'CXO', relationshipOwner: 'Jane Doe' },
      };
      const kept = withheld?.record('contact', input);
      expect(JSON.stringify(kept)).not.toMatch(/Hiro|Tanaka|Jane|Doe|CEO/i);
      expect(kept?.fields).toMatchObject({ title: null, address: null, level: 'CXO' });
      expect(withheld?.text('Lunch: Jane Doe, then Jane Smith')).toMatch(/^Lunch: erased-[0-9a-f]{12}, then Jane Smith$/);
    });

    it('of somebody who shares a name with another leaves what says no more than the name', async () => {
      await write(db, accountId, 'contact', [
        { id: 'k1', name: 'Kim Lee', address: 'kim@one.example' },
        { id: 'k2', name: 'Kim Lee', address: 'kim@two.example' },
      ]);
      await write(db, accountId, 'opportunity', [{ id: 'o9', name: 'Deal', owner: 'Kim Lee' }]);
      const done = await eraseHer(await personOf(`address = 'kim@one.example'`));
      expect(done?.namesakes).toBe(1);
      expect(await tablesHolding(db, ['kim@one.example'])).toEqual([]);
      const [other] = await db.transaction(
        [accountId],
        async (tx) => (await sql`select name, address from person where address = 'kim@two.example'`.execute(tx)).rows,
      );
      expect(other).toEqual({ name: 'Kim Lee', address: 'kim@two.example' });
    });

    it('with the key changed afterwards, a sync is refused rather than bring them back', async () => {
      await expect(db.transaction([accountId], (tx) => withholding(Buffer.alloc(32, 8))(tx, accountId))).rejects.toThrow(
        'another ERASURE_KEY',
      );
      await expect(db.transaction([accountId], (tx) => withholding(null)(tx, accountId))).rejects.toThrow('ERASURE_KEY is not set');
    });

    it('writes the tables anew afterwards', async () => {
      await scour(db);
      expect(await reading()).toEqual(before);
    });
  });
}
