import type { Database } from '../src/store/database.ts';
import { testDatabase, upToDate, usd, write } from '../test/support/database.ts';
import { accountOf, opportunity } from './account.ts';
import { type Bench, median, ms, timed } from './row.ts';

/** From one changed record to the stored readings. */
export const changeOne = (db: Database, accountId: string, runs = 10): Promise<number[]> =>
  timed(runs, async (turn) => {
    await write(db, accountId, 'opportunity', [{ ...opportunity(turn + 1), amount: usd(5_000 + turn + Math.round(performance.now())) }]);
    await upToDate(db, accountId);
  });

export const changedRowBench: Bench = {
  name: 'changed-row',
  run: async () => {
    const db = await testDatabase();
    await accountOf(db, 'small', 1_000);
    const small = median(await changeOne(db, 'small'));
    await accountOf(db, 'large', 100_000);
    const large = median(await changeOne(db, 'large'));
    await db.close();
    return [
      {
        work: 'one changed row among 100,000 records',
        ours: ms(large),
        against: `${ms(small)} among 1,000`,
        ratio: large / small,
        must: '≤ 1.5 s',
        isMet: large <= 1_500,
        aim: '≤ 100 ms, flat',
      },
    ];
  },
};
