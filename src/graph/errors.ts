/** What Graph refused or could not do, named by what the caller can do about it. */
export class GraphError extends Error {
  override name = 'GraphError';
  readonly status: number;
  /** Graph's own code, the innermost that it gave. */
  readonly code: string;
  readonly requestId: string | null;
  constructor(facts: { status: number; code: string; message: string; requestId?: string | null }) {
    super(facts.message);
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId ?? null;
  }
}
/** Too many requests, for longer than it is worth waiting here: come back after `retryAfterMs`. */
export class ThrottledError extends GraphError {
  override name = 'ThrottledError';
  readonly retryAfterMs: number;
  constructor(facts: ConstructorParameters<typeof GraphError>[0] & { retryAfterMs: number }) {
    super(facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}
/** A delta link is no longer good: enumerate again, from `location` where Graph names one. */
export class GoneError extends GraphError {
  override name = 'GoneError';
  readonly location: string | null;
  constructor(facts: ConstructorParameters<typeof GraphError>[0] & { location: string | null }) {
    super(facts);
    this.location = facts.location;
  }
}
/** A permission or a grant is missing; `permission` is the one that would do, where the caller knew it. */
export class ForbiddenError extends GraphError {
  override name = 'ForbiddenError';
  readonly permission: string | null;
  constructor(facts: ConstructorParameters<typeof GraphError>[0] & { permission: string | null }) {
    super({ ...facts, message: facts.permission ? `${facts.message} (needed: ${facts.permission})` : facts.message });
    this.permission = facts.permission;
  }
}
/** Not there, or not visible to us. */
export class NotFoundError extends GraphError {
  override name = 'NotFoundError';
}
/** The sign-in of this installation was refused: its secret, certificate or consent. */
export class UnauthorizedError extends GraphError {
  override name = 'UnauthorizedError';
}
/** Somebody changed it since it was read: read again. */
export class StaleError extends GraphError {
  override name = 'StaleError';
}
/** Somebody holds it open or checked out: it can be had again once they are done. */
export class LockedError extends GraphError {
  override name = 'LockedError';
}
/** No answer, or none that is whole, after all attempts: try later. */
export class UnreachableError extends GraphError {
  override name = 'UnreachableError';
  constructor(message: string, cause: unknown) {
    super({ status: 0, code: 'unreachable', message });
    this.cause = cause;
  }
}

interface ErrorBody {
  code?: unknown;
  message?: unknown;
  innerError?: ErrorBody & { 'request-id'?: unknown };
}
const innermost = (error: ErrorBody): string => {
  const inner = error.innerError ? innermost(error.innerError) : '';
  return inner || (typeof error.code === 'string' ? error.code : '');
};

/** The error that an answer stands for. @param body parsed, of any shape: proxies answer in HTML */
export function errorOf(
  answer: { status: number; headers: Headers; body: unknown },
  permission: string | null,
  retryAfterMs = 60_000,
): GraphError {
  const error = ((answer.body as { error?: ErrorBody } | null)?.error ?? {}) as ErrorBody;
  const outer = typeof error.code === 'string' ? error.code : '';
  const facts = {
    status: answer.status,
    code: innermost(error) || `http${answer.status}`,
    message: `Microsoft Graph answered ${answer.status}${outer ? ` ${outer}` : ''}${typeof error.message === 'string' ? `: ${error.message}` : ''}`,
    requestId:
      answer.headers.get('request-id') ?? (typeof error.innerError?.['request-id'] === 'string' ? error.innerError['request-id'] : null),
  };
  const isClientError = answer.status >= 400 && answer.status < 500;
  if (answer.status === 410 || (isClientError && /resync|syncstate/i.test(`${outer} ${facts.code}`))) {
    return new GoneError({ ...facts, location: answer.headers.get('location') });
  }
  if (answer.status === 429 || answer.status === 503) return new ThrottledError({ ...facts, retryAfterMs });
  if (answer.status === 401) return new UnauthorizedError(facts);
  if (answer.status === 403) return new ForbiddenError({ ...facts, permission });
  if (answer.status === 404) return new NotFoundError(facts);
  if (answer.status === 412 || answer.status === 409) return new StaleError(facts);
  if (answer.status === 423) return new LockedError(facts);
  return new GraphError(facts);
}
