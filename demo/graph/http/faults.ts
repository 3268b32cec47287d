import type { GraphReply, GraphRequest } from './exchange.ts';

/**
 * Something that goes wrong on purpose, so that tests and people can see it handled.
 * - `status`: this answer instead of the real one; nothing is done.
 * - `cut: 'before'`: the connection closes before anything is done; `'answer'`: the request is carried out, and the answer breaks off half way.
 * - `delayMs`: the real answer, late.
 */
export type Fault =
  | { status: number; retryAfterSeconds?: number; code?: string; message?: string; headers?: Record<string, string>; body?: unknown }
  | { cut: 'before' | 'answer' }
  | { delayMs: number };

/** Asked once for every request to Graph; null: nothing goes wrong. */
export type Faults = (request: GraphRequest) => Fault | null;

export const noFaults: Faults = () => null;

/** The codes that the services give with these statuses. */
const CODES: Record<number, string> = {
  400: 'invalidRequest',
  401: 'InvalidAuthenticationToken',
  403: 'accessDenied',
  404: 'itemNotFound',
  410: 'resyncRequired',
  429: 'activityLimitReached',
  500: 'generalException',
  502: 'badGateway',
  503: 'serviceNotAvailable',
  504: 'gatewayTimeout',
};

export function faultReply(fault: Extract<Fault, { status: number }>, request: GraphRequest): GraphReply {
  const code = fault.code ?? CODES[fault.status] ?? 'generalException';
  return {
    status: fault.status,
    headers: {
      ...(fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) }),
      // A delta that must start over says where: the same query without its token.
      ...(fault.status === 410 ? { Location: `${request.root}/v1.0${request.path}` } : {}),
      ...fault.headers,
    },
    body: fault.body ?? { error: { code, message: fault.message ?? `The local Graph was asked to answer ${fault.status}.` } },
  };
}

/**
 * Faults by their share of requests, as a setting writes them: '429:0.05,503:0.02,cut:0.01'.
 * The draw is the argument, so that a test can make it certain.
 */
export function faultsFromSetting(setting: string, draw: () => number = Math.random): Faults {
  const shares = setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [kind = '', share = ''] = part.split(':');
      const fault: Fault | null =
        kind === 'cut' ? { cut: 'answer' } : /^[45]\d\d$/.test(kind) ? { status: Number(kind), retryAfterSeconds: 1 } : null;
      const chance = Number(share);
      if (!fault || share === '' || !(chance >= 0 && chance <= 1)) {
        throw new RangeError(`A fault is a status or 'cut', a colon and a share between 0 and 1, such as 429:0.05; got '${part}'.`);
      }
      return { fault, chance };
    });
  return () => {
    let point = draw();
    for (const { fault, chance } of shares) {
      if (point < chance) return fault;
      point -= chance;
    }
    return null;
  };
}
