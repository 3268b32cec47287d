import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { planDigests } from '../../src/digest/index.ts';
import { scorecard } from '../../src/engine/index.ts';
import { readDigestSettings, writeDigestSettings } from '../../src/server/settings/digest.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase, upToDate, usd, write } from '../support/database.ts';

const hourMs = 3_600_000;
const channel = '19:general@thread.tacv2';

describe('when clocks and time zones change', () => {
  let db: Database;
  beforeAll(async () => {
    db = await testDatabase();
    await newAccount(db, 'pulse', { timeZone: 'America/Los_Angeles' });
    await upToDate(db, 'pulse');
  });
  afterAll(() => db?.close());
  afterEach(() => db.asOwner((tx) => sql`delete from digest; delete from outbox; delete from link`.execute(tx)));

  it('what is known stays in its order although the server’s clock was a day ahead and is set back', async () => {
    const deal = { id: 'x', type: 'netNew', status: 'won', closedOn: '2026-08-01' };
    const first = await write(db, 'pulse', 'opportunity', [{ ...deal, amount: usd('1') }]);
    // A moment taken by a clock that was wrong.
    await db.transaction(['pulse'], (tx) =>
      sql`update workspace set last_moment = last_moment + interval '1 day' where account_id = 'pulse'`.execute(tx),
    );
    const second = await write(db, 'pulse', 'opportunity', [{ ...deal, amount: usd('2') }]);
    const third = await write(db, 'pulse', 'opportunity', [{ ...deal, amount: usd('3') }]);
    expect([first, second, third].toSorted()).toEqual([first, second, third]);
    expect(new Set([first, second, third]).size).toBe(3);
    await upToDate(db, 'pulse');
    const value = async (knownAt: string | null) => {
      const card = await db.transaction(['pulse'], (tx) =>
        scorecard(tx, { accountId: 'pulse', asOf: '2026-11-24', knownAt, period: 'fytd', slice: {} }),
      );
      return card.kpis.find((kpi) => kpi.id === 'net-new-revenue')?.value;
    };
    expect([await value(first), await value(second), await value(third), await value(null)]).toEqual(['1', '2', '3', '3']);
  });

  /** Looks every hour, as servers do, and changes something on the way. @returns the weeks that got a digest, in their order */
  const weeks = async (
    from: string,
    to: string,
    changes: Readonly<Record<string, () => Promise<unknown>>>,
    clockOf: (at: number) => number = (at) => at,
  ) => {
    await db.transaction(['pulse'], (tx) =>
      sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at, digest_since) values ('pulse', 'team', ${channel}, 'standard', '2026-01-01', '2026-01-01')`.execute(
        tx,
      ),
    );
    for (let at = Date.parse(from); at < Date.parse(to); at += hourMs) {
      await changes[new Date(at).toISOString().slice(0, 16)]?.();
      const now = new Date(clockOf(at));
      await planDigests({
        db,
        now: () => now,
        today: () => now.toISOString().slice(0, 10),
        report: (error) => {
          throw error;
        },
      });
    }
    const found = await db.transaction(['pulse'], (tx) =>
      sql<{ occasion: string }>`select occasion from digest order by number`.execute(tx),
    );
    return found.rows.map(({ occasion }) => occasion.replace('week ', ''));
  };
  const mondays = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'];
  const accountZone = (timeZone: string) => () =>
    write(db, 'pulse', 'account', [{ id: 'account', name: 'Fabrikam', currency: 'USD', fiscalYearStart: '07-01', timeZone }]);
  const channelZone = (timeZone: string, at: string) => () =>
    db.transaction(['pulse'], async (tx) =>
      writeDigestSettings(tx, 'pulse', await readDigestSettings(tx, 'pulse'), [{ channel, timeZone }], new Date(at)),
    );

  it('a channel gets each week’s digest once, whichever way its account moves around the world', async () => {
    const had = await weeks('2026-11-02T18:00Z', '2026-12-01T00:00Z', {
      // Sunday afternoon in Los Angeles is Monday noon in Tokyo: its hour has passed there, and no week is left out.
      '2026-11-09T03:00': accountZone('Asia/Tokyo'),
      // Monday afternoon in Tokyo, after its digest: Monday's hour in Los Angeles is still to come, and none is posted twice.
      '2026-11-16T06:00': accountZone('America/Los_Angeles'),
      '2026-11-22T20:00': accountZone('Pacific/Kiritimati'),
      '2026-11-24T00:00': accountZone('Pacific/Honolulu'),
    });
    expect(had).toEqual(mondays);
  }, 120_000);

  it('or it is given another time zone itself', async () => {
    await accountZone('America/Los_Angeles')();
    const had = await weeks('2026-11-02T18:00Z', '2026-12-01T20:00Z', {
      '2026-11-09T03:00': channelZone('Asia/Tokyo', '2026-11-09T03:00:00Z'),
      '2026-11-16T06:00': channelZone('America/Los_Angeles', '2026-11-16T06:00:00Z'),
      '2026-11-24T00:00': channelZone('Pacific/Honolulu', '2026-11-24T00:00:00Z'),
    });
    expect(had).toEqual(mondays);
  }, 120_000);

  it('or the server’s clock jumps two days ahead, and a week back', async () => {
    await accountZone('Europe/Berlin')();
    const had = await weeks('2026-11-02T18:00Z', '2026-12-01T00:00Z', {}, (at) => {
      const day = new Date(at).toISOString().slice(0, 10);
      if (day === '2026-11-14') return at + 48 * hourMs;
      return day === '2026-11-25' ? at - 7 * 24 * hourMs : at;
    });
    expect(had).toEqual(mondays);
  }, 120_000);
});
