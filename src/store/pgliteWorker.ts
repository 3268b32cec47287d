/**
 * The embedded database, alone on a thread: PGlite works on its caller's thread and stalls it, so that no timer fires
 * during a long query. Messages: {id, kind, …} → {id, rows, rowCount} | {id, error}.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { parsers } from './parsers.ts';

export interface WorkerOptions {
  /** A folder, or nothing for memory. */
  dataDir?: string;
  /** A dump of a data folder to start from. */
  template?: Uint8Array<ArrayBuffer>;
}
export type WorkerRequest =
  | { id: number; kind: 'query'; sql: string; params: unknown[] }
  /** A transaction of one statement. */
  | { id: number; kind: 'statement'; begin: string; sql: string; params: unknown[] }
  | { id: number; kind: 'dump' }
  | { id: number; kind: 'close' };

const port = parentPort;
if (!port) throw new Error('pgliteWorker.ts runs as a worker thread');
const options = workerData as WorkerOptions;

/** Fields of a PostgreSQL error that callers act on; a class instance does not survive the message. */
const plainError = (error: unknown) => {
  const facts = error as Record<string, unknown>;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: facts.code,
    detail: facts.detail,
    hint: facts.hint,
    constraint: facts.constraint,
    table: facts.table,
    position: facts.position,
  };
};

/**
 * One session, so each of its sorts may have more room than a server would give it. Half of the memory that PGlite takes by itself is buffers that an account's data never fills; and the log of changes,
 * which in memory is memory too, is cut at a tenth of its usual length.
 */
const frugal = ['-c', 'shared_buffers=32MB', '-c', 'max_wal_size=96MB', '-c', 'work_mem=24MB'];
/** The log of changes is deleted when it has been read, not kept to be written over: what was erased must not stay in it. */
const forgetful = ['-c', 'wal_recycle=off'];

/** Several statements in one text, as pg's simple protocol takes them: only without parameters. */
const isScript = (request: { sql: string; params: unknown[] }) => request.params.length === 0 && /;\s*\S/.test(request.sql);

try {
  const db = await PGlite.create({
    ...(options.dataDir ? { dataDir: options.dataDir } : {}),
    ...(options.template ? { loadDataDir: new Blob([options.template]) } : {}),
    startParams: [...PGlite.defaultStartParams, ...frugal, ...forgetful],
    parsers: parsers as Record<number, (text: string) => unknown>,
  });
  await db.exec(`set timezone = 'UTC'; set datestyle = 'ISO, YMD'`);
  port.on('message', async (request: WorkerRequest) => {
    try {
      if (request.kind === 'query') {
        const result = isScript(request) ? (await db.exec(request.sql)).at(-1) : await db.query(request.sql, request.params);
        port.postMessage({ id: request.id, rows: result?.rows ?? [], rowCount: result?.affectedRows || (result?.rows.length ?? 0) });
      } else if (request.kind === 'statement') {
        try {
          await db.exec(request.begin);
          const { rows } = await db.query(request.sql, request.params);
          await db.exec('commit');
          port.postMessage({ id: request.id, rows, rowCount: rows.length });
        } catch (error) {
          await db.exec('rollback');
          throw error;
        }
      } else if (request.kind === 'dump') {
        const dump = await db.dumpDataDir('none');
        port.postMessage({ id: request.id, rows: [new Uint8Array(await dump.arrayBuffer())], rowCount: 1 });
      } else {
        await db.close();
        port.postMessage({ id: request.id, rows: [], rowCount: 0 });
        port.close();
      }
    } catch (error) {
      port.postMessage({ id: request.id, error: plainError(error) });
    }
  });
  port.postMessage({ id: 0, rows: [], rowCount: 0 });
} catch (error) {
  port.postMessage({ id: 0, error: plainError(error) });
  port.close();
}
