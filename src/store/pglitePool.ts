import { Worker } from 'node:worker_threads';
import type { PostgresPoolClient } from 'kysely';
import { DatabaseError } from './errors.ts';
import type { WorkerOptions, WorkerRequest } from './pgliteWorker.ts';
import type { StatementPool } from './pool.ts';

interface Answer {
  id: number;
  rows?: unknown[];
  rowCount?: number;
  error?: { message: string };
}
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** PGlite behind the interface of a pg pool with one connection: whoever connects waits until the one before has released. */
export interface PglitePool extends StatementPool {
  dump(): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws DatabaseError when the folder cannot be opened. */
export async function openPglite(options: WorkerOptions): Promise<PglitePool> {
  const worker = new Worker(new URL('./pgliteWorker.ts', import.meta.url), {
    workerData: options,
    // Its messages are short-lived: a young generation that grows with them would hold memory for nothing.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let nextId = 0;
  let gone: Error | null = null;

  const settle = (answer: Answer) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error) waiter?.reject(new DatabaseError(answer.error));
    else waiter?.resolve(answer);
  };
  const fail = (error: Error) => {
    gone ??= error;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  };
  const expect = (id: number) => new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const ask = (request: Unnumbered<WorkerRequest>): Promise<Answer> => {
    if (gone) return Promise.reject(gone);
    nextId += 1;
    const answer = expect(nextId);
    worker.postMessage({ ...request, id: nextId });
    return answer;
  };
  const ready = expect(0);
  worker.on('message', settle);
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the embedded database is closed')));
  await ready;

  let free: Promise<void> = Promise.resolve();
  const connect = async (): Promise<PostgresPoolClient> => {
    const before = free;
    let done: () => void = () => undefined;
    free = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    if (gone) {
      done();
      throw gone;
    }
    return {
      query: (async (sql: string, params: readonly unknown[] = []) => {
        const answer = await ask({ kind: 'query', sql, params: [...params] });
        const command = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase();
        return { command, rowCount: answer.rowCount ?? 0, rows: answer.rows ?? [] };
      }) as PostgresPoolClient['query'],
      release: () => done(),
    } as PostgresPoolClient;
  };
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    const client = await connect();
    try {
      return await work();
    } finally {
      client.release();
    }
  };

  return {
    connect,
    statement: (begin: string, sql: string, params: readonly unknown[]) =>
      alone(async () => (await ask({ kind: 'statement', begin, sql, params: [...params] })).rows ?? []),
    end: () =>
      alone(async () => {
        await ask({ kind: 'close' });
        gone = new Error('the embedded database is closed');
        await worker.terminate();
      }),
    dump: () => alone(async () => (await ask({ kind: 'dump' })).rows?.[0] as Uint8Array<ArrayBuffer>),
  } as unknown as PglitePool;
}
