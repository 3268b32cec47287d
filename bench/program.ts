import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: { start: string } };
/** The flags that `npm start` gives to node: what is measured in a process of its own runs as the product does. */
const flags = scripts.start.split(/\s+/).filter((word) => word.startsWith('--'));

/** Starts one of our files, by its path from the top, in a process of its own. */
export const program = (path: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess =>
  spawn(process.execPath, [...flags, fileURLToPath(new URL(path, root)), ...args], {
    cwd: fileURLToPath(root),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
