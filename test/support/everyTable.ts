import { sql } from 'kysely';
import type { Database, Tx } from '../../src/store/database.ts';

interface Column {
  name: string;
  type: string;
  needed: boolean;
}

/** Tables of the tenant, not of one account: no record of an account, and no figure, may ever stand in one of them. */
export const tablesOfTheTenant: ReadonlySet<string> = new Set([
  'conversation',
  'erasure_key',
  'heard_activity',
  'installation',
  'kept_sign_in',
  'operator_alarm',
  'person_card',
  'schema_migration',
  'send_rate',
]);

/** Every table that there is, as the database itself knows it. */
export async function tablesIn(db: Database): Promise<{ name: string; hasAccount: boolean; isGuarded: boolean; isGranted: boolean }[]> {
  const found = await db.asOwner((tx) =>
    sql<{ name: string; hasAccount: boolean; isGuarded: boolean; isGranted: boolean }>`
      select c.relname as name,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped) as "hasAccount",
        c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as "isGuarded",
        has_table_privilege('pulse_app', c.oid, 'select') as "isGranted"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') order by 1`.execute(tx),
  );
  return found.rows;
}

class RolledBack extends Error {}

/**
 * What the role of the server can do with a row of another account in a table: a row is made up for two accounts, whatever
 * the columns, and everything is rolled back.
 */
export async function reachOf(
  db: Database,
  table: string,
): Promise<{ own: number; foreign: number; none: number; changed: number; intrudes: boolean }> {
  let reach = { own: -1, foreign: -1, none: -1, changed: -1, intrudes: true };
  await db
    .asOwner(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await dropChecks(tx, table);
      const columns = await columnsOf(tx, table);
      await insert(tx, table, columns, 'reach-mine');
      await insert(tx, table, columns, 'reach-theirs');
      const granted = await sql<{ all: boolean }>`select has_table_privilege('pulse_app', ${table}, 'update, delete') as all`.execute(tx);
      const as = (accounts: string) =>
        sql`select set_config('role', 'pulse_app', true), set_config('pulse.accounts', ${accounts}, true)`.execute(tx);
      await as('reach-mine');
      const count = async (account: string) => {
        const found = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)} where account_id = ${account}`.execute(
          tx,
        );
        return found.rows[0]?.rows ?? -1;
      };
      const own = await count('reach-mine');
      const foreign = await count('reach-theirs');
      const changed = granted.rows[0]?.all
        ? Number(
            (await sql`update ${sql.table(table)} set account_id = account_id where account_id = 'reach-theirs'`.execute(tx))
              .numAffectedRows ?? 0,
          ) + Number((await sql`delete from ${sql.table(table)} where account_id = 'reach-theirs'`.execute(tx)).numAffectedRows ?? 0)
        : 0;
      await as('');
      const none = await count('reach-mine');
      await as('reach-mine');
      await sql`savepoint intrusion`.execute(tx);
      const intrudes = await insert(tx, table, columns, 'reach-third').then(
        () => true,
        () => false,
      );
      await sql`rollback to savepoint intrusion`.execute(tx);
      reach = { own, foreign, none, changed, intrudes };
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  return reach;
}

/** What a column may hold is not what is tried here. */
async function dropChecks(tx: Tx, table: string): Promise<void> {
  const checks = await sql<{ name: string }>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype in ('c', 'x')`.execute(tx);
  for (const { name } of checks.rows) await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(tx);
}

async function columnsOf(tx: Tx, table: string): Promise<Column[]> {
  const found = await sql<Column>`
    select column_name as name, case when data_type = 'ARRAY' then 'ARRAY' else data_type end as type,
      is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER' and column_name <> 'account_id' as needed
    from information_schema.columns where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(tx);
  return found.rows;
}

async function insert(tx: Tx, table: string, columns: readonly Column[], account: string): Promise<void> {
  const needed = columns.filter((column) => column.needed);
  const names = sql.join([sql.ref('account_id'), ...needed.map((column) => sql.ref(column.name))]);
  const values = sql.join([sql`${account}`, ...needed.map((column) => sql.raw(someOf(column.type)))]);
  await sql`insert into ${sql.table(table)} (${names}) values (${values})`.execute(tx);
}

function someOf(type: string): string {
  if (type === 'ARRAY') return "'{}'";
  if (/^timestamp|^date/.test(type)) return "'2026-01-01'";
  if (/int|numeric|double|real/.test(type)) return '1';
  if (/json/.test(type)) return "'{}'";
  if (type === 'boolean') return 'true';
  if (type === 'bytea') return "'\\x00'";
  if (type === 'uuid') return "'00000000-0000-4000-8000-000000000000'";
  if (/range$/.test(type)) return "'empty'";
  // Two accounts may not share what is unique in the tenant.
  return 'gen_random_uuid()::text';
}
