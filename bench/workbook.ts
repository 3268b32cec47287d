import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Row } from './row.ts';
import { largeCsv, largeWorkbook } from './workbookFile.ts';

const rows = 100_000;
const mostMb = 300;

interface Reading {
  rows: number;
  rowsPerSecond: number;
  growthMb: number;
  stallMs: number;
}
function read(way: 'source' | 'library', file: string): Reading {
  const script = new URL('./fileReading.ts', import.meta.url).pathname;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, way, file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const reading = JSON.parse(stdout) as Reading;
  if (reading.rows !== rows) throw new Error(`${reading.rows} of ${rows} rows were read`);
  return reading;
}
/** The best of three: what else runs on the machine makes each of them slower, never faster. */
const best = (way: 'source' | 'library', file: string): Reading =>
  [1, 2, 3].map(() => read(way, file)).reduce((a, b) => (b.rowsPerSecond > a.rowsPerSecond ? b : a));
const rate = (value: number) => `${Math.round(value).toLocaleString('en')} rows/s`;

/** Files of 100,000 rows × 20 columns, half of them mapped: as a source reads them, and as their libraries could. */
export const workbookBench: Bench = {
  name: 'workbook',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'account-pulse-workbook-'));
    try {
      return (['xlsx', 'csv'] as const).flatMap((format): Row[] => {
        const file = join(folder, `deals.${format}`);
        writeFileSync(file, format === 'xlsx' ? largeWorkbook(rows) : largeCsv(rows));
        const ours = best('source', file);
        const theirs = best('library', file);
        const what = format === 'xlsx' ? 'a workbook of 100,000 rows' : 'a CSV file of 100,000 lines';
        const ratio = ours.rowsPerSecond / theirs.rowsPerSecond;
        return [
          {
            work: what,
            ours: rate(ours.rowsPerSecond),
            against: `${rate(theirs.rowsPerSecond)} of the library's own parse`,
            ratio,
            must: format === 'xlsx' ? '≥ 0.5' : '',
            isMet: format === 'csv' || ratio >= 0.5,
            aim: '',
          },
          {
            work: 'memory that it takes, and longest stall of the server',
            ours: `${Math.round(ours.growthMb)} MB, ${Math.round(ours.stallMs)} ms`,
            against: '',
            ratio: null,
            must: `≤ ${mostMb} MB`,
            isMet: ours.growthMb <= mostMb,
            aim: '',
          },
        ];
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
