import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { breakdown, drivers, goalSeek, type Move, whatIf } from '../../src/engine/index.ts';
import { standings } from '../../src/engine/scorecard.ts';
import { dimensions } from '../../src/engine/types.ts';
import { kpis } from '../../src/kpis/index.ts';
import type { Database } from '../../src/store/database.ts';
import type { History } from '../naive/world.ts';
import { newAccount, testDatabase, upToDate, usd, write } from '../support/database.ts';
import { accountOf } from './account.support.ts';
import { histories, historyWithQuestion } from './histories.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 10);
let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const isClose = (a: Decimal.Value, b: Decimal.Value): boolean =>
  new Decimal(a)
    .minus(b)
    .abs()
    .lte(Decimal.max(1, new Decimal(a).abs()).times('1e-9'));
const isPerson = (name: string) => ['owner', 'by'].includes(name);
const fieldsWhere = (fields: object, keep: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name)));
const withoutPersons = (fields: object) => fieldsWhere(fields, (name) => !isPerson(name));
/** Whom the record names when the history ends. */
const personsOf = (history: History, recordType: string, id: string) => {
  const last = history.findLast(
    (write) => write.recordType === recordType && (write.deletions.includes(id) || write.upserts.some((one) => one.id === id)),
  );
  return fieldsWhere(last?.upserts.findLast((one) => one.id === id)?.fields ?? {}, isPerson);
};
const kpiAndHistory = fc.constantFrom(...kpis).chain((kpi) => historyWithQuestion(kpi.id).map((asked) => ({ kpi, ...asked })));
const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2024, 6, 1) + n * 86_400_000).toISOString().slice(0, 10));

describe('whatever the history', () => {
  it('the slices of every dimension add up to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(kpiAndHistory, fc.constantFrom(...dimensions), async ({ kpi, history, question }, by) => {
        const accountId = await accountOf(db, history);
        const asked = { accountId, asOf: question.asOf, knownAt: question.knownAt, period: 'fytd', slice: {} };
        const { slices, total } = await db.transaction([accountId], (tx) => breakdown(tx, asked, kpi.id, by));
        for (const side of ['numerator', 'denominator'] as const) {
          const sum = slices.reduce((all, slice) => all.plus(slice[side]), new Decimal(0));
          expect([kpi.id, by, side, isClose(sum, total[side])]).toEqual([kpi.id, by, side, true]);
        }
      }),
      { numRuns: runs * 2, endOnFailure: true },
    );
  }, 300_000);

  it('the drivers add up to the change, between any two days and moments of knowledge', async () => {
    await fc.assert(
      fc.asyncProperty(kpiAndHistory, day, async ({ kpi, history, question }, other) => {
        const accountId = await accountOf(db, history);
        const [since = '', until = ''] = [question.asOf, other].sort();
        const asked = { accountId, asOf: until, knownAt: null, period: 'ttm', slice: {} };
        const span = { since, until, sinceKnownAt: question.knownAt, untilKnownAt: null };
        const told = await db.transaction([accountId], (tx) => drivers(tx, asked, kpi.id, span, 3));
        if (told.change === null) return;
        const sum = told.drivers.reduce((all, driver) => all.plus(driver.share ?? 0), new Decimal(told.rest?.share ?? 0));
        expect([kpi.id, sum.toFixed()]).toEqual([kpi.id, new Decimal(told.change).toFixed()]);
        const [was, is] = [told.since.reading.value, told.until.reading.value];
        if (was !== null && is !== null) expect(new Decimal(is).minus(was).minus(told.change).abs().lte('0.01')).toBe(true);
      }),
      { numRuns: runs * 2, endOnFailure: true },
    );
  }, 300_000);

  it('a what-if reads like really doing it', async () => {
    await fc.assert(
      fc.asyncProperty(histories(undefined, 14), day, async (history, asOf) => {
        const [last] = history.slice(-1);
        if (!last || last.recordType === 'account') return;
        const accountId = await accountOf(db, history.slice(0, -1));
        const asked = { accountId, asOf, knownAt: null, period: 'fytd', slice: {} };
        const records = [...new Map(last.upserts.map(({ id, fields }) => [id, withoutPersons(fields)]))];
        const changes = [
          ...records.map(([id, set]) => ({ recordType: last.recordType, recordId: id, set })),
          ...last.deletions
            .filter((id) => !records.some(([one]) => one === id))
            .map((id) => ({ recordType: last.recordType, recordId: id, set: {}, delete: true })),
        ];
        const guess = await db.transaction([accountId], (tx) => whatIf(tx, asked, changes, asOf));
        const deletions = last.deletions.filter((id) => !records.some(([one]) => one === id));
        await write(
          db,
          accountId,
          last.recordType,
          // A what-if changes nobody's name: who was named stays so.
          records.map(([id, set]) => ({ id, ...personsOf(history.slice(0, -1), last.recordType, id), ...set })),
          deletions,
        );
        await upToDate(db, accountId, asOf);
        const real = await db.transaction([accountId], (tx) => standings(tx, asked, kpis));
        expect(guess.kpis.map((kpi) => [kpi.id, kpi.after.value, kpi.after.numerator])).toEqual(
          real.map(({ kpi, reading }) => [kpi.id, reading.value, reading.numerator]),
        );
      }),
      { numRuns: runs * 2, endOnFailure: true },
    );
  }, 300_000);
});

