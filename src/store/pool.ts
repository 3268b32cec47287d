import type { PostgresPool } from 'kysely';

/** A pool that can also run one statement in a transaction of its own, in one trip. */
export interface StatementPool extends PostgresPool {
  /**
   * @param begin what begins the transaction, as a script without parameters
   * @returns the statement's rows, once it is committed
   * @throws what the statement throws; then nothing has happened
   */
  statement(begin: string, sql: string, params: readonly unknown[]): Promise<readonly unknown[]>;
}
