import { type Config, ConfigError, readConfig } from '../config.ts';
import { DataFolderError } from '../store/errors.ts';
import { OperationError } from './errors.ts';

export interface Command {
  config: Config;
  file: string;
  flags: ReadonlySet<string>;
}

/**
 * `-- FILE [--flag …]` beside the flags and settings of the server, which say whose database it is.
 * @param own the flags of this command
 * @throws OperationError, ConfigError
 */
export function readCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  usage: string,
  own: readonly string[],
): Command {
  const flags = new Set(argv.filter((word) => own.includes(word)));
  const rest = argv.filter((word) => !own.includes(word));
  const files: string[] = [];
  const ofServer: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (!word.startsWith('-')) files.push(word);
    else {
      ofServer.push(word);
      if (['--mode', '--data', '--as-of'].includes(word)) ofServer.push(rest[++index] ?? '');
    }
  }
  const [file] = files;
  if (file === undefined || files.length > 1) throw new OperationError(`usage: ${usage}`);
  const isInProduction = env.NODE_ENV === 'production' && !ofServer.some((word) => word.startsWith('--mode'));
  return { config: readConfig(isInProduction ? [...ofServer, '--mode', 'tenant'] : ofServer, env), file, flags };
}

/** Runs a command; what its user can mend is one line, and its exit code 1. */
export async function runCommand(work: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await work()}\n`);
  } catch (error) {
    const isForPerson = error instanceof OperationError || error instanceof ConfigError || error instanceof DataFolderError;
    process.stderr.write(isForPerson ? `account-pulse: ${error.message}\n` : `account-pulse: ${(error as Error).stack ?? String(error)}\n`);
    process.exitCode = 1;
  }
}

/** How many accounts an archive holds, in words. */
export const countOf = (accounts = 0): string => `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
