/**
 * `npm run soak -- sync [--seeds N] [--from SEED] [--edits E] [--folder DIR]`: random edits and faults against the local
 * Graph while the server is killed every few seconds; then the store is held against what the lists hold.
 * Each seed's raw logs stay in a folder of its own, so that another program can judge.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { soakSync } from './sync/run.ts';

const usage = 'npm run soak -- sync [--seeds N] [--from SEED] [--edits E] [--folder DIR]';

function read(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '5' },
      from: { type: 'string', default: '1' },
      edits: { type: 'string', default: '2000' },
      folder: { type: 'string' },
    },
  });
  const whole = (name: 'seeds' | 'from' | 'edits') => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) throw new TypeError(`--${name} must be a whole number above zero, not "${values[name]}"`);
    return number;
  };
  if (positionals.length !== 1 || positionals[0] !== 'sync') throw new TypeError(`there is one soak, sync; got "${positionals.join(' ')}"`);
  return { seeds: whole('seeds'), from: whole('from'), edits: whole('edits'), folder: values.folder };
}

async function main(): Promise<number> {
  const asked = read(process.argv.slice(2));
  const folder = resolve(asked.folder ?? mkdtempSync(join(tmpdir(), 'account-pulse-soak-')));
  process.stdout.write(`raw logs in ${folder}\n`);
  let failed = 0;
  for (let seed = asked.from; seed < asked.from + asked.seeds; seed += 1) {
    const begun = performance.now();
    process.stdout.write(`seed ${seed}: ${asked.edits} edits … `);
    const { problems, facts } = await soakSync({ seed, edits: asked.edits, folder: join(folder, `seed-${seed}`) });
    const seconds = Math.round((performance.now() - begun) / 1000);
    const said = Object.entries(facts).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(`${problems.length === 0 ? 'holds' : 'BROKEN'} after ${seconds} s (${said.join(', ')})\n`);
    for (const problem of problems.slice(0, 20)) process.stdout.write(`  ${problem}\n`);
    if (problems.length > 0) failed += 1;
  }
  process.stdout.write(`${asked.seeds - failed} of ${asked.seeds} seeds hold\n`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(error instanceof TypeError ? `${error.message}\n${usage}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}
