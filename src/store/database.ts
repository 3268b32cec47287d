import { Kysely, type Transaction as KyselyTransaction, PostgresDialect, type PostgresPool, sql } from 'kysely';
import { openPglite, type PglitePool } from './pglitePool.ts';
import { openPostgres } from './postgresPool.ts';
import type { Tables } from './tables.ts';

export type Tx = KyselyTransaction<Tables>;

/** Which accounts a transaction may see. 'every' is for jobs that choose accounts and for finding out who may see what. */
export type Scope = readonly string[] | 'every';

export interface Database {
  engine: 'pglite' | 'postgres';
  /**
   * Runs `work` in one transaction as the role that owns nothing, seeing only the rows of the accounts in `scope`
   * (row-level security). Commits when it returns, rolls back when it throws.
   */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As the owner, outside row-level security: migrations and start-up only. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** PGlite only: the data folder as an archive. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export type DatabaseOptions =
  | { engine: 'pglite'; dataDir?: string; template?: Uint8Array<ArrayBuffer> }
  | { engine: 'postgres'; url: string };

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool: PostgresPool = options.engine === 'pglite' ? await openPglite(options) : openPostgres(options.url);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    engine: options.engine,
    transaction: (scope, work) =>
      kysely.transaction().execute(async (tx) => {
        const accounts = scope === 'every' ? '*' : scope.join(',');
        await sql`select set_config('role', 'pulse_app', true), set_config('pulse.accounts', ${accounts}, true)`.execute(tx);
        return work(tx);
      }),
    asOwner: (work) => kysely.transaction().execute(work),
    dump: () => {
      if (options.engine !== 'pglite') throw new Error('only an embedded database can be dumped this way; use pg_dump');
      return (pool as PglitePool).dump();
    },
    // Not kysely.destroy(): it leaves a pool open that no query has used yet.
    close: () => pool.end(),
  };
}
