/** `npm run bench [-- name …]`: ratios of one run, in one table. */
import { botTurnBench } from './botTurn.ts';
import { changedRowBench } from './changedRow.ts';
import { digestBench } from './digest.ts';
import { recomputeBench } from './recompute.ts';
import type { Bench, Row } from './row.ts';
import { scorecardBench } from './scorecard.ts';
import { startBench } from './start.ts';
import { syncBench } from './sync.ts';
import { workbookBench } from './workbook.ts';
import { worthBench } from './worth.ts';

const benches: readonly Bench[] = [
  syncBench,
  workbookBench,
  changedRowBench,
  scorecardBench,
  recomputeBench,
  worthBench,
  botTurnBench,
  digestBench,
  startBench,
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`there is no bench ${unknown.join(', ')}: choose among ${benches.map((bench) => bench.name).join(', ')}\n`);
  process.exit(1);
}

const rows: Row[] = [];
for (const bench of benches.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  process.stderr.write(`${bench.name} …`);
  const begun = performance.now();
  rows.push(...(await bench.run()));
  process.stderr.write(` ${Math.round((performance.now() - begun) / 1_000)} s\n`);
}
const table = [
  ['work', 'ours', 'against', 'ratio', 'must', '', 'aim'],
  ...rows.map((row) => [
    row.work,
    row.ours,
    row.against,
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.must,
    row.isMet ? 'met' : 'MISSED',
    row.aim,
  ]),
];
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of table)
  process.stdout.write(
    `${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  );
