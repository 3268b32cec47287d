import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

type Variables = Readonly<Record<string, string>>;

/** `env/.env.NAME` with what all may read, `env/.env.NAME.user` with the secrets (not committed, for its owner's eyes). */
export interface EnvironmentFiles {
  name: string;
  values(): Variables;
  /** Changes what is named and keeps everything else as it stands, comments and order included. */
  write(kind: 'open' | 'secret', changes: Variables): void;
  pathOf(kind: 'open' | 'secret'): string;
}

export function environmentFiles(name: string, folder: string): EnvironmentFiles {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) throw new EnvironmentError(`--env must be a word in lower case such as "prod", not "${name}"`);
  const pathOf = (kind: 'open' | 'secret') => join(folder, `.env.${name}${kind === 'secret' ? '.user' : ''}`);
  const textOf = (kind: 'open' | 'secret') => (existsSync(pathOf(kind)) ? readFileSync(pathOf(kind), 'utf8') : '');
  return {
    name,
    pathOf,
    values: () => ({ ...(parseEnv(textOf('open')) as Variables), ...(parseEnv(textOf('secret')) as Variables) }),
    write(kind, changes) {
      const path = pathOf(kind);
      const text = Object.entries(changes).reduce((before, [key, value]) => withValue(before, key, value), textOf(kind));
      // Never half a file, and a secret is never readable by others, not even for a moment.
      writeFileSync(`${path}.new`, text, { mode: kind === 'secret' ? 0o600 : 0o644 });
      renameSync(`${path}.new`, path);
    },
  };
}

function withValue(text: string, key: string, value: string): string {
  const line = `${key}=${/[\s#'"]/.test(value) ? JSON.stringify(value) : value}`;
  const known = new RegExp(`^${key}=.*$`, 'm');
  if (known.test(text)) return text.replace(known, () => line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/** The Agents Toolkit keeps secrets under names of its own. */
const toolkitNames: Variables = {
  SECRET_CLIENT_SECRET: 'CLIENT_SECRET',
  SECRET_DATABASE_URL: 'DATABASE_URL',
  SECRET_TOKEN_KEY: 'TOKEN_KEY',
  SECRET_ERASURE_KEY: 'ERASURE_KEY',
};

/** The server's settings as its environment would hold them; what the process's own environment sets wins. */
export function settingsOf(values: Variables, own: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const named = Object.fromEntries(Object.entries(values).map(([key, value]) => [toolkitNames[key] ?? key, value]));
  return { ...named, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined && value !== '')) };
}
