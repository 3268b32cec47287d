import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Database } from '../../store/database.ts';
import { databaseMetrics } from './database.ts';
import { watchOutgoing } from './outgoing.ts';

/** What the operator's monitoring reads. Labels hold ids, routes, kinds and states: never a name, an address or a title. */
export interface Metrics {
  contentType: string;
  /** As Prometheus reads it. */
  text(): Promise<string>;
  /** @param route the pattern, never the address that was asked */
  answered(facts: { method: string; route: string; status: number; seconds: number }): void;
  /** Measures a sync and what became of it. */
  synced<T>(work: () => Promise<T>, outcomeOf: (result: T) => readonly string[]): Promise<T>;
  jobFailed(): void;
  logged(level: string): void;
  /** How far Microsoft's clock is ahead of this server's, in ms; null: nothing was heard of it yet. */
  clockSkewMs(): number | null;
  stop(): void;
}

export interface MetricsParts {
  db: Database;
  /** Milliseconds since 1970. */
  now(): number;
  /** Kinds of service by their origin: graph, issuer. */
  services: Readonly<Record<string, string>>;
  /** The database did not tell. */
  report?(error: unknown): void;
}

/** Every metric of this process; each server has its own, and those of the database say the same in all. */
export function openMetrics({ db, now, services, report = () => undefined }: MetricsParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'pulse_' });
  const registers = [registry];
  const requests = new Histogram({
    name: 'pulse_http_request_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const syncs = new Histogram({
    name: 'pulse_sync_seconds',
    help: 'How long syncs of an account took.',
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  const rounds = new Counter({
    name: 'pulse_sync_rounds_total',
    help: 'Rounds of sources by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  const failures = new Counter({ name: 'pulse_job_failures_total', help: 'Jobs that ended with an error of ours.', registers });
  const lines = new Counter({ name: 'pulse_log_lines_total', help: 'Lines of the log by level.', labelNames: ['level'], registers });
  const watching = watchOutgoing(registry, services, now);
  const look = databaseMetrics(registry, db, now, report);
  return {
    contentType: registry.contentType,
    async text() {
      await look();
      return registry.metrics();
    },
    answered: ({ method, route, status, seconds }) => requests.observe({ method, route, status: String(status) }, seconds),
    async synced(work, outcomeOf) {
      const end = syncs.startTimer();
      try {
        const result = await work();
        for (const outcome of outcomeOf(result)) rounds.inc({ outcome });
        return result;
      } catch (error) {
        rounds.inc({ outcome: 'error' });
        throw error;
      } finally {
        end();
      }
    },
    jobFailed: () => failures.inc(),
    logged: (level) => lines.inc({ level }),
    clockSkewMs: watching.clockSkewMs,
    stop() {
      watching.stop();
      registry.clear();
    },
  };
}
