import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the tab as it is shipped: the tests must not speak of yesterday's. */
export async function buildTab(): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'tab/vite.config.ts', '--logLevel', 'error'],
    { cwd: root },
  );
}
