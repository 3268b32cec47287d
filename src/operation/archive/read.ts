import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { OperationError } from '../errors.ts';
import { ArchiveHeader, archiveFormat, archiveVersion, EndLine, type RowLine, TableLine } from './format.ts';

export interface Verified {
  header: ArchiveHeader;
  rows: Readonly<Record<string, number>>;
}

/** Reads an archive whole before anything is done with it. @throws OperationError where it is not one, damaged or cut */
export async function verifyArchive(file: string): Promise<Verified> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let header: ArchiveHeader | null = null;
  let end: EndLine | null = null;
  let table: TableLine | null = null;
  // A harmed first line looks like that of another program: whether it is harmed, the packing's own sum tells at the end.
  let stranger: unknown = null;
  for await (const line of linesOf(file)) {
    if (stranger) continue;
    if (end) throw damaged(file, 'something follows its end');
    if (!header) {
      try {
        header = headerOf(file, line);
      } catch (error) {
        stranger = error;
        continue;
      }
    } else if (line.startsWith('[')) {
      if (!table) throw damaged(file, 'rows without a table');
      counts[table.table] = (counts[table.table] ?? 0) + 1;
    } else {
      const value = parsed(file, line);
      const ended = EndLine.safeParse(value);
      if (ended.success) {
        end = ended.data;
        continue;
      }
      table = TableLine.safeParse(value).data ?? null;
      if (!table) throw damaged(file, 'a line of it is of no known kind');
      counts[table.table] = 0;
    }
    hash.update(`${line}\n`);
  }
  if (stranger) throw stranger;
  if (!header) throw new OperationError(`${file} is no backup of Account Pulse: it is empty`);
  if (!end) throw damaged(file, 'its end is missing: it was cut, or writing it was broken off');
  if (hash.digest('hex') !== end.sha256 || JSON.stringify(sorted(counts)) !== JSON.stringify(sorted(end.rows)))
    throw damaged(file, 'its checksum is not that of what it holds');
  return { header, rows: counts };
}

const sorted = (counts: Readonly<Record<string, number>>) => Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The rows of a verified archive, table by table, at most `most` at a time; a table without rows comes once, empty. */
export async function* tablesIn(file: string, most: number): AsyncGenerator<{ table: TableLine; rows: RowLine[] }> {
  let table: TableLine | null = null;
  let rows: RowLine[] = [];
  for await (const line of linesOf(file)) {
    if (line.startsWith('[')) {
      rows.push(JSON.parse(line) as RowLine);
      if (table && rows.length === most) {
        yield { table, rows };
        rows = [];
      }
      continue;
    }
    if (table && rows.length > 0) yield { table, rows };
    rows = [];
    table = TableLine.safeParse(JSON.parse(line)).data ?? null;
  }
}

/** By line feeds alone: readline would also end a line at a separator that stands in somebody's text. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new OperationError(error.code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${error.code})`);
  });
  const source = createReadStream('', { fd: handle });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  const decoder = new StringDecoder('utf8');
  const parts: string[] = [];
  try {
    for await (const chunk of source.pipe(gunzip)) {
      const [first = '', ...more] = decoder.write(chunk as Buffer).split('\n');
      parts.push(first);
      for (const next of more) {
        yield parts.splice(0).join('');
        parts.push(next);
      }
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw error instanceof OperationError ? error : damaged(file, `it cannot be unpacked (${code ?? message})`);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  const rest = parts.join('') + decoder.end();
  if (rest) yield rest;
}

function headerOf(file: string, line: string): ArchiveHeader {
  const value = ((): { format?: unknown; version?: unknown } | null => {
    try {
      return JSON.parse(line);
    } catch {
      return null;
    }
  })();
  if (value?.format !== archiveFormat) throw new OperationError(`${file} is no backup of Account Pulse`);
  if (value.version !== archiveVersion)
    throw new OperationError(
      `${file} is a backup in a newer format (${value.version}): restore it with the release that made it, or a newer one`,
    );
  const header = ArchiveHeader.safeParse(value);
  if (!header.success) throw damaged(file, 'its first line is not whole');
  return header.data;
}

function parsed(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged(file, 'a line of it is not whole');
  }
}

const damaged = (file: string, why: string) =>
  new OperationError(`the backup ${file} is damaged: ${why}. Nothing was changed; use another backup`);
