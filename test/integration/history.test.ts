import { afterEach, describe, expect, it } from '@jest/globals';
import { seededDraw } from '../../demo/graph/server.ts';
import { standings } from '../../src/engine/index.ts';
import { kpis } from '../../src/kpis/index.ts';
import { pastNote } from '../../src/server/pastNote.ts';
import { replayHistory } from '../../src/sync/index.ts';
import { accountId, type House, list, openHouse } from './sync.support.ts';

const mapping = {
  account: { name: 'Contoso', currency: 'USD', fiscalYearStart: '01-01' },
  organization: { list: 'Companies', fields: { id: 'Ref', name: 'Name', country: 'Country' } },
  opportunity: {
    list: 'Pipeline',
    fields: {
      id: 'Ref',
      name: 'Deal',
      amount: 'Value',
      status: 'Stage',
      organization: { column: 'Company', match: 'name' },
      owner: 'Owner',
      type: { value: 'netNew' },
      closedOn: { value: '2026-02-01' },
    },
  },
};
const companies = list(
  'Companies',
  ['Ref', 'Name', 'Country'],
  [
    ['C1', 'Acme', 'DE'],
    ['C2', 'Globex', 'JP'],
  ],
);
const deals = (count: number) =>
  list(
    'Pipeline',
    ['Ref', 'Deal', 'Value', 'Stage', 'Company', 'Owner'],
    Array.from({ length: count }, (_, n) => [
      `D${n + 1}`,
      `Deal ${n + 1}`,
      `${n}`,
      'Won',
      n % 2 ? 'Acme' : 'Globex',
      'ann@contoso.example',
    ]),
  );

let house: House;
afterEach(() => house.close());
/** The local Graph stands at the day that is set; the store knows the real time alone. */
let day = '2026-01-01';
const open = async (count: number) => {
  day = '2026-01-01';
  house = await openHouse([companies, deals(count)], { local: { clock: () => new Date(`${day}T12:00:00.000Z`) } });
};
const change = (on: string, item: number, cells: Record<string, string | null>, name = 'Pipeline') => {
  day = on;
  house.local.lists.change(name, item, cells);
};
const connect = async () => {
  day = '2026-05-01';
  await house.connect(mapping);
  await house.sync();
};
const replay = () => replayHistory(house.context, accountId);
const knownOn = (type: string, columns: string, on: string) =>
  house.query<Record<string, unknown>>(
    `select ${columns} from ${type} where known_from <= '${on}T23:00:00Z' and known_until > '${on}T23:00:00Z' order by id`,
  );
const overlapping = (type: string) =>
  house.query(
    `select a.id from ${type} a join ${type} b on a.account_id = b.account_id and a.id = b.id and a.known_from < b.known_from and a.known_until > b.known_from`,
  );

