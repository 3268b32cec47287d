import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the tests' own build lies: a server that runs meanwhile keeps the one that it serves. */
export const builtTab = fileURLToPath(new URL('../../../dist/tab-under-test/', import.meta.url));

/** Builds the tab as it is shipped: the tests must not speak of yesterday's. */
export async function buildTab(): Promise<void> {
  const options = ['--config', 'tab/vite.config.ts', '--outDir', builtTab, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', ...options], { cwd: root });
}
