import { testDatabase } from '../support/database.ts';
import { describeStore } from '../support/storeSpecification.ts';

describeStore('PGlite', async () => {
  const db = await testDatabase();
  return { db, close: () => db.close() };
});
