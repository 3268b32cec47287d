import type { Graph } from '../../graph/client.ts';
import { TooLargeError } from '../../graph/download.ts';
import { GoneError, GraphError, NotFoundError } from '../../graph/errors.ts';
import { type RoundPage, type SourceKind, SourceNotFoundError, SourceProblemError } from '../kind.ts';
import type { Cell } from '../mapping/parse/cell.ts';
import type { SourceColumn, SourceRow } from '../mapping/types.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { contentPath, deleted, discoverFile, type FileItem, type FileLocation, findFile, permission } from './item.ts';
import { FileProblem } from './problems.ts';
import { rowIds } from './rowIds.ts';
import { openTableReader, type TableReader } from './tableReader.ts';

/** What is known of a file between the question for its columns and the round that follows. */
interface Opened {
  item: FileItem;
  names: readonly string[];
  /** null: the file did not change, and its content was not asked for. */
  reader: TableReader | null;
  expiry: NodeJS.Timeout;
}
/** A table that was opened and is not read (its mapping does not fit) is closed after this. */
const patienceMs = 60_000;

export interface FileKind {
  kind: string;
  /** The thread that reads such files. */
  thread: URL;
  /** Larger files are refused. */
  mostBytes: number;
}

/**
 * A kind of source whose rows are in a file of the site's document library. The file is asked for its eTag; where that
 * is another, its content is downloaded and read whole: what is no longer in it is gone.
 */
export function fileKind({ kind, thread, mostBytes }: FileKind): SourceKind<FileLocation> {
  const opened = new Map<string, Opened>();

  const open = async (graph: Graph, { driveId, place }: FileLocation, item: FileItem): Promise<TableReader> => {
    if (item.size > mostBytes) throw tooLarge(item, item.size, mostBytes);
    const content = await graph.download(contentPath(driveId, item.id), { mostBytes, permission });
    return openTableReader(thread, content, place);
  };
  const keep = (key: string, one: Omit<Opened, 'expiry'>) => {
    take(key)?.reader?.close();
    const expiry = setTimeout(() => take(key)?.reader?.close(), patienceMs).unref();
    opened.set(key, { ...one, expiry });
  };
  const take = (key: string): Opened | null => {
    const one = opened.get(key);
    opened.delete(key);
    clearTimeout(one?.expiry);
    return one ?? null;
  };

  return {
    kind,
    discover: async (graph, site, name, place) => {
      if (!place) throw new SourceNotFoundError(`the mapping does not say in which file ${name} is`);
      return discoverFile(graph, site, place);
    },

    columns: async (graph, location, cursor = null) => {
      const last = readCursor(cursor);
      const item = await findFile(graph, location, last?.itemId ?? null);
      const isSame = last?.itemId === item.id && last.eTag === item.eTag;
      const reader = isSame ? null : await said(item, mostBytes, () => open(graph, location, item));
      const names = reader?.names ?? last?.names ?? [];
      keep(JSON.stringify(location), { item, names, reader });
      return names.map((name): SourceColumn => ({ name, displayName: name }));
    },

    round: async function* (graph, location, columns, start, key = null) {
      const before = take(JSON.stringify(location));
      const last = readCursor(start);
      const item = before?.item ?? (await findFile(graph, location, last?.itemId ?? null));
      if (start !== null && (last?.itemId !== item.id || last.eTag !== item.eTag)) {
        // Taken up again at once, from the beginning.
        if (before) keep(JSON.stringify(location), before);
        throw new GoneError({ status: 410, code: 'fileChanged', message: `${item.name} changed`, location: null });
      }
      if (last && last.after === undefined) {
        before?.reader?.close();
        yield { rows: [], deleted: [], unreadable: 0, next: null, cursor: start };
        return;
      }
      const reader = before?.reader ?? (await said(item, mostBytes, () => open(graph, location, item)));
      const mark = { itemId: item.id, eTag: item.eTag, names: reader.names };
      const idOf = rowIds(key);
      const asked = columns.map((column) => column.name);
      let rows: SourceRow[] = [];
      let position = last?.after ?? 0;
      const batches = reader.rows(asked);
      try {
        for (;;) {
          const { value: batch, done } = await said(item, mostBytes, () => batches.next());
          if (done) break;
          if (rows.length > 0) {
            yield page(rows, writeCursor(graph.root, location.driveId, { ...mark, after: position }), null);
            rows = [];
          }
          for (const row of batch) {
            const cells: Record<string, Cell> = {};
            for (let index = 0; index < asked.length; index += 1) cells[asked[index] as string] = row.cells[index];
            const id = idOf(row.position, cells);
            if (row.position > (last?.after ?? 0)) rows.push({ id, url: item.webUrl, modifiedAt: null, modifiedBy: null, cells });
            position = Math.max(position, row.position);
          }
        }
      } finally {
        reader.close();
      }
      yield page(rows, null, writeCursor(graph.root, location.driveId, mark));
    },
  };
}

const page = (rows: SourceRow[], next: string | null, cursor: string | null): RoundPage => ({
  rows,
  deleted: [],
  unreadable: 0,
  next,
  cursor,
});

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MB`;
const tooLarge = (item: FileItem, bytes: number, mostBytes: number) =>
  new SourceProblemError(
    'tooLarge',
    `${item.name} is too large to be read (${megabytes(bytes)}, at most ${megabytes(mostBytes)}): keep fewer rows in it, or split it`,
  );

/** What goes wrong with a file, in words that name it. */
async function said<T>(item: FileItem, mostBytes: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileProblem) throw new SourceProblemError(error.code, `${item.name} ${error.what}`);
    if (error instanceof TooLargeError) throw tooLarge(item, error.bytes, mostBytes);
    if (error instanceof NotFoundError) throw deleted(item.name);
    if (error instanceof GraphError && error.status === 423) {
      throw new SourceProblemError('locked', `${item.name} is locked by somebody who works in it: it is read with a later sync`, true);
    }
    throw error;
  }
}
