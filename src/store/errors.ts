/** What the database refused, with PostgreSQL's own code (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly constraint: string | undefined;
  constructor(facts: { message: string; code?: unknown; detail?: unknown; constraint?: unknown }) {
    super(facts.message);
    this.code = facts.code as string | undefined;
    this.detail = facts.detail as string | undefined;
    this.constraint = facts.constraint as string | undefined;
  }
}

/** The data folder cannot be used: the message says why and what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}
