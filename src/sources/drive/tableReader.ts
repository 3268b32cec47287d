import { Worker } from 'node:worker_threads';
import type { Cell } from '../mapping/parse/cell.ts';
import type { Place } from './place.ts';
import { FileProblem, type FileProblemCode } from './problems.ts';

/** A row of a table: its place below the header from 1, blank rows counted, and its cells by column. */
export interface TableRow {
  position: number;
  cells: readonly Cell[];
}
/** What a thread reads a table with: one function, given the file and what of it. */
export type OpenTable = (content: Uint8Array, place: Place) => Promise<OpenedTable>;
export interface OpenedTable {
  names: readonly string[];
  /** The rows that are not blank, many at a time; only these columns, in this order. */
  rows(columns: readonly number[]): AsyncIterable<readonly TableRow[]>;
}

/** An opened table on a thread of its own, so that a large file stalls nobody. */
export interface TableReader {
  names: readonly string[];
  /** Once. @throws FileProblem */
  rows(names: readonly string[]): AsyncGenerator<readonly TableRow[]>;
  close(): void;
}

export type ToThread = { kind: 'rows'; columns: number[] } | { kind: 'more' };
export type FromThread =
  | { kind: 'opened'; names: readonly string[] }
  /** The rows as JSON, which crosses faster than they would themselves. */
  | { kind: 'rows'; rows: string; isLast: boolean }
  | { kind: 'problem'; code: FileProblemCode; what: string }
  | { kind: 'failed'; stack: string };

/** A thread that needs more has met a file that was made to be too large, or is. */
const heapMb = 384;
/** Rows live for a moment: with little room for them the collector would run all the time. */
const youngMb = 96;

/** @param thread the file of the thread, which calls `serveTables` @param content is handed over, and empty afterwards */
export async function openTableReader(thread: URL, content: Uint8Array<ArrayBuffer>, place: Place): Promise<TableReader> {
  const whole = content.byteLength === content.buffer.byteLength ? content : content.slice();
  const worker = new Worker(thread, {
    workerData: { content: whole, place },
    transferList: [whole.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
    stderr: false,
  });
  const messages = inbox(worker);
  const close = () => void worker.terminate();
  try {
    const opened = await messages.next();
    if (opened.kind !== 'opened') throw new Error(`the reader of files said ${opened.kind} before it had opened one`);
    // Nobody need wait for a table that nobody reads.
    worker.unref();
    return {
      names: opened.names,
      close,
      async *rows(names) {
        const columns = names.map((name) => opened.names.indexOf(name));
        worker.ref();
        worker.postMessage({ kind: 'rows', columns } satisfies ToThread);
        try {
          for (let isLast = false; !isLast; ) {
            const message = await messages.next();
            if (message.kind !== 'rows') throw new Error(`the reader of files said ${message.kind} among the rows`);
            isLast = message.isLast;
            worker.postMessage({ kind: 'more' } satisfies ToThread);
            yield JSON.parse(message.rows) as TableRow[];
          }
        } finally {
          close();
        }
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The messages of a thread in their order; what goes wrong on the thread is thrown to who waits. */
function inbox(worker: Worker): { next(): Promise<Exclude<FromThread, { kind: 'problem' | 'failed' }>> } {
  const arrived: FromThread[] = [];
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  worker.on('message', (message: FromThread) => {
    arrived.push(message);
    wake();
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    failure =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new FileProblem('tooLarge', 'holds more than can be read here: keep fewer rows and texts in it')
        : error;
    wake();
  });
  worker.on('exit', () => {
    failure ??= new Error('the reader of files ended');
    wake();
  });
  return {
    async next() {
      for (;;) {
        const message = arrived.shift();
        if (message?.kind === 'problem') throw new FileProblem(message.code, message.what);
        if (message?.kind === 'failed') throw new Error(`a file could not be read: ${message.stack}`);
        if (message) return message;
        if (failure) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
