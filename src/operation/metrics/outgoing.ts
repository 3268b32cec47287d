import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Outgoing {
  request: { origin?: unknown; method?: unknown };
  response?: { statusCode?: unknown; headers?: readonly (Buffer | string)[] };
}

export interface Watching {
  /** How far Microsoft's clock was ahead of ours when it last said so, in ms; null: it has not yet. */
  clockSkewMs(): number | null;
  stop(): void;
}

/**
 * What leaves this process by fetch, counted where Node itself tells of it, so that no client can forget to: requests to
 * Microsoft Graph, to the issuer, to Teams, by status. A 429 is a throttled request.
 */
export function watchOutgoing(registry: Registry, services: Readonly<Record<string, string>>, now: () => number): Watching {
  const registers = [registry];
  const requests = new Counter({
    name: 'pulse_outgoing_requests_total',
    help: 'Requests to other services by what was answered; status 0: no answer.',
    labelNames: ['service', 'method', 'status'],
    registers,
  });
  const throttled = new Counter({
    name: 'pulse_outgoing_throttled_total',
    help: 'Answers that asked to come back later (429, 503).',
    labelNames: ['service'],
    registers,
  });
  const seconds = new Histogram({
    name: 'pulse_outgoing_request_seconds',
    help: 'Until the first byte of an answer.',
    labelNames: ['service'],
    buckets: [0.02, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const skew = new Gauge({
    name: 'pulse_clock_skew_seconds',
    help: 'How far the clocks of other services are ahead of ours.',
    labelNames: ['service'],
    registers,
  });
  let skewMs: number | null = null;
  for (const service of Object.values(services)) throttled.inc({ service }, 0);
  const begun = new WeakMap<object, number>();
  const serviceOf = (origin: unknown) => services[String(origin)] ?? 'other';
  const settled = ({ request }: Outgoing, status: number) => {
    const service = serviceOf(request.origin);
    const at = begun.get(request);
    begun.delete(request);
    requests.inc({ service, method: String(request.method), status: String(status) });
    if (status === 429 || status === 503) throttled.inc({ service });
    if (at !== undefined) seconds.observe({ service }, (performance.now() - at) / 1000);
  };
  const tellTime = ({ request, response }: Outgoing) => {
    const service = services[String(request.origin)];
    const at = dateOf(response?.headers ?? []);
    if (service === undefined || at === null) return;
    skewMs = at - now();
    skew.set({ service }, skewMs / 1000);
  };
  const listeners = {
    'undici:request:create': (message: unknown) => void begun.set((message as Outgoing).request, performance.now()),
    'undici:request:headers': (message: unknown) => {
      settled(message as Outgoing, Number((message as Outgoing).response?.statusCode));
      tellTime(message as Outgoing);
    },
    'undici:request:error': (message: unknown) => {
      if (begun.has((message as Outgoing).request)) settled(message as Outgoing, 0);
    },
  };
  for (const [channel, listener] of Object.entries(listeners)) subscribe(channel, listener);
  return {
    clockSkewMs: () => skewMs,
    stop() {
      for (const [channel, listener] of Object.entries(listeners)) unsubscribe(channel, listener);
    },
  };
}

/** The header Date, of names and values one after the other; it counts in whole seconds, so its middle is meant. */
function dateOf(headers: readonly (Buffer | string)[]): number | null {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (String(headers[index]).toLowerCase() !== 'date') continue;
    const at = Date.parse(String(headers[index + 1]));
    return Number.isNaN(at) ? null : at + 500;
  }
  return null;
}
