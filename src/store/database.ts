import { CompiledQuery, Kysely, type Transaction as KyselyTransaction, PostgresDialect, type RawBuilder } from 'kysely';
import { openPglite, type PglitePool } from './pglitePool.ts';
import type { StatementPool } from './pool.ts';
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
  /** As `transaction` of this one statement, and of nothing else: one trip to the database instead of three. */
  statement<T>(scope: Scope, query: RawBuilder<T>): Promise<readonly T[]>;
  /** As the owner, outside row-level security: migrations and start-up only. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As the owner, each command by itself and in no transaction: VACUUM and the like. */
  maintain(commands: readonly string[]): Promise<void>;
  /** PGlite only: the data folder as an archive. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export type DatabaseOptions =
  | { engine: 'pglite'; dataDir?: string; template?: Uint8Array<ArrayBuffer> }
  | { engine: 'postgres'; url: string };

/** Begins a transaction and takes the role that owns nothing, in one trip. */
const begin = (scope: Scope): string => {
  const accounts = scope === 'every' ? '*' : scope.join(',');
  if (accounts.includes('\0')) throw new Error('no account id holds that character');
  return `begin; select set_config('role', 'pulse_app', true), set_config('pulse.accounts', '${accounts.replaceAll("'", "''")}', true)`;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool: StatementPool = options.engine === 'pglite' ? await openPglite(options) : openPostgres(options.url);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    engine: options.engine,
    transaction: (scope, work) =>
      kysely.connection().execute(async (connection) => {
        const say = (command: string) => connection.executeQuery(CompiledQuery.raw(command));
        try {
          await say(begin(scope));
          // A connection in a transaction of ours: Kysely's own would take a trip more to begin.
          const answer = await work(connection as Tx);
          await say('commit');
          return answer;
        } catch (error) {
          // Where not even this is taken, the connection is gone, and the transaction with it.
          await say('rollback').catch(() => undefined);
          throw error;
        }
      }),
    statement: async (scope, query) => {
      const { sql, parameters } = query.compile(kysely);
      return (await pool.statement(begin(scope), sql, parameters)) as never;
    },
    asOwner: (work) => kysely.transaction().execute(work),
    maintain: (commands) =>
      kysely.connection().execute(async (connection) => {
        for (const command of commands) await connection.executeQuery(CompiledQuery.raw(command));
      }),
    dump: () => {
      if (options.engine !== 'pglite') throw new Error('only an embedded database can be dumped this way; use pg_dump');
      return (pool as PglitePool).dump();
    },
    // Not kysely.destroy(): it leaves a pool open that no query has used yet.
    close: () => pool.end(),
  };
}
