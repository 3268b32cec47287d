import { openDatabase } from '../../src/store/database.ts';
import { startPostgres } from '../support/postgres.ts';
import { describeUpgrades } from '../support/upgradeSpecification.ts';

describeUpgrades('PostgreSQL', async () => {
  const server = await startPostgres();
  const db = await openDatabase({ engine: 'postgres', url: server.url });
  return {
    db,
    close: async () => {
      await db.close();
      await server.stop();
    },
  };
});
