import { join, resolve } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { environmentFiles, settingsOf } from './environmentFile.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * The settings of an installation as its server reads them: those of `env/.env.NAME` where a name is given, and of the
 * process's own environment, which wins. @throws ConfigError, EnvironmentError
 */
export function installationOf(env: string | undefined, own: Readonly<Record<string, string | undefined>>): Config {
  const values = env === undefined ? {} : environmentFiles(env, environmentFolder(own)).values();
  return readConfig(['--mode', 'tenant'], settingsOf(values, own));
}

export const environmentFolder = (own: Readonly<Record<string, string | undefined>>): string => own.ENV_DIR ?? join(root, 'env');
