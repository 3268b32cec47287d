import { randomUUID } from 'node:crypto';
import { endsWithin } from '../jobs/endsWithin.ts';
import type { Database } from '../store/database.ts';
import { retryAt } from './backoff.ts';
import { type Carrier, NotSentError, type Post } from './carrier.ts';
import { claim, giveBack, isAnythingDue, lease } from './claim.ts';
import { gate } from './gate.ts';
import type { Limiter } from './limiter.ts';
import { type OutboxRow, stepRow } from './rows.ts';
import type { OutboxEvent } from './states.ts';
import { sweep } from './sweep.ts';

export interface DrainParts {
  db: Database;
  carrier: Carrier;
  limiter: Limiter;
  clock: { now(): number; sleep(ms: number): Promise<void> };
  random(): number;
  /** An error that nobody expected; ids only. */
  report(error: unknown, facts: { outbox: string; kind: string }): void;
}
export interface DrainOptions {
  /** No message is begun after this. */
  until?: number;
  /** Asked while a message is made ready, too: it is given back then. */
  isStopping?: () => boolean;
  /** A message that is not ready by then is tried again later; well within the lease. */
  readyWithinMs?: number;
}

/** Messages on their way at the same time, per server: enough to keep 50 a second going at 300 ms each. */
const width = 16;
/** The carrier gives a request up after 15 s; where it does not, the message is in doubt a little later, and a late answer still counts. */
const answerWithinMs = 20_000;
const usuallyReadyWithinMs = 10_000;
/** So often whoever waits for a message to be ready looks whether the server stops. */
const lookEveryMs = 200;
/** So many of them wait for their place among all servers' messages: what a server has reserved when it dies is lost. */
const waitingForSlot = 2;
const sweepEveryMs = 10_000;
/** A database that is away for a moment must not make a doubt of an answer. */
const settlingPausesMs = [200, 1_000, 3_000];

/** Sends what is due, of every account. Run by any number of servers at the same time. @returns how many were tried */
export async function drain(
  parts: DrainParts,
  { until = Number.POSITIVE_INFINITY, isStopping = () => false, readyWithinMs = usuallyReadyWithinMs }: DrainOptions = {},
): Promise<number> {
  const { db, clock } = parts;
  let tried = 0;
  let sweptAt = clock.now();
  await sweep(db, sweptAt);
  if (!(await isAnythingDue(db, sweptAt))) return 0;
  const inTurn = gate(waitingForSlot);
  const worker = async (): Promise<void> => {
    while (!isStopping() && clock.now() < until) {
      if (clock.now() - sweptAt >= sweepEveryMs) {
        sweptAt = clock.now();
        await sweep(db, sweptAt);
      }
      const by = randomUUID();
      const row = await lease(db, by, clock.now());
      if (row === 'none') return;
      if (row === 'ended') continue;
      tried += 1;
      if (!(await deliver(row, by, parts, { inTurn, isStopping, readyWithinMs }))) return;
    }
  };
  // One that fails must not leave the others running on behind the next beat.
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return tried;
}

type Limits = Required<Pick<DrainOptions, 'isStopping' | 'readyWithinMs'>>;

/** @returns false where the tenant is held back, or the server stops: nothing more can leave now. */
async function deliver(
  row: OutboxRow,
  by: string,
  parts: DrainParts,
  { inTurn, ...limits }: Limits & { inTurn: ReturnType<typeof gate> },
): Promise<boolean> {
  const { db, clock, limiter } = parts;
  let post: Post | 'stopping';
  try {
    post = await ready(row, parts, limits);
  } catch (error) {
    await notSent(row, by, error instanceof NotSentError ? error : unready(error, row, parts), parts);
    return true;
  }
  if (post === 'stopping') {
    await giveBack(db, row, by, clock.now());
    return false;
  }
  const isAllowed = await inTurn(async () => {
    const wait = await limiter.slot();
    if (wait !== null && wait > 0) await clock.sleep(wait);
    return wait !== null;
  });
  if (!isAllowed) {
    await giveBack(db, row, by, clock.now() + sweepEveryMs);
    return false;
  }
  if (await claim(db, row, by, clock.now())) await answered(row, by, post, parts);
  return true;
}

/** Makes a message ready. What that asks of Graph and Teams may take minutes: neither others nor the end of the server wait for it. */
async function ready(row: OutboxRow, { carrier }: DrainParts, { isStopping, readyWithinMs }: Limits): Promise<Post | 'stopping'> {
  const made = carrier.prepare(row);
  for (let leftMs = readyWithinMs; leftMs > 0; leftMs -= lookEveryMs) {
    if (await endsWithin(made, Math.min(leftMs, lookEveryMs))) return made;
    if (isStopping()) return 'stopping';
  }
  throw new NotSentError('retry', 'notReady', 'the message was not made in time');
}

function unready(error: unknown, row: OutboxRow, { report }: DrainParts): NotSentError {
  report(error, { outbox: row.id, kind: row.kind });
  return new NotSentError('retry', 'notReady', 'the message could not be made');
}

/** Waits for the answer, but not for ever; an answer that comes later is still written down. */
async function answered(row: OutboxRow, by: string, post: Post, parts: DrainParts): Promise<void> {
  const { clock } = parts;
  const answer = post().then(
    ({ messageId }) => settle(row, { kind: 'sent', by, at: clock.now(), messageId }, parts),
    (error: unknown) => (error instanceof NotSentError ? notSent(row, by, error, parts) : doubted(row, by, error, parts)),
  );
  if (!(await endsWithin(answer, answerWithinMs))) await doubted(row, by, new Error('no answer'), parts);
}

const doubted = (row: OutboxRow, by: string, error: unknown, parts: DrainParts) =>
  settle(row, { kind: 'doubted', by, at: parts.clock.now(), problem: { code: doubtOf(error), message: 'it may have arrived' } }, parts);

/** Codes and names of errors are kept, texts are not: they may hold what was sent. */
function doubtOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  return [cause?.code, name].find((code): code is string => typeof code === 'string' && /^\w{1,60}$/.test(code)) ?? 'unknown';
}

async function notSent(row: OutboxRow, by: string, error: NotSentError, parts: DrainParts): Promise<void> {
  const { clock, limiter, random } = parts;
  const { next, code, message, retryAfterMs } = error;
  if (retryAfterMs !== null) await limiter.throttled(row.conversationId, retryAfterMs);
  const at = clock.now();
  await settle(
    row,
    { kind: 'notSent', by, at, next, retryAt: retryAt(at, row.attempts, retryAfterMs, random), problem: { code, message } },
    parts,
  );
}

async function settle(row: OutboxRow, event: OutboxEvent, { db, clock, report }: DrainParts): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      await db.transaction([row.accountId], (tx) => stepRow(tx, row.accountId, { id: row.id }, event));
      return;
    } catch (error) {
      const pause = settlingPausesMs[turn];
      // Left in `sending`: the sweep makes a doubt of it.
      if (pause === undefined) return report(error, { outbox: row.id, kind: row.kind });
      await clock.sleep(pause);
    }
  }
}
