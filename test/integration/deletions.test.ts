import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newAccount, upToDate, usd, write } from '../support/database.ts';
import { type Api, giveAccess, startApi } from './apiHouse.ts';

let api: Api;
const at = '/api/accounts/fabrikam';
const say = (answer: string, as = 1, source = 'test') =>
  api.call(`${at}/sources/deletions`, { as, method: 'POST', body: { source, answer } });
const revenue = async () => (await api.call(`${at}/kpis/net-new-revenue`, { as: 1 })).json.value.amount;
/** What a round leaves that would delete much. */
const ask = () =>
  api.db.transaction(['fabrikam'], async (tx) => {
    await sql`update source set state = 'asking', problem = '{"code":"askingToDelete","message":"1 record is gone","at":null}' where account_id = 'fabrikam'`.execute(
      tx,
    );
    await sql`insert into pending_deletion (account_id, source_id, row_id, held_at) values ('fabrikam', 'test', 'o2', clock_timestamp())`.execute(
      tx,
    );
  });
const state = async () => (await api.call(`${at}/sources`, { as: 1 })).json.sources[0].state;

beforeAll(async () => {
  api = await startApi();
  await newAccount(api.db, 'fabrikam', {});
  await giveAccess(api.db, 'fabrikam', 1, 'manager');
  await giveAccess(api.db, 'fabrikam', 2, 'member');
  const won = { name: 'Deal', type: 'netNew', status: 'won', amount: usd(1000), closedOn: '2026-09-01' };
  await write(api.db, 'fabrikam', 'opportunity', [
    { id: 'o1', ...won },
    { id: 'o2', ...won },
  ]);
  await api.db.transaction(['fabrikam'], (tx) =>
    sql`insert into source (account_id, id, kind, name, location, mapping, state, rows_seen, last_success_at, problem, created_at)
      values ('fabrikam', 'test', 'list', 'Deals', '{}', '[{"recordType":"opportunity","fields":{}}]', 'fresh', 2, '2026-11-24T08:00:00Z', null, clock_timestamp())`.execute(
      tx,
    ),
  );
  await upToDate(api.db, 'fabrikam');
});
afterAll(() => api.close());

it('keeps the records where the manager says so', async () => {
  await ask();
  expect([(await say('keep')).json, await state(), await revenue()]).toEqual([{ deleted: 0 }, 'fresh', '2000']);
});

it('deletes them where the manager says so, and every number follows', async () => {
  await ask();
  expect([(await say('delete')).json, await state(), await revenue()]).toEqual([{ deleted: 1 }, 'fresh', '1000']);
  const kept = await api.db.transaction(['fabrikam'], (tx) =>
    tx.selectFrom('audit').selectAll().where('action', '=', 'deletions').orderBy('at').execute(),
  );
  expect(kept.map(({ subject, after }) => [subject, after])).toEqual([
    ['test', { answer: 'keep' }],
    ['test', { answer: 'delete' }],
  ]);
});

it('takes no answer but from the manager, to a source that there is', async () => {
  expect((await say('delete', 2)).status).toBe(403);
  expect((await say('delete', 1, 'nonsense')).json.type).toBe('unknown-source');
  expect((await say('perhaps')).json.type).toBe('invalid-body');
});
