import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Under which id a request runs, and everything that it causes: also what goes on after it was answered. */
export interface RequestContext {
  /** The caller's own id where it is one, else a new one. @param given the header x-request-id */
  idOf(given: string | undefined): string;
  run<T>(requestId: string, work: () => T): T;
  /** null outside a request. */
  current(): string | null;
}

/** Letters, digits and . _ - alone: it is written into logs and answers. */
const wellFormed = /^[A-Za-z0-9][A-Za-z0-9._-]{7,99}$/;

export function requestContext(): RequestContext {
  const storage = new AsyncLocalStorage<string>();
  return {
    idOf: (given) => (given !== undefined && wellFormed.test(given) ? given : randomUUID()),
    run: (requestId, work) => storage.run(requestId, work),
    current: () => storage.getStore() ?? null,
  };
}
