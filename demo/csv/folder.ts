import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { decode, NotTextError } from '../../src/sources/file/decode.ts';
import { domain, people, sampleTeam, tenantId } from '../people.ts';
import type { FileSeed, ListSeed, TenantSeed } from '../tenant.ts';
import { jsonFault } from './json.ts';
import { mappingProblems } from './mappingProblems.ts';
import { parseCsv } from './parse.ts';

/** The folder cannot be served; the message says in one line what to do about it. */
export class CsvFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CsvFolderError';
  }
}

export interface CsvFolder {
  lists: ListSeed[];
  /** Workbooks; and the CSV files too where the mapping names one as a file. */
  files: FileSeed[];
  /** What mapping.json holds, unchecked; null where there is none. */
  mapping: unknown | null;
  /** One line each, beginning with the file's name: what was odd, and what was made of it. */
  problems: string[];
}

/** Every CSV file of a folder as a list, every workbook as a file of the library, with the mapping beside them. A file that is no CSV is a problem, never a crash. */
export async function readCsvFolder(folder: string): Promise<CsvFolder> {
  const names = await namesIn(folder);
  const csvNames = names.filter((name) => /\.csv$/i.test(name)).sort();
  // ~$: what Excel leaves beside a workbook while it is open.
  const workbookNames = names.filter((name) => /\.xls[xm]$/i.test(name) && !name.startsWith('~$')).sort();
  // An empty folder is a tenant without anything: a team, its site, its people. One that holds something else was not meant.
  if (csvNames.length + workbookNames.length === 0 && names.some((name) => !name.startsWith('.')))
    throw new CsvFolderError(`${folder} holds no CSV file (a name that ends in .csv) and no workbook (.xlsx)`);
  const lists: ListSeed[] = [];
  const problems: string[] = [];
  for (const name of csvNames) {
    // macOS hands out names with their accents apart.
    const title = name.slice(0, -'.csv'.length).normalize('NFC');
    if (lists.some((list) => list.displayName.toLowerCase() === title.toLowerCase())) {
      problems.push(`${name}: another file has the same name but for its case; left out`);
      continue;
    }
    const { list, problems: said } = await readList(folder, name, title);
    if (list) lists.push(list);
    problems.push(...said.map((problem) => `${name}: ${problem}`));
  }
  const mapping = names.includes('mapping.json') ? await readMapping(join(folder, 'mapping.json')) : null;
  const files = await readFiles(folder, [...workbookNames, ...(namesFiles(mapping) ? csvNames : [])], problems);
  if (mapping !== null) problems.push(...mappingProblems(mapping, lists));
  return { lists, files, mapping, problems };
}

const namesFiles = (mapping: unknown): boolean =>
  Object.values((mapping ?? {}) as object)
    .flat()
    .some((entry) => typeof entry === 'object' && entry !== null && 'file' in entry);

async function readFiles(folder: string, names: readonly string[], problems: string[]): Promise<FileSeed[]> {
  const files: FileSeed[] = [];
  for (const name of names) {
    try {
      files.push({ path: name.normalize('NFC'), content: await readFile(join(folder, name)) });
    } catch (error) {
      problems.push(`${name}: cannot be read (${(error as NodeJS.ErrnoException).code}); left out`);
    }
  }
  return files;
}

async function readList(folder: string, name: string, title: string): Promise<{ list: ListSeed | null; problems: string[] }> {
  try {
    const { text, guess } = decode(await readFile(join(folder, name)));
    const parsed = parseCsv(title, text.replace(/^\uFEFF/, ''));
    if (!parsed) return { list: null, problems: ['is empty; left out'] };
    return { list: parsed.list, problems: [...(guess ? [guess] : []), ...parsed.problems] };
  } catch (error) {
    if (error instanceof NotTextError) return { list: null, problems: [`${error.message}; left out`] };
    const code = (error as NodeJS.ErrnoException).code;
    if (code) return { list: null, problems: [`cannot be read (${code}); left out`] };
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new CsvFolderError(`there is no folder ${folder}`);
    if (code === 'ENOTDIR') throw new CsvFolderError(`${folder} is a file, not a folder of CSV files`);
    throw new CsvFolderError(`${folder} cannot be read (${code})`);
  }
}

async function readMapping(file: string): Promise<unknown> {
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  const fault = jsonFault(text);
  if (fault) throw new CsvFolderError(`${file} is not JSON: line ${fault.line}, column ${fault.column}: expected ${fault.expected}`);
  return JSON.parse(text);
}

/** A tenant that serves these lists and files: the sample people, one team, one channel. */
export function csvTenant(folder: string, lists: readonly ListSeed[], files: readonly FileSeed[] = []): TenantSeed {
  return { tenantId, domain, people, team: sampleTeam(basename(resolve(folder))), lists, ...(files.length > 0 ? { files } : {}) };
}
