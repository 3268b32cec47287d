import { afterEach, describe, expect, it } from '@jest/globals';
import { UnreachableError } from '../../src/graph/errors.ts';
import { peopleOf } from '../../src/graph/people.ts';
import { namingBeside, personNaming } from '../../src/sync/namePersons.ts';
import { accountId, type House, list, openHouse } from './sync.support.ts';

let house: House;

const deals = list(
  'Deals',
  ['Deal ID', 'Seller'],
  [
    ['d1', 'alex@contoso.example'],
    ['d2', 'nobody@elsewhere.example'],
    ['d3', 'Bo Li'],
  ],
);
const mapping = { opportunity: { list: 'Deals', fields: { id: 'Deal ID', owner: 'Seller' } } };
const persons = () =>
  house.query<{ name: string | null; address: string | null; directory_id: string | null }>(
    'select name, address, directory_id from person order by address nulls first',
  );
const revision = async () => (await house.query<{ revision: number }>('select revision from workspace'))[0]?.revision ?? 0;

async function synced(withdraw: readonly string[] = []) {
  const clock = { now: 0 };
  house = await openHouse([deals], { local: { withdraw } });
  await house.connect(mapping);
  await house.sync();
  let asked = 0;
  const find = peopleOf(house.context.graph);
  const counted = (key: string) => {
    asked += 1;
    return find(key);
  };
  return { clock, asked: () => asked, name: personNaming(house.db, counted, () => clock.now) };
}

describe('owners whom a list names by address alone', () => {
  afterEach(() => house.close());

  it('are given the name that the directory has for them', async () => {
    const { name } = await synced();
    const before = await revision();
    expect(await name(accountId)).toBe(1);
    expect(await persons()).toEqual([
      { name: 'Bo Li', address: null, directory_id: null },
      { name: 'Alex Wilber', address: 'alex@contoso.example', directory_id: '11111111-1111-4111-8111-111111111111' },
      { name: null, address: 'nobody@elsewhere.example', directory_id: null },
    ]);
    expect(await revision()).toBe(before + 1);
  });
  it('are asked for once a day, whoever is not found', async () => {
    const { name, asked, clock } = await synced();
    await name(accountId);
    await name(accountId);
    expect(asked()).toBe(2);
    clock.now += 25 * 3_600_000;
    await name(accountId);
    expect(asked()).toBe(3);
  });
  it('keep their address where the directory may not be read, and the directory is left alone for a day', async () => {
    const { name, asked } = await synced(['User.Read.All']);
    expect([await name(accountId), await name(accountId)]).toEqual([0, 0]);
    expect(asked()).toBe(1);
    expect((await persons()).map((person) => person.address)).toEqual([null, 'alex@contoso.example', 'nobody@elsewhere.example']);
  });
  it('keep the names that were found before the directory failed, and only the others are asked for again', async () => {
    const { clock } = await synced();
    const find = peopleOf(house.context.graph);
    const asked: string[] = [];
    const name = personNaming(
      house.db,
      async (key) => {
        asked.push(key);
        if (asked.length === 2) throw new UnreachableError('no answer', null);
        return {
          directoryId: (await find('alex@contoso.example'))?.directoryId ?? '',
          name: `Name ${asked.length}`,
          address: null,
          isGuest: false,
        };
      },
      () => clock.now,
    );
    await expect(name(accountId)).rejects.toBeInstanceOf(UnreachableError);
    expect((await persons()).filter((person) => person.address && person.name).length).toBe(1);
    await name(accountId);
    expect(asked).toHaveLength(3);
    expect(asked[2]).toBe(asked[1]);
  });
});

describe('naming beside a sync', () => {
  it('keeps nobody waiting, and is not begun twice for an account', async () => {
    const begun: string[] = [];
    const told: unknown[] = [];
    const ends: ((error: Error) => void)[] = [];
    const naming = namingBeside(
      (account) => {
        begun.push(account);
        return new Promise((_resolve, reject) => ends.push(reject));
      },
      (error, account) => told.push([(error as Error).message, account]),
    );
    for (const account of ['one', 'one', 'two']) naming.start(account);
    expect(begun).toEqual(['one', 'two']);
    await naming.ended(5);
    for (const end of ends) end(new Error('no answer'));
    await naming.ended(60_000);
    expect(told).toEqual([
      ['no answer', 'one'],
      ['no answer', 'two'],
    ]);
    naming.start('one');
    expect(begun).toHaveLength(3);
  });
});
