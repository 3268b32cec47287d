/**
 * What becomes of a message that leaves, as a pure machine: every change of a row of the outbox is one step of it.
 *
 *     pending ─leased→ pending ─claimed→ sending ─sent→ sent
 *        ↑                                  ├─notSent→ pending | failed | cancelled
 *        └────────── postAgain ─────────────└─doubted, abandoned→ unknown ─arrived, sent→ sent
 *
 * `sending` is committed before the request leaves, and a message in `sending` or `unknown` is never claimed: whoever
 * dies in between leaves a doubt, not a second post. Only a person, or proof, leads out of `unknown`.
 */
export type OutboxState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled';

/** Why it is where it is. */
export interface Trouble {
  code: string;
  message: string;
}
/** Instants in milliseconds since 1970. */
export interface Standing {
  state: OutboxState;
  /** Tries begun. */
  attempts: number;
  nextTryAt: number;
  notAfter: number | null;
  /** Who holds it or held it last: a token per try, not per process. */
  claimedBy: string | null;
  claimedAt: number | null;
  settledAt: number | null;
  messageId: string | null;
  problem: Trouble | null;
}

export type OutboxEvent =
  /** Somebody makes the message ready; whoever dies at that has sent nothing. */
  | { kind: 'leased'; by: string; at: number; until: number }
  /** It is on its way from this moment. */
  | { kind: 'claimed'; by: string; at: number }
  /** Not now, and no try of its own: a limit or a hold of the conversation or tenant. */
  | { kind: 'deferred'; by: string; until: number }
  | { kind: 'sent'; by: string; at: number; messageId: string | null }
  /** Certainly not sent. */
  | { kind: 'notSent'; by: string; at: number; next: 'retry' | 'final' | 'suspend' | 'pointless'; retryAt: number; problem: Trouble }
  /** It may have arrived or not. */
  | { kind: 'doubted'; by: string; at: number; problem: Trouble }
  /** Whoever claimed it has not been heard of for too long. */
  | { kind: 'abandoned'; at: number; problem: Trouble }
  | { kind: 'expired'; at: number; problem: Trouble }
  /** A person says so. */
  | { kind: 'arrived'; at: number }
  | { kind: 'postAgain'; at: number; notAfter: number | null };

/** More tries than this are none that help. With the pauses of backoff.ts, about half a day. */
export const mostAttempts = 30;
/** A request is answered or given up within 15 s; a claim of this age has nobody left behind it. */
export const abandonedAfterMs = 30_000;

/** @returns the row after the event, or null where the event comes too late or is not the holder's: nothing changes. */
export function step(row: Standing, event: OutboxEvent): Standing | null {
  switch (event.kind) {
    case 'leased':
      if (!isDue(row, event.at)) return null;
      return row.attempts >= mostAttempts
        ? ended(row, 'failed', event.at, row.problem ?? { code: 'tooManyTries', message: 'it could not be made ready' })
        : { ...row, claimedBy: event.by, attempts: row.attempts + 1, nextTryAt: event.until };
    case 'claimed':
      if (!isHeldBy(row, event.by, 'pending') || event.at >= row.nextTryAt) return null;
      return { ...row, state: 'sending', claimedAt: event.at };
    case 'deferred':
      if (!isHeldBy(row, event.by, 'pending')) return null;
      return { ...row, attempts: Math.max(0, row.attempts - 1), nextTryAt: event.until };
    case 'sent':
      // Proof that it arrived also settles a doubt, and keeps a message from leaving again that a person wished to repeat.
      if (row.state !== 'unknown' && row.state !== 'pending' && !isHeldBy(row, event.by, 'sending')) return null;
      return { ...row, state: 'sent', settledAt: event.at, messageId: event.messageId, problem: null };
    case 'notSent':
      if (!isHeldBy(row, event.by, 'pending', 'sending', 'unknown')) return null;
      return notSent(row, event);
    case 'doubted':
      return isHeldBy(row, event.by, 'sending') ? ended(row, 'unknown', event.at, event.problem) : null;
    case 'abandoned':
      if (row.state !== 'sending' || event.at - (row.claimedAt ?? 0) < abandonedAfterMs) return null;
      return ended(row, 'unknown', event.at, event.problem);
    case 'expired':
      if (row.state !== 'pending' || row.notAfter === null || event.at < row.notAfter) return null;
      return ended(row, 'cancelled', event.at, event.problem);
    case 'arrived':
      return row.state === 'unknown' ? { ...row, state: 'sent', settledAt: event.at } : null;
    case 'postAgain':
      if (row.state !== 'unknown' && row.state !== 'failed' && row.state !== 'cancelled') return null;
      return { ...row, state: 'pending', attempts: 0, nextTryAt: event.at, notAfter: event.notAfter, settledAt: null, problem: null };
  }
}

const isDue = (row: Standing, at: number): boolean =>
  row.state === 'pending' && row.nextTryAt <= at && (row.notAfter === null || at < row.notAfter);
const isHeldBy = (row: Standing, by: string, ...states: readonly OutboxState[]): boolean =>
  row.claimedBy === by && states.includes(row.state);
const ended = (row: Standing, state: 'failed' | 'unknown' | 'cancelled', at: number, problem: Trouble): Standing => ({
  ...row,
  state,
  settledAt: at,
  problem,
});

function notSent(row: Standing, { next, at, retryAt, problem }: OutboxEvent & { kind: 'notSent' }): Standing {
  if (next === 'pointless') return ended(row, 'cancelled', at, problem);
  if (next === 'final' || row.attempts >= mostAttempts) return ended(row, 'failed', at, problem);
  return { ...row, state: 'pending', nextTryAt: retryAt, settledAt: null, problem };
}
