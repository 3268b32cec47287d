import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Dice } from './world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
const flags = scripts.start.split(/\s+/).filter((word) => word.startsWith('--'));

/** Our server, as `npm start` runs it, in a process that can be killed. */
export interface Server {
  url: string;
  /** Kills it without warning at random moments, starts it again, until it is told to stop; it then runs. */
  harass(dice: Dice): { kills(): number; stop(): Promise<number> };
  /** Waits until it says that it is ready. */
  ready(): Promise<void>;
  /** Asks it to end, and waits. @returns what was odd about how it ended */
  stop(): Promise<string | null>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export async function openServer(folders: { data: string; world: string; logs: string }, graphUrl: string, today: string): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folders.logs, 'server.log');
  let child: ChildProcess | null = null;
  let ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }> = Promise.resolve({ code: 0, signal: null });

  const start = () => {
    const args = ['--data', folders.world, '--as-of', today, '--no-playground'];
    const started = spawn(process.execPath, [...flags, join(root, 'src/main.ts'), ...args], {
      cwd: root,
      env: {
        ...process.env,
        ...{ PORT: String(port), DATA_DIR: folders.data, LOCAL_GRAPH: graphUrl, GRAPH_LOG: join(folders.logs, 'graph-client.jsonl') },
        ...{ LOG_LEVEL: 'warn', NODE_ENV: 'development' },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.stderr?.on('data', (data: Buffer) => appendFileSync(log, data));
    ended = new Promise((resolve) => started.once('exit', (code, signal) => resolve({ code, signal })));
    child = started;
  };
  const isReady = () =>
    fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })
      .then((answer) => answer.ok)
      .catch(() => false);

  start();
  return {
    url,
    harass(dice) {
      let kills = 0;
      const stopping = new AbortController();
      const working = (async () => {
        while (!stopping.signal.aborted) {
          // Sometimes in the middle of its start, sometimes well after it.
          await sleep(500 + dice.below(7000), null, { signal: stopping.signal }).catch(() => undefined);
          if (stopping.signal.aborted) break;
          child?.kill('SIGKILL');
          await ended;
          kills += 1;
          start();
        }
      })();
      return {
        kills: () => kills,
        stop: async () => {
          stopping.abort();
          await working;
          return kills;
        },
      };
    },
    async ready() {
      const begun = performance.now();
      while (!(await isReady())) {
        if (child?.exitCode !== null) throw new Error(`the server ended by itself with ${child?.exitCode}: see ${log}`);
        if (performance.now() - begun > 120_000) throw new Error(`the server was not ready after two minutes: see ${log}`);
        await sleep(100);
      }
    },
    async stop() {
      if (child?.exitCode !== null) return `it had ended by itself with ${child?.exitCode}`;
      child.kill('SIGTERM');
      const late = sleep(20_000, 'late' as const, { ref: false });
      const how = await Promise.race([ended, late]);
      if (how !== 'late') return how.code === 0 ? null : `it ended with ${how.code ?? how.signal}`;
      child.kill('SIGKILL');
      await ended;
      return 'it did not end within 20 seconds';
    },
  };
}
