import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { erasureSpecification } from '../support/erasureSpecification.ts';
import { startPostgres } from '../support/postgres.ts';

erasureSpecification('PostgreSQL', async () => {
  const server = await startPostgres();
  const db = await openDatabase({ engine: 'postgres', url: server.url });
  await migrate(db);
  return {
    ...db,
    close: async () => {
      await db.close();
      await server.stop();
    },
  };
});
