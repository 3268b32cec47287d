import {
  ForbiddenError,
  GraphError,
  LockedError,
  NotFoundError,
  ThrottledError,
  UnauthorizedError,
  UnreachableError,
} from '../graph/errors.ts';
import { ErasureKeyError } from '../privacy/hashing.ts';
import { SourceNotFoundError, SourceProblemError } from '../sources/kind.ts';
import { MissingColumnError } from '../sources/mapping/errors.ts';
import type { SourceProblem } from './types.ts';

/** Codes of what took the source away from us: it was moved or deleted, or our access to it was. Its records are as good as they were. */
const away: readonly string[] = ['notFound', 'forbidden', 'signInRefused'];

/**
 * What went wrong at a source, in words for a manager. `isPassing`: the next round may well succeed by itself; `isAway`: it
 * will as soon as the source is there again, or may be read again. null: it is ours, not the source's.
 */
export function problemOf(error: unknown, source: string, at: string): (SourceProblem & { isPassing: boolean; isAway: boolean }) | null {
  const said = (code: string, message: string, isPassing = false) => ({ code, message, at, isPassing, isAway: away.includes(code) });
  if (error instanceof ErasureKeyError) return said('erasureKey', error.message);
  if (error instanceof MissingColumnError) return said('missingColumn', error.message);
  if (error instanceof SourceNotFoundError) return said('notFound', error.message);
  if (error instanceof SourceProblemError) return said(error.code, error.message, error.isPassing);
  if (error instanceof ThrottledError)
    return said('throttled', `Microsoft Graph asks to come back later (in ${Math.ceil(error.retryAfterMs / 1000)} seconds)`, true);
  if (error instanceof UnreachableError) return said('unreachable', `Microsoft Graph could not be reached while reading ${source}`, true);
  if (error instanceof ForbiddenError) return said('forbidden', `This installation may not read ${source}. ${error.message}`);
  if (error instanceof UnauthorizedError)
    return said('signInRefused', `This installation could not sign in to read ${source}: ${error.message}`);
  if (error instanceof NotFoundError)
    return said('notFound', `${source} is no longer where it was, or this installation lost access to it`);
  if (error instanceof LockedError) return said('locked', `${source} is locked at the moment: the next sync tries again`, true);
  if (error instanceof GraphError) return said('refused', error.message, error.status >= 500);
  return null;
}
