import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openGraph } from '../../src/graph/client.ts';
import { UnauthorizedError } from '../../src/graph/errors.ts';
import { createServer } from '../../src/server/server.ts';
import { type NudgeHouse, openNudgeHouse, people, type Who } from './nudges.support.ts';

let house: NudgeHouse;
/** How far the servers' clock is ahead. */
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
/** Those who have let us keep their sign-in. */
const kept = new Set<Who>();
/** The sign-in service lets this installation in. */
let isKnown = true;
/** Another server beside the house's own, with the same database. */
let other: ReturnType<typeof createServer>;

beforeAll(async () => {
  const keptForEdits = {
    connected: async () => [...kept].map((who) => people[who].id),
    graphOf: async (directoryId: string) => {
      if (!isKnown) throw new UnauthorizedError({ status: 401, code: 'invalid_client', message: 'the secret has expired' });
      const who = (Object.keys(people) as Who[]).find((one) => people[one].id === directoryId) as Who;
      const token = await house.token(who, 'graph');
      return openGraph({ root: house.local.url, tokens: { token: async () => token, forget: () => undefined }, log: null });
    },
  };
  house = await openNudgeHouse({ clock, keptForEdits }, (parts) => {
    other = createServer(parts);
  });
});
afterAll(() => house.close());
afterEach(async () => {
  calm();
  house.local.setFaultSettings({ graph: '' });
  kept.clear();
  isKnown = true;
  aheadMs = 0;
  // What a test has left waiting is given up.
  for (const { id, canWithdraw } of (await house.get('anna', '/edits?state=open')).edits)
    if (canWithdraw) await house.call('anna', `/edits/${id}`, { method: 'DELETE' });
});

const change = (who: Who, type: string, id: string, set: object) => house.patch(who, `/records/${type}/${id}`, { set });
/** Graph is well again, and the time is over for which it has asked to wait. */
const calm = () => {
  house.local.setFaults(null);
  house.graphWaited();
};
const itemOf = (list: string, key: string): number => house.local.lists.find(list, 'No', key)[0] ?? -1;
const cells = (list: string, key: string) => house.local.lists.read(list, itemOf(list, key)) ?? {};
const post = (who: Who, path: string, body: object = {}) => house.call(who, path, { method: 'POST', body });
const editOf = async (who: Who, id: string) => {
  const { edits } = await house.get(who, '/edits');
  return edits.find((one: { id: string }) => one.id === id);
};
/** Every write that reaches the list, by its row. */
function writesSeen() {
  const seen: string[] = [];
  return {
    seen,
    note: (request: { method: string; path: string }) => {
      if (request.method === 'PATCH') seen.push(/items\/(\d+)/.exec(request.path)?.[1] ?? '');
    },
  };
}
const throttle = (seconds: number) =>
  house.local.setFaults((request) => (request.method === 'PATCH' ? { status: 429, retryAfterSeconds: seconds } : null));
/** The versions that a row has had. */
const versions = (list: string, key: string) => house.local.lists.versions(list, itemOf(list, key));

