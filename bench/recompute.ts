import { refreshStatistics } from '../src/store/statistics.ts';
import { testDatabase } from '../test/support/database.ts';
import { accountOf, neighbourOf } from './account.ts';
import { changeOne } from './changedRow.ts';
import { type Bench, median, ms } from './row.ts';

/** One dirty account among many: its cost must not depend on the others. */
export const recomputeBench: Bench = {
  name: 'recompute',
  run: async () => {
    const db = await testDatabase();
    const costs: number[] = [];
    let made = 0;
    for (const accounts of [1, 10, 100]) {
      if (made === 0) await accountOf(db, 'account-0', 300);
      for (made = Math.max(made, 1); made < accounts; made += 1) await neighbourOf(db, `account-${made}`, 300);
      await refreshStatistics(db);
      costs.push(median(await changeOne(db, 'account-0')));
    }
    await db.close();
    const [one = 0, ten = 0, hundred = 0] = costs;
    return [
      {
        work: 'recompute 1 dirty account among 1, 10, 100',
        ours: `${ms(one)}, ${ms(ten)}, ${ms(hundred)}`,
        against: 'among 1',
        ratio: hundred / one,
        must: 'flat (≤ 1.5)',
        isMet: hundred / one <= 1.5,
        aim: 'changed records alone',
      },
    ];
  },
};
