import type { GraphRequest } from './exchange.ts';
import { type Fault, type Faults, goneWithoutLocation, htmlPage } from './faults.ts';

interface Kind {
  fault: Fault;
  /** Requests that it can happen to; absent: any. */
  to?: (request: GraphRequest) => boolean;
}
const isDelta = ({ method, path }: GraphRequest): boolean => method === 'GET' && /\/delta(\(|$)/i.test(path);
/** Not the first request of a first round: there is a token that can be too old. */
const hasToken = (request: GraphRequest): boolean => isDelta(request) && /token/i.test(`${request.path}?${request.query}`);
const isRead = ({ method }: GraphRequest): boolean => method === 'GET';
const isEdit = ({ method, path }: GraphRequest): boolean => (method === 'PATCH' || method === 'DELETE') && path.includes('/items/');
const isOfItems = ({ path }: GraphRequest): boolean => path.includes('/items');
const gone = (code: string): Fault => ({ status: 410, code });

/** Every fault that the setting knows, by its name there. */
export const FAULT_KINDS: Readonly<Record<string, Kind>> = {
  '429': { fault: { status: 429, retryAfterSeconds: 1 } },
  '429-bare': { fault: { status: 429 } },
  '429-ratelimit': {
    fault: {
      status: 429,
      retryAfterSeconds: 1,
      headers: { 'RateLimit-Limit': '1250', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '2' },
    },
  },
  '503': { fault: { status: 503, retryAfterSeconds: 1 } },
  '503-bare': { fault: { status: 503 } },
  '500': { fault: { status: 500 } },
  '502-html': { fault: htmlPage(502, '502 Bad Gateway') },
  '504': { fault: { status: 504 } },
  cut: { fault: { cut: 'answer' } },
  'cut-before': { fault: { cut: 'before' } },
  truncated: { fault: { truncated: true }, to: isRead },
  late: { fault: { delayMs: 1500 } },
  slow: { fault: { slowBodyMs: 1500 } },
  '401': { fault: { status: 401 } },
  '403': { fault: { status: 403 }, to: isOfItems },
  '410': { fault: gone('resyncChangesApplyDifferences'), to: hasToken },
  '410-upload': { fault: gone('resyncChangesUploadDifferences'), to: hasToken },
  '410-bare': { fault: goneWithoutLocation(), to: hasToken },
  'sync-state': { fault: { status: 400, code: 'syncStateNotFound', message: 'token expired' }, to: hasToken },
  '412': { fault: { status: 412 }, to: isEdit },
  '423': { fault: { status: 423 }, to: isEdit },
  '423-read': { fault: { status: 423 }, to: (request) => isRead(request) && isOfItems(request) },
  empty: { fault: { page: 'empty' }, to: isDelta },
  twice: { fault: { page: 'twice' }, to: isDelta },
  replay: { fault: { page: 'replay' }, to: isDelta },
  shuffled: { fault: { page: 'shuffled' }, to: isDelta },
  lag: { fault: { page: 'lag' }, to: isDelta },
  'error-item': { fault: { page: 'errorItem' }, to: isDelta },
};

/** Any other status of an error is known too: 404, 409 … */
const kindOf = (name: string): Kind | null =>
  (Object.hasOwn(FAULT_KINDS, name) ? FAULT_KINDS[name] : null) ?? (/^[45]\d\d$/.test(name) ? { fault: { status: Number(name) } } : null);

/**
 * Faults by their share of requests, as a setting writes them: '429:0.05,502-html:0.02,cut:0.01'; the share counts among
 * the requests that the fault can happen to. The draw is the argument, so that a test can make it certain.
 * @throws RangeError naming what cannot be read
 */
export function faultsFromSetting(setting: string, draw: () => number = Math.random): Faults {
  const shares = setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [name = '', share = ''] = part.split(':');
      const kind = kindOf(name);
      const chance = Number(share);
      if (!kind || share === '' || !(chance >= 0 && chance <= 1)) {
        throw new RangeError(
          `A fault is one of ${Object.keys(FAULT_KINDS).join(', ')} or a status, a colon and a share between 0 and 1, such as 429:0.05; got '${part}'.`,
        );
      }
      return { kind, chance };
    });
  return (request) => {
    let point = draw();
    for (const { kind, chance } of shares) {
      if (kind.to && !kind.to(request)) continue;
      if (point < chance) return kind.fault;
      point -= chance;
    }
    return null;
  };
}

/** Draws between 0 and 1 that are the same for the same seed (mulberry32). */
export function seededDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
