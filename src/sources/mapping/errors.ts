/** A mapping that cannot be used. The message names the place, what was expected there and the nearest known name. */
export class MappingError extends Error {
  override name = 'MappingError';
  /** As people read it: opportunity.fields.amount.currency */
  readonly path: string;
  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

/** The mapping names a column that the source does not have (or has twice). */
export class MissingColumnError extends Error {
  override name = 'MissingColumnError';
  readonly columns: readonly string[];
  constructor(message: string, columns: readonly string[]) {
    super(message);
    this.columns = columns;
  }
}
