/** Builds the tab where dist/tab is missing or older than its sources: what `npm start` does first. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const sources = ['tab', 'src/server/contract.ts', 'package-lock.json'];

function newest(path: string): number {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
function builtAt(): number {
  try {
    return statSync(join(root, 'dist/tab/index.html')).mtimeMs;
  } catch {
    return 0;
  }
}

if (Math.max(...sources.map((source) => newest(join(root, source)))) > builtAt()) {
  process.stdout.write('building the tab …\n');
  await build({ configFile: join(root, 'tab/vite.config.ts'), logLevel: 'warn' });
}
