import { parentPort, workerData } from 'node:worker_threads';
import type { Place } from './place.ts';
import { FileProblem } from './problems.ts';
import type { FromThread, OpenTable, TableRow, ToThread } from './tableReader.ts';

/** So many rows travel together. */
const rowsOfMessage = 1_000;
/** So many messages are under way before the thread waits for the other side. */
const messagesAhead = 3;

/** The thread's side of `openTableReader`. */
export async function serveTables(open: OpenTable): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('tables are served on a thread of their own');
  const { content, place } = workerData as { content: Uint8Array; place: Place };
  const say = (message: FromThread) => port.postMessage(message);
  let credit = messagesAhead;
  let wake: () => void = () => undefined;
  const asked = new Promise<Extract<ToThread, { kind: 'rows' }>>((resolve) => {
    port.on('message', (message: ToThread) => {
      if (message.kind === 'rows') return resolve(message);
      credit += 1;
      wake();
    });
  });
  const send = async (rows: readonly TableRow[], isLast: boolean) => {
    while (credit === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    credit -= 1;
    say({ kind: 'rows', rows: JSON.stringify(rows), isLast });
  };
  try {
    const table = await open(content, place);
    say({ kind: 'opened', names: table.names });
    const { columns } = await asked;
    let gathered: TableRow[] = [];
    for await (const batch of table.rows(columns)) {
      gathered.push(...batch);
      while (gathered.length > rowsOfMessage) {
        await send(gathered.slice(0, rowsOfMessage), false);
        gathered = gathered.slice(rowsOfMessage);
      }
    }
    await send(gathered, true);
  } catch (error) {
    if (error instanceof FileProblem) say({ kind: 'problem', code: error.code, what: error.what });
    else say({ kind: 'failed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
