import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { OperationError } from './errors.ts';

/**
 * Writes down at the first start which tenant a database belongs to, and refuses every other ever after: two installations
 * on one database would show one organisation's numbers to the other's people.
 * @throws OperationError
 */
export async function claimForTenant(db: Database, tenantId: string): Promise<void> {
  const owner = await db.asOwner(async (tx) => {
    await sql`update installation set tenant_id = ${tenantId.toLowerCase()} where tenant_id is null`.execute(tx);
    const found = await sql<{ tenant_id: string }>`select tenant_id from installation`.execute(tx);
    return found.rows[0]?.tenant_id;
  });
  if (owner !== tenantId.toLowerCase())
    throw new OperationError(
      `this database belongs to the installation of tenant ${owner}, and this server serves tenant ${tenantId}: give each tenant a database of its own (DATABASE_URL or DATA_DIR), or correct TENANT_ID`,
    );
}
