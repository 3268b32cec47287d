import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { sampleTenant } from './sample/index.ts';
import type { ListSeed } from './tenant.ts';

/** The sample cannot be written there; the message says in one line what to do about it. */
export class ExportError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportError';
  }
}

const fileOf = (list: ListSeed): string => `${list.displayName}.csv`;

export function csvOf(list: ListSeed): string {
  const columns = list.columns.map((column) => column.displayName);
  const rows = list.rows.map((row) => columns.map((column) => row[column] ?? ''));
  // What a list holds is text: a workbook that opens the file must not take it for a formula.
  return stringify([columns, ...rows], { cast: { boolean: String }, escape_formulas: true });
}

/** Writes the sample's lists as CSV files, with their mapping.json. A folder that holds anything else is left alone. */
export async function exportSample(folder: string): Promise<{ files: number; rows: number }> {
  const { seed, mapping } = sampleTenant();
  const files = new Map(seed.lists.map((list) => [fileOf(list), csvOf(list)]));
  files.set('mapping.json', `${JSON.stringify(mapping, null, 2)}\n`);
  try {
    await mkdir(folder, { recursive: true });
    const other = (await readdir(folder)).find((name) => !files.has(name.normalize('NFC')));
    if (other !== undefined) throw new ExportError(`${folder} holds ${other}, which is not of the sample: give an empty folder`);
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  } catch (error) {
    if (error instanceof ExportError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new ExportError(`${folder} is a file, or lies below one: give a folder`);
    if (code === undefined) throw error;
    throw new ExportError(`${folder} cannot be written (${code})`);
  }
  return { files: files.size, rows: seed.lists.reduce((sum, list) => sum + list.rows.length, 0) };
}

/** Exit code. */
async function run(folders: readonly string[]): Promise<number> {
  const [folder] = folders;
  if (folder === undefined || folders.length > 1 || folder.startsWith('-')) {
    console.error('demo:export needs one folder: npm run demo:export -- DIR');
    return 1;
  }
  try {
    const { files, rows } = await exportSample(folder);
    console.log(`${files} files with ${rows} rows written to ${folder}. See them with: npm start -- --data ${folder}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await run(process.argv.slice(2));
