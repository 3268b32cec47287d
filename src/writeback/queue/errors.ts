/** There is no such edit, or it is not this person's. */
export class EditNotFoundError extends Error {
  override name = 'EditNotFoundError';
}
/** It has been written, given up, or is being written at this moment. */
export class EditSettledError extends Error {
  override name = 'EditSettledError';
}
/** It was not written, is older than a week, or has been undone. */
export class NotUndoableError extends Error {
  override name = 'NotUndoableError';
}
