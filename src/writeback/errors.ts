/** A field cannot be written to its source, for a reason that does not pass: the person edits the source itself. */
export class NotWritableError extends Error {
  override name = 'NotWritableError';
  readonly field: string | null;
  readonly sourceUrl: string | null;
  constructor(field: string | null, message: string, sourceUrl: string | null = null) {
    super(message);
    this.field = field;
    this.sourceUrl = sourceUrl;
  }
}

/** A field of which the source says something else than what the person had seen. */
export interface Conflict {
  field: string;
  /** As we knew it. */
  known: unknown;
  /** As the source has it now. */
  current: unknown;
  /** As the person wants it. */
  wished: unknown;
  /** Who changed it at the source, as the source names them, and when; null where the source does not tell. */
  changedBy: string | null;
  changedAt: string | null;
}
/** Somebody changed the row meanwhile: nothing was written. Asking again with this version writes over it. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  readonly version: string;
  readonly conflicts: readonly Conflict[];
  readonly sourceUrl: string | null;
  constructor(version: string, conflicts: readonly Conflict[], sourceUrl: string | null) {
    super('the row was changed meanwhile');
    this.version = version;
    this.conflicts = conflicts;
    this.sourceUrl = sourceUrl;
  }
}

/** The person may not write there, by the source's own rights. */
export class NotPermittedError extends Error {
  override name = 'NotPermittedError';
  readonly sourceUrl: string | null;
  constructor(sourceUrl: string | null) {
    super('the person may not write to this list');
    this.sourceUrl = sourceUrl;
  }
}

/** Who asks came without a token of theirs: they sign in first. */
export class SignInNeededError extends Error {
  override name = 'SignInNeededError';
}

export class UnknownRecordError extends Error {
  override name = 'UnknownRecordError';
}
