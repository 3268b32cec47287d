import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { parsers } from './parsers.ts';

/** @param url postgres://user:password@host:port/database */
export function openPostgres(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
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
  return pool as unknown as PostgresPool;
}
