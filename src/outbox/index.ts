/** The outbox's doors: what nudges, digest, server and main may ask of it. */
export { type Carrier, NotSentError, type Outgoing, type Post } from './carrier.ts';
export { clearOut } from './clearOut.ts';
export { type DrainParts, drain } from './drain.ts';
export { type Enqueued, enqueue } from './enqueue.ts';
export { type Limiter, sharedLimiter, waitFor } from './limiter.ts';
export { settleDoubt, type Verdict } from './settleDoubt.ts';
