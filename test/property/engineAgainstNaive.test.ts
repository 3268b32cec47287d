import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { standings } from '../../src/engine/scorecard.ts';
import { kpis } from '../../src/kpis/index.ts';
import type { Database } from '../../src/store/database.ts';
import { evaluate } from '../naive/evaluate.ts';
import { type History, stateAt } from '../naive/world.ts';
import { testDatabase } from '../support/database.ts';
import { accountOf } from './account.support.ts';
import { type HistoryQuestion, historyWithQuestion, lastMomentOf } from './histories.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 60);
let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Equal but for the last digits of a division. */
const isClose = (a: string | number | null, b: string | number | null): boolean => {
  if (a === null || b === null) return a === b;
  const [x, y] = [new Decimal(a), new Decimal(b)];
  return x.minus(y).abs().lte(Decimal.max(1, x.abs()).times('1e-9'));
};

async function differences(history: History, { asOf, knownAt, period }: HistoryQuestion): Promise<string[]> {
  const accountId = await accountOf(db, history);
  const question = { accountId, asOf, knownAt, period: period ? `${period.start}..${period.end}` : 'fytd', slice: {} };
  const read = await db.transaction([accountId], (tx) => standings(tx, question, kpis));
  const world = stateAt(history, knownAt ?? lastMomentOf(history));
  return read.flatMap(({ kpi, reading }) => {
    const naive = evaluate(world, kpi.id, { asOf, period });
    const told = (what: string, ours: unknown, theirs: unknown) =>
      `${kpi.id}: ${what} is ${String(ours)}, the naive evaluator says ${String(theirs)}`;
    return [
      ...(isClose(reading.numerator, naive.numerator) ? [] : [told('numerator', reading.numerator, naive.numerator)]),
      ...(isClose(reading.denominator, naive.denominator) ? [] : [told('denominator', reading.denominator, naive.denominator)]),
      ...(isClose(reading.value, naive.value) ? [] : [told('value', reading.value, naive.value)]),
      ...(String(reading.missingRates) === String(naive.missingRates)
        ? []
        : [told('missingRates', reading.missingRates, naive.missingRates)]),
    ];
  });
}

describe('the engine, held against a naive evaluator', () => {
  it('reads every KPI alike, over random histories of edits, deletions and late knowledge, at random days and moments', async () => {
    const cases = fc.constantFrom(...kpis).chain((kpi) => historyWithQuestion(kpi.id));
    await fc.assert(
      fc.asyncProperty(cases, async ({ history, question }) => {
        expect(await differences(history, question)).toEqual([]);
      }),
      { numRuns: runs, endOnFailure: process.env.SHRINK === undefined },
    );
  }, 600_000);
});
