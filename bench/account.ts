import { updateContributions } from '../src/engine/upToDate.ts';
import type { Database } from '../src/store/database.ts';
import { refreshStatistics } from '../src/store/statistics.ts';
import { newAccount, type PlainRecord, upToDate, usd, write } from '../test/support/database.ts';

const statuses = ['open', 'won', 'lost'];
const types = ['netNew', 'expansion', 'renewal'];
const motions = ['sellTo', 'sellWith', 'sellThrough'];
const day = (number: number): string => new Date(Date.UTC(2024, 6, 1) + (number % 900) * 86_400_000).toISOString().slice(0, 10);

/** The n-th opportunity of a made-up account: every field set, dates over two and a half years. */
export const opportunity = (n: number): PlainRecord => {
  const status = statuses[(n % 7) % 3];
  return {
    id: `x${n}`,
    name: `Deal ${n}`,
    organization: `o${n % 120}`,
    type: types[n % 3],
    status,
    amount: usd(100 + (n % 977)),
    createdOn: day(n),
    proposedOn: day(n + 30),
    expectedClose: day(n + 400),
    closedOn: status === 'open' ? null : day(n + 90),
    owner: `Person ${n % 40}`,
    product: `P${n % 7}`,
    motion: motions[n % 3],
    partners: n % 4 ? [] : [`p${n % 9}`],
    servicesAttached: n % 3 === 0,
    keyWin: n % 10 === 0,
    businessValue: n % 2 ? 'value' : null,
  };
};

/** An account of 120 organizations and so many opportunities, brought up to date, and the planner told of it. */
export async function accountOf(db: Database, accountId: string, opportunities: number): Promise<void> {
  await recordsOf(db, accountId, opportunities);
  await upToDate(db, accountId);
  await refreshStatistics(db);
}

/** The same, one of many: what the planner knows of the others will do. */
export async function neighbourOf(db: Database, accountId: string, opportunities: number): Promise<void> {
  await recordsOf(db, accountId, opportunities);
  await db.transaction([accountId], (tx) => updateContributions(tx, accountId));
}

async function recordsOf(db: Database, accountId: string, opportunities: number): Promise<void> {
  await newAccount(db, accountId);
  const organizations = Array.from({ length: 120 }, (_, n) => ({
    id: `o${n}`,
    name: `Organization ${n}`,
    country: ['DE', 'FR', 'US', 'JP', 'CN'][n % 5],
    parent: n === 0 ? null : `o${Math.floor((n - 1) / 5)}`,
  }));
  await write(db, accountId, 'organization', organizations);
  for (let first = 0; first < opportunities; first += 2_000) {
    const size = Math.min(2_000, opportunities - first);
    await write(
      db,
      accountId,
      'opportunity',
      Array.from({ length: size }, (_, n) => opportunity(first + n)),
    );
  }
}
