import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { days, type House, openHouse, until } from '../integration/following.support.ts';
import { startPostgres } from '../support/postgres.ts';

describe('several servers on one PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let db: Database;
  let house: House;
  beforeAll(async () => {
    server = await startPostgres();
    db = await openDatabase({ engine: 'postgres', url: server.url });
    await migrate(db);
    house = await openHouse({ db });
  });
  afterAll(async () => {
    await house.close();
    await db.close();
    await server.stop();
  });

  it('make one subscription of a list, and renew it once', async () => {
    const [first] = house.local.notifications.subscriptions();
    const address = first?.notificationUrl ?? null;
    for (const forward of [days(16), days(60)]) {
      house.clock.forward(forward);
      await Promise.all(Array.from({ length: 6 }, () => house.keepUpAt(address)));
      expect(house.local.notifications.subscriptions()).toHaveLength(1);
    }
    expect(await house.source()).toMatchObject({ following: 'notifications' });
    expect(house.errors).toEqual([]);
  });

  it('follow an edit to the reading', async () => {
    await house.edit(1, 300);
    await until(async () => (await house.reading()) === '700');
  });
});
