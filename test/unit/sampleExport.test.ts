import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCsvFolder } from '../../demo/csv/folder.ts';
import { ExportError, exportSample } from '../../demo/export.ts';
import { sampleTenant } from '../../demo/sample/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'export-'));
});
afterAll(() => rm(root, { recursive: true }));
const program = (...args: string[]) => promisify(execFile)(process.execPath, ['demo/export.ts', ...args]);

describe('the export of the sample', () => {
  it('gives back the same rows and the same mapping when it is read as a folder of CSV files', async () => {
    const folder = join(root, 'sample');
    await exportSample(folder);
    const { lists, mapping, problems } = await readCsvFolder(folder);
    const { seed, mapping: original } = sampleTenant();
    expect(problems).toEqual([]);
    expect(mapping).toEqual(original);
    expect(lists.map((list) => list.displayName).sort()).toEqual(seed.lists.map((list) => list.displayName).sort());
    for (const list of seed.lists) {
      const read = lists.find((other) => other.displayName === list.displayName);
      expect(read?.columns.map((column) => column.displayName)).toEqual(list.columns.map((column) => column.displayName));
      expect(read?.rows).toEqual(list.rows);
    }
  });

  it('may be written again over itself', async () => {
    const folder = join(root, 'again');
    const first = await exportSample(folder);
    expect(await exportSample(folder)).toEqual(first);
    expect(await readdir(folder)).toHaveLength(first.files);
  });

  it('leaves a folder alone that holds anything else', async () => {
    await writeFile(join(root, 'mine.txt'), 'mine');
    await expect(exportSample(root)).rejects.toThrow(ExportError);
    await expect(exportSample(join(root, 'mine.txt'))).rejects.toThrow(/is a file/);
    await expect(exportSample(join(root, 'mine.txt', 'below'))).rejects.toThrow(/is a file, or lies below one/);
  });

  it('says in one line what is wrong, with exit code 1', async () => {
    for (const args of [[], ['a', 'b'], ['--help'], [join(root, 'mine.txt')]]) {
      const failure = await program(...args).then(
        () => null,
        (error: { code: number; stderr: string }) => error,
      );
      expect(failure?.code).toBe(1);
      expect(
        failure?.stderr
          .trim()
          .split('\n')
          .filter((line) => !/Warning|--trace/.test(line)),
      ).toHaveLength(1);
    }
  });

  it('runs as a program', async () => {
    const { stdout } = await program(join(root, 'program'));
    expect(stdout).toMatch(/^19 files with \d+ rows written to /);
  });
});
