import { randomUUID } from 'node:crypto';
import type { GraphReply } from './exchange.ts';

/** A refusal that Graph itself would give: its status, its code, and what was wrong. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly innerCode: string | null;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, more: { innerCode?: string; headers?: Record<string, string> } = {}) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.innerCode = more.innerCode ?? null;
    this.headers = more.headers ?? {};
  }
}

export const badRequest = (message: string, code = 'invalidRequest') => new GraphError(400, code, message);
export const notFound = (message = 'The resource could not be found.', code = 'itemNotFound') => new GraphError(404, code, message);
export const forbidden = (message: string, code = 'accessDenied') => new GraphError(403, code, message);

/** Graph's error body, https://learn.microsoft.com/graph/errors. */
export function errorReply(error: GraphError, clock: () => Date, clientRequestId?: string): GraphReply {
  const requestId = randomUUID();
  return {
    status: error.status,
    headers: error.headers,
    body: {
      error: {
        code: error.code,
        message: error.message,
        innerError: {
          ...(error.innerCode ? { code: error.innerCode } : {}),
          date: clock().toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': clientRequestId ?? requestId,
        },
      },
    },
  };
}