describe('an edit that the source asks to come back for', () => {
  it('waits, is seen to wait, and is written once in its person’s name when its time has come', async () => {
    throttle(30);
    const { status, json } = await change('bo', 'opportunity', 'D1', { name: 'Later deal' });
    expect(status).toBe(202);
    expect(json).toMatchObject({ changed: false, kpis: [], edit: { state: 'waiting', isSeen: false } });
    expect(Date.parse(json.edit.retryAt)).toBeGreaterThan(Date.now() + 25_000);
    expect(await editOf('bo', json.edit.id)).toMatchObject({
      state: 'waiting',
      recordType: 'opportunity',
      recordId: 'D1',
      title: 'Late deal',
      fields: [{ field: 'name', label: 'Name', before: 'Late deal', after: 'Later deal' }],
      isMine: true,
      canUndo: false,
      canWithdraw: true,
    });
    calm();
    await house.server.edits.tick();
    expect(cells('Deals', 'D1')).toMatchObject({ Deal: 'Late deal' });
    aheadMs = 31_000;
    const before = versions('Deals', 'D1');
    await Promise.all([house.server.edits.tick(), other.edits.tick(), house.server.edits.tick()]);
    expect(cells('Deals', 'D1')).toMatchObject({ Deal: 'Later deal' });
    expect(versions('Deals', 'D1')).toBe(before + 1);
    expect(await editOf('bo', json.edit.id)).toMatchObject({ state: 'written', canUndo: true });
    const { records } = await house.get('anna', '/records/opportunity?id=D1');
    expect(records[0].title).toBe('Later deal');
    const [entry] = await house.query<{ directory_id: string }>(
      `select directory_id from audit where action = 'writeBack' order by id desc limit 1`,
    );
    expect(entry?.directory_id).toBe(people.bo.id);
  });

  it('keeps those back that are asked after it in the same list, and they follow in their order', async () => {
    throttle(20);
    const first = await change('bo', 'opportunity', 'D1', { name: 'First' });
    const writes = writesSeen();
    house.graphWaited();
    house.local.setFaults((request) => {
      writes.note(request);
      return null;
    });
    const second = await change('anna', 'opportunity', 'D2', { name: 'Second' });
    const third = await change('bo', 'opportunity', 'D1', { name: 'Third' });
    expect([first, second, third].map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(writes.seen).toEqual([]);
    aheadMs = 21_000;
    await house.server.edits.tick();
    expect(writes.seen).toEqual([itemOf('Deals', 'D1'), itemOf('Deals', 'D2'), itemOf('Deals', 'D1')].map(String));
    expect(cells('Deals', 'D1')).toMatchObject({ Deal: 'Third' });
    const states = (await house.get('anna', '/edits')).edits.slice(0, 3).map((one: { state: string }) => one.state);
    expect(states).toEqual(['written', 'written', 'written']);
  });

  it('does not keep another list back', async () => {
    throttle(20);
    await change('bo', 'opportunity', 'D1', { name: 'Waits' });
    calm();
    expect((await change('anna', 'condition', 'S1', { measure: 'Named in 31 countries' })).status).toBe(200);
  });

  it('can be given up', async () => {
    throttle(20);
    const { json } = await change('bo', 'opportunity', 'D1', { name: 'Never' });
    calm();
    const given = await house.call('bo', `/edits/${json.edit.id}`, { method: 'DELETE' });
    expect(given.json).toMatchObject({ state: 'withdrawn', fields: [], canWithdraw: false });
    aheadMs = 21_000;
    await house.server.edits.tick();
    expect(cells('Deals', 'D1').Deal).not.toBe('Never');
    expect((await house.call('bo', `/edits/${json.edit.id}`, { method: 'DELETE' })).json).toMatchObject({ type: 'edit-settled' });
  });
});

describe('a write whose answer is lost', () => {
  const written = async () =>
    (await house.query<{ n: number }>(`select count(*)::int as n from audit where action = 'writeBack' and subject = 'condition S1'`))[0]
      ?.n ?? 0;

  it('is not written twice, stands in the audit, and can be undone', async () => {
    house.local.setFaults((request) => (request.method === 'PATCH' ? { cut: 'answer' } : null));
    const [said, audited] = [cells('Conditions', 'S1').Measure, await written()];
    const before = versions('Conditions', 'S1');
    const { status, json } = await change('anna', 'condition', 'S1', { measure: 'Named in 32 countries' });
    expect(status).toBe(202);
    calm();
    aheadMs = 10_000;
    await house.server.edits.tick();
    expect(await editOf('anna', json.edit.id)).toMatchObject({ state: 'written', canUndo: true });
    expect(cells('Conditions', 'S1')).toMatchObject({ Measure: 'Named in 32 countries' });
    expect(versions('Conditions', 'S1')).toBe(before + 1);
    expect(await written()).toBe(audited + 1);
    aheadMs = 0;
    expect((await post('anna', `/edits/${json.edit.id}/undo`)).status).toBe(200);
    expect(cells('Conditions', 'S1')).toMatchObject({ Measure: said });
  });

  it('is not taken for this person’s where the list has refused it and somebody else then writes the same', async () => {
    throttle(10);
    const audited = await written();
    const { json } = await change('anna', 'condition', 'S1', { measure: 'Named in 33 countries' });
    calm();
    house.local.lists.change('Conditions', itemOf('Conditions', 'S1'), { Measure: 'Named in 33 countries' });
    aheadMs = 11_000;
    await house.server.edits.tick();
    expect(await editOf('anna', json.edit.id)).toMatchObject({ state: 'unchanged', canUndo: false });
    expect(await written()).toBe(audited);
  });
});

describe('an edit whose person’s token has ended', () => {
  it('asks for them, and goes on when they have signed in again', async () => {
    throttle(30);
    const { json } = await change('bo', 'opportunity', 'D3', { name: 'Needs Bo' });
    calm();
    aheadMs = 3 * 3_600_000;
    await house.server.edits.tick();
    aheadMs = 0;
    expect(await editOf('bo', json.edit.id)).toMatchObject({
      state: 'asking',
      problem: { type: 'sign-in-needed', text: 'Sign in to save this in your name', conflict: null },
      canRetry: true,
    });
    expect((await post('anna', `/edits/${json.edit.id}/again`)).json).toMatchObject({ status: 403, type: 'not-yours' });
    const { status, json: written } = await post('bo', `/edits/${json.edit.id}/again`);
    expect([status, written.edit.state]).toEqual([200, 'written']);
    expect(cells('Deals', 'D3')).toMatchObject({ Deal: 'Needs Bo' });
    expect((await post('bo', `/edits/${json.edit.id}/again`)).json).toMatchObject({ status: 409, type: 'edit-settled' });
  });

  it('whose server has died asks for them too, and holds nobody back meanwhile', async () => {
    throttle(30);
    const { json } = await change('bo', 'opportunity', 'D3', { name: 'Orphan' });
    calm();
    aheadMs = 45_000;
    await other.edits.tick();
    expect(await editOf('bo', json.edit.id)).toMatchObject({ state: 'asking' });
    expect((await change('anna', 'opportunity', 'D2', { name: 'Not held back' })).status).toBe(200);
  });

  it('is written by any server where the person has let us keep their sign-in', async () => {
    throttle(30);
    const { json } = await change('bo', 'opportunity', 'D3', { name: 'By another server' });
    calm();
    kept.add('bo');
    aheadMs = 45_000;
    await other.edits.tick();
    expect(await editOf('bo', json.edit.id)).toMatchObject({ state: 'written' });
    expect(cells('Deals', 'D3')).toMatchObject({ Deal: 'By another server' });
  });

  it('is not told that the list refuses them where it is this installation that is not let in', async () => {
    throttle(30);
    const { json } = await change('bo', 'opportunity', 'D3', { name: 'Once the secret is renewed' });
    calm();
    kept.add('bo');
    isKnown = false;
    aheadMs = 45_000;
    await other.edits.tick();
    expect(await editOf('bo', json.edit.id)).toMatchObject({ state: 'asking', problem: { type: 'source-unreachable' } });
  });
});

describe('what somebody changed while an edit was waiting', () => {
  it('is not written over: its person sees both versions and who changed what, and decides', async () => {
    throttle(30);
    const { json } = await change('bo', 'opportunity', 'D1', { amount: { amount: '1100', currency: 'USD' } });
    calm();
    // Anna changes the amount, and after that another column.
    house.local.lists.change('Deals', itemOf('Deals', 'D1'), { Amount: 5000 }, people.anna.id);
    house.local.lists.change('Deals', itemOf('Deals', 'D1'), { Key: 'yes' }, people.cleo.id);
    await house.sync.account('contoso');
    aheadMs = 31_000;
    await house.server.edits.tick();
    expect(cells('Deals', 'D1')).toMatchObject({ Amount: 5000 });
    const edit = await editOf('bo', json.edit.id);
    expect(edit).toMatchObject({ state: 'conflict', canRetry: true, problem: { type: 'source-conflict' } });
    expect(edit.problem.conflict.fields).toEqual([
      {
        ...{ field: 'amount', label: 'Amount', changedBy: 'Anna Berg', changedAt: expect.any(String) },
        known: { amount: expect.any(String), currency: 'USD' },
        current: { amount: '5000', currency: 'USD' },
        wished: { amount: '1100', currency: 'USD' },
      },
    ]);
    const again = await post('bo', `/edits/${json.edit.id}/again`, { ifMatch: edit.problem.conflict.version });
    expect([again.status, again.json.edit.state]).toEqual([200, 'written']);
    expect(cells('Deals', 'D1')).toMatchObject({ Amount: 1100 });
  });
});

describe('undo', () => {
  it('puts back what was there before, in the name of whoever undoes, and leaves other columns alone; once', async () => {
    const before = cells('Deals', 'D5');
    const { json } = await change('bo', 'opportunity', 'D5', { name: 'Changed', expectedClose: '2027-02-03' });
    house.local.lists.change('Deals', itemOf('Deals', 'D5'), { Amount: 4321 });
    const undone = await post('anna', `/edits/${json.edit.id}/undo`);
    expect(undone.status).toBe(200);
    expect(undone.json).toMatchObject({ changed: true, edit: { state: 'written' } });
    expect(cells('Deals', 'D5')).toEqual({ ...before, Amount: 4321 });
    expect(await editOf('anna', json.edit.id)).toMatchObject({ state: 'undone', canUndo: false });
    expect((await post('anna', `/edits/${json.edit.id}/undo`)).json).toMatchObject({ status: 409, type: 'cannot-undo' });
    // What an undo has written can be undone like any edit.
    expect((await post('anna', `/edits/${undone.json.edit.id}/undo`)).status).toBe(200);
    expect(cells('Deals', 'D5')).toMatchObject({ Deal: 'Changed' });
  });

  it('of what somebody has changed since is a conflict', async () => {
    const { json } = await change('bo', 'opportunity', 'D5', { name: 'Mine' });
    house.local.lists.change('Deals', itemOf('Deals', 'D5'), { Deal: 'Theirs' });
    const { status, json: problem } = await post('bo', `/edits/${json.edit.id}/undo`);
    expect([status, problem.type]).toEqual([412, 'source-conflict']);
    expect(cells('Deals', 'D5')).toMatchObject({ Deal: 'Theirs' });
    await house.sync.account('contoso');
  });

  it('is possible for a week', async () => {
    const { json } = await change('bo', 'opportunity', 'D5', { name: 'Old edit' });
    aheadMs = 8 * 86_400_000;
    await house.server.edits.upkeep();
    const [row] = await house.query(`select wished, seen, cells_before, cells_after from edit where id = '${json.edit.id}'`);
    expect(row).toEqual({ wished: null, seen: null, cells_before: null, cells_after: null });
    aheadMs = 0;
    expect(await editOf('bo', json.edit.id)).toMatchObject({ state: 'written', fields: [], canUndo: false });
    expect((await post('bo', `/edits/${json.edit.id}/undo`)).json).toMatchObject({ type: 'cannot-undo' });
  });
});

describe('edits', () => {
  it('are shown to whoever asked and to the manager, to nobody else, and are not undone by others', async () => {
    const { json } = await change('bo', 'opportunity', 'D5', { name: 'Bo’s own' });
    expect(await editOf('bo', json.edit.id)).toBeDefined();
    expect(await editOf('anna', json.edit.id)).toMatchObject({ isMine: false, canUndo: true });
    expect(await editOf('cleo', json.edit.id)).toBeUndefined();
    for (const path of ['again', 'undo'])
      expect((await post('cleo', `/edits/${json.edit.id}/${path}`)).json).toMatchObject({ status: 404, type: 'unknown-edit' });
    expect((await house.call('rita', '/edits')).json).toMatchObject({ status: 403, type: 'forbidden' });
    expect((await post('bo', "/edits/x'; drop table edit; --/undo")).json).toMatchObject({ type: 'unknown-edit' });
  });

  it('say so where the source does not report them yet', async () => {
    house.local.setFaultSettings({ graph: 'lag:1' });
    const { status, json } = await change('anna', 'condition', 'S1', { reviewedOn: '2026-11-20' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ changed: true, edit: { state: 'written', isSeen: false }, kpis: [] });
  });
});