describe('what a list remembers from before it was connected', () => {
  it('is known with its own times, and marked', async () => {
    await open(3);
    change('2026-02-10', 1, { Value: '100' });
    change('2026-03-20', 1, { Value: '200' });
    await connect();
    await replay();
    const values = async (on: string) => (await knownOn('opportunity', 'id, amount', on)).map((row) => `${row.id} ${Number(row.amount)}`);
    expect(await values('2025-12-31')).toEqual([]);
    expect(await values('2026-01-15')).toEqual(['D1 0', 'D2 1', 'D3 2']);
    expect(await values('2026-03-01')).toEqual(['D1 100', 'D2 1', 'D3 2']);
    expect(await values('2026-04-01')).toEqual(['D1 200', 'D2 1', 'D3 2']);
    expect(await house.query("select count(*) as count from opportunity where replayed and known_until = 'infinity'")).toEqual([
      { count: 0 },
    ]);
    expect(await house.query('select count(*) as count from opportunity where not replayed')).toEqual([{ count: 3 }]);
  });

  it('makes a reading as known on a day before right, with the settings of the account', async () => {
    await open(1);
    change('2026-02-10', 1, { Value: '100' });
    change('2026-04-20', 1, { Value: '900' });
    await connect();
    await replay();
    const reading = (knownAt: string) =>
      house.db.transaction([accountId], async (tx) => {
        const question = { accountId, asOf: '2026-03-31', knownAt, period: 'fytd', slice: {} };
        return (await standings(tx, question, kpis)).find(({ kpi }) => kpi.id === 'net-new-revenue')?.reading.value;
      });
    expect(Number(await reading('2026-03-01T12:00:00Z'))).toBe(100);
    expect(Number(await reading('2026-04-21T12:00:00Z'))).toBe(900);
  });

  it('of several lists interleaves: a name means who had it then', async () => {
    await open(2);
    change('2026-02-01', 1, { Name: 'Umbrella' }, 'Companies');
    change('2026-02-02', 2, { Name: 'Acme' }, 'Companies');
    change('2026-03-01', 2, { Value: '5' });
    await connect();
    await replay();
    const meant = async (on: string) =>
      (await knownOn('opportunity', 'id, organization_id', on)).find((row) => row.id === 'D2')?.organization_id;
    expect(await meant('2026-01-15')).toBe('C1');
    expect(await meant('2026-03-02')).toBe('C2');
    expect((await knownOn('organization', 'id, name', '2026-01-15')).map((row) => row.name)).toEqual(['Acme', 'Globex']);
  });

  it('is what the log of the edits says, whenever it is asked', async () => {
    const draw = seededDraw(5);
    await open(12);
    const log: { on: string; state: Map<string, string> }[] = [];
    const state = new Map(Array.from({ length: 12 }, (_, n) => [`D${n + 1}`, `${n} C${n % 2 ? 1 : 2}`]));
    for (let step = 1; step <= 100; step += 1) {
      const on = new Date(Date.UTC(2026, 0, 1 + step)).toISOString().slice(0, 10);
      const item = 1 + Math.floor(draw() * 12);
      const [value, company] = [String(Math.floor(draw() * 1000)), draw() < 0.5 ? 'Acme' : 'Globex'];
      change(on, item, { Value: value, Company: company });
      state.set(`D${item}`, `${value} ${company === 'Acme' ? 'C1' : 'C2'}`);
      log.push({ on, state: new Map(state) });
    }
    await connect();
    await replay();
    for (const { on, state: then } of log) {
      const known = await knownOn('opportunity', 'id, amount, organization_id', on);
      expect(new Map(known.map((row) => [row.id, `${Number(row.amount)} ${row.organization_id}`]))).toEqual(then);
    }
    expect(await overlapping('opportunity')).toEqual([]);
  });

  it('goes on after it was throttled or killed, asks for no row twice, and doubles nothing', async () => {
    await open(45);
    for (let item = 1; item <= 45; item += 1) change('2026-02-10', item, { Value: `${1000 + item}` });
    await connect();
    let batches = 0;
    house.local.setFaults((request) => {
      if (request.path === '/$batch') batches += 1;
      return request.path === '/$batch' && batches === 2 ? { status: 429, retryAfterSeconds: 3600 } : null;
    });
    await replay();
    const left = () => house.query<{ count: number }>('select count(*) as count from history_row');
    expect(await left()).toEqual([{ count: 25 }]);
    house.clock.sleep(3_600_000);
    await replay();
    expect(await left()).toEqual([{ count: 0 }]);
    expect(batches).toBe(4);
    expect(await house.query("select count(*) as count from opportunity where replayed and known_from < '2026-02-01'")).toEqual([
      { count: 45 },
    ]);
    expect(await overlapping('opportunity')).toEqual([]);
    expect(await replay()).toBe(0);
  });

  it('says where versions end, as the list keeps only so many', async () => {
    await open(2);
    change('2026-02-10', 1, { Value: '100' });
    change('2026-03-20', 1, { Value: '200' });
    await connect();
    // SharePoint has dropped version 1.0.
    house.context.kinds = {
      list: {
        ...house.context.kinds.list,
        earlier: async (...asked: unknown[]) => {
          const histories = await (house.context.kinds.list as never as { whole: (...asked: unknown[]) => Promise<never[]> }).whole(
            ...asked,
          );
          return histories.map((one: object) => ({ ...one, isWhole: false, versions: (one as { versions: unknown[] }).versions.slice(1) }));
        },
        whole: house.context.kinds.list?.earlier,
      },
    } as never;
    await replay();
    expect(await house.query("select whole_from, from_at from source_history where source_id = 'pipeline'")).toEqual([
      { whole_from: '2026-02-10T12:00:00.000Z', from_at: '2026-02-10T12:00:00.000Z' },
    ]);
    const said = (knownAt: string | null) =>
      house.db.transaction([accountId], async (tx) => (await pastNote(tx, accountId, knownAt, 'en')).pastNote);
    expect(await said('2026-01-15T00:00:00.000Z')).toMatch(
      /^The lists are read since .*Before 2026-02-10 some of those versions are no longer kept\.$/,
    );
    expect(await said('2026-03-15T00:00:00.000Z')).not.toMatch(/no longer kept/);
    expect(await said('2099-03-15T00:00:00.000Z')).toBeUndefined();
    expect(await said(null)).toBeUndefined();
  });

  it('brings back neither names of erased persons nor old names of contacts', async () => {
    await open(1);
    change('2026-02-10', 1, { Owner: 'bob@contoso.example' });
    change('2026-03-10', 1, { Owner: 'ann@contoso.example' });
    await connect();
    house.context.withhold = async () => ({
      record: (_type, input) => ({
        ...input,
        fields: { ...input.fields, owner: input.fields.owner === 'bob@contoso.example' ? 'erased-1' : (input.fields.owner ?? null) },
      }),
      cells: (_type, _id, cells) => cells as Record<string, unknown>,
      text: (text) => text,
      value: (value) => value,
    });
    await replay();
    expect(await house.query("select count(*) as count from person where address = 'bob@contoso.example'")).toEqual([{ count: 0 }]);
    expect((await knownOn('opportunity', 'id', '2026-02-15')).length).toBe(1);
  });
});
