import { LockedError, ThrottledError, UnauthorizedError, UnreachableError } from '../../graph/errors.ts';
import { ClaimsNeededError, ConsentMissingError, GrantRefusedError } from '../../graph/onBehalfOf.ts';
import { MissingColumnError } from '../../sources/mapping/errors.ts';
import { NotConnectedError, VaultClosedError, VaultKeyError } from '../../vault/index.ts';
import { ConflictError, NotPermittedError, NotWritableError, SignInNeededError, UnknownRecordError } from '../errors.ts';
import { mayHaveArrived } from '../listItem.ts';

/** What becomes of an edit whose attempt has failed. */
export type Failed =
  /** It is tried again by itself. */
  | { state: 'waiting'; afterMs: number }
  /** Its person is asked: to sign in, to decide, or to give it up. */
  | { state: 'asking' | 'conflict' | 'refused' };

const shortestMs = 5_000;
const longestMs = 300_000;
/** Somebody who has the row locked may have it for hours; it is looked at once a minute. */
const lockedMs = 60_000;
/** What fails in a way that nobody foresaw is not tried for ever. */
const mostAttempts = 12;

const needsSignIn = [
  SignInNeededError,
  ConsentMissingError,
  ClaimsNeededError,
  GrantRefusedError,
  NotConnectedError,
  VaultClosedError,
  VaultKeyError,
  UnauthorizedError,
];
const cannotBe = [NotPermittedError, NotWritableError, UnknownRecordError, MissingColumnError];
const isOneOf = (error: unknown, kinds: readonly (abstract new (...parts: never[]) => Error)[]): boolean =>
  kinds.some((kind) => error instanceof kind);

/** @param attempts how often it was tried, this time included */
export function outcomeOf(error: unknown, attempts: number): Failed {
  const backoffMs = Math.min(longestMs, shortestMs * 2 ** Math.min(attempts - 1, 10));
  if (error instanceof ThrottledError) return { state: 'waiting', afterMs: Math.max(1_000, error.retryAfterMs) };
  // Whoever has it checked out for good keeps nobody else's edits back for ever.
  if (error instanceof LockedError) return attempts < mostAttempts ? { state: 'waiting', afterMs: lockedMs } : { state: 'refused' };
  if (error instanceof ConflictError) return { state: 'conflict' };
  if (isOneOf(error, needsSignIn)) return { state: 'asking' };
  if (isOneOf(error, cannotBe)) return { state: 'refused' };
  // Whether a write arrived whose answer was lost, the next attempt sees.
  if (error instanceof UnreachableError || attempts < mostAttempts) return { state: 'waiting', afterMs: backoffMs };
  return { state: 'refused' };
}

/** With the person there, only what passes by itself soon is waited for; the rest they are told at once. */
export const passesSoon = (error: unknown): boolean => error instanceof ThrottledError || mayHaveArrived(error);