describe('goal-seek', () => {
  const deals = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

  it('names the fewest moves that reach the target, against brute force', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        deals,
        fc.constantFrom('net-new-revenue', 'win-rate-value'),
        fc.integer({ min: 5, max: 95 }),
        async (amounts, kpi, percent) => {
          number += 1;
          const accountId = `goal-${number}`;
          await newAccount(db, accountId);
          const deal = (id: string, amount: number, status: string) => ({
            id,
            type: 'netNew',
            status,
            amount: usd(amount),
            createdOn: '2026-07-02',
            closedOn: status === 'open' ? null : '2026-08-01',
            expectedClose: '2027-01-01',
          });
          await write(db, accountId, 'opportunity', [
            deal('lost', 50, 'lost'),
            deal('won', 10, 'won'),
            ...amounts.map((amount, n) => deal(`open-${n}`, amount, 'open')),
          ]);
          await upToDate(db, accountId);
          const isSum = kpi === 'net-new-revenue';
          const total = amounts.reduce((sum, amount) => sum + amount, 0);
          const target = isSum ? String(Math.ceil(10 + (total * percent) / 100)) : String(percent / 100);
          const value = (wins: readonly number[]) => {
            const won = 10 + wins.reduce((sum, amount) => sum + amount, 0);
            return isSum ? won : won / (won + 50);
          };
          const subsets = Array.from({ length: 2 ** amounts.length }, (_, mask) => amounts.filter((_amount, n) => mask & (1 << n)));
          const reaching = subsets.filter((wins) => value(wins) >= Number(target) - 1e-12).map((wins) => wins.length);
          const propose = async (): Promise<Move[]> =>
            amounts.map((_, n) => ({
              kind: 'win',
              text: { en: 'Win', 'zh-CN': '赢得' },
              recordType: 'opportunity',
              recordId: `open-${n}`,
              dueOn: null,
              ownerId: null,
              changes: [{ recordType: 'opportunity', recordId: `open-${n}`, set: { status: 'won', closedOn: '2026-11-24' } }],
            }));
          const question = { accountId, asOf: '2026-11-24', knownAt: null, period: 'fytd', slice: {} };
          const found = await db.transaction([accountId], (tx) => goalSeek(tx, question, kpi, { target, horizon: null }, propose));
          expect(found.reached).toBe(reaching.length > 0);
          if (found.reached) {
            expect(found.smallest).toBe(true);
            expect(found.moves.length).toBe(Math.min(...reaching));
          }
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
  }, 300_000);
});
