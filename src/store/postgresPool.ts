import pg from 'pg';
import { parsers } from './parsers.ts';
import type { StatementPool } from './pool.ts';

/** @param url postgres://user:password@host:port/database */
export function openPostgres(url: string): StatementPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // By this a restore sees that a server is still at work.
    application_name: 'account-pulse',
    // What is asked without waiting for the answer before travels together.
    pipeline: true,
    options: '-c timezone=UTC -c datestyle=ISO,YMD',
    types: {
      getTypeParser: (oid: number, format?: string) => {
        if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
        return parsers[oid] ?? pg.types.getTypeParser(oid, 'text');
      },
    } as pg.CustomTypesConfig,
  });
  // A connection that breaks while nobody uses it (the server restarts, a failover) is replaced by the pool. Without a
  // listener its error would end the process.
  pool.on('error', () => undefined);
  const statement: StatementPool['statement'] = async (begin, sql, params) => {
    const client = await pool.connect();
    try {
      // Where the statement fails, committing rolls back.
      const [begun, answered, ended] = await Promise.allSettled([
        client.query(begin),
        client.query(sql, [...params]),
        client.query('commit'),
      ]);
      for (const told of [begun, answered, ended]) if (told.status === 'rejected') throw told.reason;
      client.release();
      return (answered as PromiseFulfilledResult<pg.QueryResult>).value.rows;
    } catch (error) {
      // PostgreSQL's own refusals leave the connection as it was; whatever else happened, it is not used again.
      client.release(!(error instanceof pg.DatabaseError));
      throw error;
    }
  };
  return Object.assign(pool, { statement }) as unknown as StatementPool;
}
