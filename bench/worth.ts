import { contextOf, hypothesis, knownKpi, markEverything, worths } from '../src/engine/index.ts';
import { updateContributions } from '../src/engine/upToDate.ts';
import { testDatabase } from '../test/support/database.ts';
import { accountOf } from './account.ts';
import { type Bench, median, ms, timed } from './row.ts';

/** What 500 open moves are worth in each KPI that they touch, against bringing the account's contributions up to date once. */
const touched = ['net-new-revenue', 'win-rate', 'win-rate-value', 'partner-attach', 'services-attach', 'pipeline-coverage'];

export const worthBench: Bench = {
  name: 'worth',
  run: async () => {
    const db = await testDatabase();
    await accountOf(db, 'bench', 10_000);
    const once = median(
      await timed(3, () =>
        db.transaction(['bench'], async (tx) => {
          await markEverything(tx, 'bench');
          await updateContributions(tx, 'bench');
        }),
      ),
    );
    const hypotheses = Array.from({ length: 500 }, (_, n) =>
      hypothesis([{ recordType: 'opportunity', recordId: `x${n * 7}`, set: { status: 'won', closedOn: '2026-11-24' } }]),
    );
    const question = { accountId: 'bench', asOf: '2027-06-30', knownAt: null, period: 'fytd', slice: {} };
    const all = median(
      await timed(3, () =>
        db.transaction(['bench'], async (tx) => {
          const context = await contextOf(tx, question);
          for (const kpi of touched) await worths(context, knownKpi(kpi), hypotheses);
        }),
      ),
    );
    await db.close();
    return [
      {
        work: `worth of 500 open moves in ${touched.length} KPIs`,
        ours: ms(all),
        against: `${ms(once)} once up to date`,
        ratio: all / once,
        must: '≤ 20',
        isMet: all / once <= 20,
        aim: '≤ 3',
      },
    ];
  },
};
