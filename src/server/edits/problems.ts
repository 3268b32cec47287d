import { InvalidChangeError } from '../../engine/index.ts';
import { LockedError, ThrottledError, UnauthorizedError, UnreachableError } from '../../graph/errors.ts';
import { type Language, model, type RecordType } from '../../model/index.ts';
import { MissingColumnError } from '../../sources/mapping/errors.ts';
import { NotConnectedError } from '../../vault/index.ts';
import { ConflictError, NotPermittedError, NotWritableError, SignInNeededError, UnknownRecordError } from '../../writeback/errors.ts';
import { EditNotFoundError, EditSettledError, NotUndoableError } from '../../writeback/queue/index.ts';
import { ProblemError } from '../problems.ts';
import { signInProblem } from '../signIn/problems.ts';

/** What kept a change from its source, as the person is told it: what happened, that nothing was written, and where else it can be done. */
export function explained(error: unknown, type: RecordType, language: Language): unknown {
  if (error instanceof UnknownRecordError) return new ProblemError('unknown-record');
  if (error instanceof EditNotFoundError) return new ProblemError('unknown-edit');
  if (error instanceof EditSettledError) return new ProblemError('edit-settled');
  if (error instanceof NotUndoableError) return new ProblemError('cannot-undo');
  if (error instanceof SignInNeededError || error instanceof NotConnectedError) return new ProblemError('sign-in-needed');
  const signIn = signInProblem(error);
  if (signIn) return signIn;
  if (error instanceof NotWritableError) {
    const errors = error.field ? [{ path: `set.${error.field}`, message: error.message }] : undefined;
    return new ProblemError('cannot-write-back', error.message, errors, { sourceUrl: error.sourceUrl });
  }
  if (error instanceof MissingColumnError) return new ProblemError('cannot-write-back', error.message);
  if (error instanceof NotPermittedError) return new ProblemError('source-forbidden', undefined, undefined, { sourceUrl: error.sourceUrl });
  if (error instanceof ConflictError) {
    const fields = error.conflicts.map((one) => ({ ...one, label: model[type].fields[one.field]?.label[language] ?? one.field }));
    return new ProblemError('source-conflict', undefined, undefined, {
      sourceUrl: error.sourceUrl,
      conflict: { version: error.version, fields },
    });
  }
  if (error instanceof ThrottledError) {
    const retryAfter = Math.max(1, Math.ceil(error.retryAfterMs / 1000));
    const detail = language === 'en' ? `Try again in ${retryAfter} seconds.` : `请在 ${retryAfter} 秒后重试。`;
    return new ProblemError('source-busy', detail, undefined, { retryAfter });
  }
  if (error instanceof LockedError) {
    const detail = language === 'en' ? 'Somebody has it locked at the moment. Nothing was written.' : '目前被他人锁定，未写入任何内容。';
    return new ProblemError('source-busy', detail);
  }
  if (error instanceof UnreachableError || error instanceof UnauthorizedError) return new ProblemError('source-unreachable');
  if (error instanceof InvalidChangeError) return new ProblemError('invalid-change', error.message);
  return error;
}
