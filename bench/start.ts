import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './program.ts';
import { type Bench, ms } from './row.ts';

/** A port that is free now. Both starts use the same ones, as a user's do: a local Graph that moved would be read anew. */
const freePort = () =>
  new Promise<string>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(String(port)));
    });
  });

/** From the start of the program until it says that it is ready. */
async function start(dataDir: string, ports: { PORT: string; GRAPH_PORT: string }): Promise<number> {
  const begun = performance.now();
  const child = program('src/main.ts', ['--no-playground', '--as-of', '2026-11-24'], {
    ...process.env,
    ...ports,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<boolean>((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('is ready')) resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
  const took = performance.now() - begun;
  child.kill('SIGTERM');
  await exited;
  if (!ready) throw new Error('the program ended before it was ready');
  return took;
}

export const startBench: Bench = {
  name: 'start',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'account-pulse-bench-'));
    try {
      const ports = { PORT: await freePort(), GRAPH_PORT: await freePort() };
      const first = await start(folder, ports);
      const second = await start(folder, ports);
      return [
        {
          work: 'start to ready, second run',
          ours: ms(second),
          against: `${ms(first)} first run`,
          ratio: second / first,
          must: '≤ 5 s',
          isMet: second <= 5_000,
          aim: '≤ 2 s',
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
