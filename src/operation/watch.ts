import { hostname } from 'node:os';
import type { Config } from '../config.ts';
import type { Database } from '../store/database.ts';
import { certificateLook, clockLook, databaseLook, jobsLook, roomLook, startAlarms } from './alarms/index.ts';
import { currentSecret } from './secretFiles.ts';

export interface OperatorsWatch {
  jobFailed(): void;
  stop(): Promise<void>;
}

export interface WatchParts {
  config: Pick<Config, 'operatorWebhook' | 'databaseUrl' | 'credentials'>;
  db: Database;
  dataDir: string;
  tenantId: string;
  env: Readonly<Record<string, string | undefined>>;
  clock(): Date;
  clockSkewMs(): number | null;
  report(error: unknown, facts?: object): void;
}

/** More failures than these say nothing new. */
const kept = 100;

/** Looks for trouble and tells the operator's webhook; null where there is none to tell. */
export function startOperatorsWatch({ config, db, dataDir, tenantId, env, clock, clockSkewMs, report }: WatchParts): OperatorsWatch | null {
  const hook = config.operatorWebhook;
  if (!hook) return null;
  const server = hostname();
  const failures: number[] = [];
  const secret = currentSecret('OPERATOR_WEBHOOK_SECRET', env);
  const proof = config.credentials?.proof;
  const heart = startAlarms({
    ...{ db, server, tenantId, clock, report },
    webhook: () => ({ url: hook.url, secret: secret() }),
    looks: [
      databaseLook(db),
      roomLook(db, config.databaseUrl ? null : dataDir, server),
      jobsLook(failures, server),
      clockLook(clockSkewMs, server),
      ...(proof?.kind === 'certificate' ? [certificateLook(proof.path, server)] : []),
    ],
  });
  return {
    jobFailed() {
      failures.push(clock().getTime());
      failures.splice(0, Math.max(0, failures.length - kept));
    },
    stop: heart.stop,
  };
}
