import { readFileSync, statSync } from 'node:fs';
import { OperationError } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that may stand in a file instead, as containers hand secrets in: NAME_FILE names it. */
const fromFiles = ['DATABASE_URL', 'METRICS_TOKEN', 'OPERATOR_WEBHOOK', 'OPERATOR_WEBHOOK_SECRET'] as const;
export type FiledSecret = (typeof fromFiles)[number];

/** The environment with what its files hold. @throws OperationError where a file cannot be read, or both are set */
export function withSecretFiles(env: Environment): Environment {
  const filled: Record<string, string | undefined> = { ...env };
  for (const name of fromFiles) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) throw new OperationError(`${name} and ${name}_FILE are both set: keep one of them`);
    try {
      filled[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      throw new OperationError(`${name}_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return filled;
}

/**
 * A secret as it is at this moment: a file that was replaced holds without a restart. One that cannot be read, or is empty,
 * as in the middle of its replacement, leaves the last good one.
 */
export function currentSecret(name: FiledSecret, env: Environment): () => string | null {
  const path = env[`${name}_FILE`];
  if (!path) return () => env[name]?.trim() || null;
  let readAt = Number.NaN;
  let value: string | null = null;
  return () => {
    try {
      const { mtimeMs } = statSync(path);
      if (mtimeMs !== readAt) {
        value = readFileSync(path, 'utf8').trim() || value;
        readAt = mtimeMs;
      }
    } catch {
      // kept as it was
    }
    return value;
  };
}
