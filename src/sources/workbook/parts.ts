import { Worker } from 'node:worker_threads';
import type { Graph } from '../../graph/client.ts';
import { contentPath, discoverFile, permission } from '../drive/item.ts';
import { type SiteReference, SourceProblemError } from '../kind.ts';

/** What can be read of a workbook. */
export interface WorkbookPart {
  kind: 'table' | 'sheet';
  name: string;
}
export type PartsFound = { kind: 'parts'; parts: WorkbookPart[] } | { kind: 'problem'; code: string; what: string };

const mostBytes = 64 * 1_048_576;

/** The tables and the visible sheets of a workbook, tables first. @throws SourceNotFoundError, SourceProblemError */
export async function workbookParts(graph: Graph, site: SiteReference, path: string): Promise<WorkbookPart[]> {
  const { location } = await discoverFile(graph, site, { path });
  const content = await graph.download(contentPath(location.driveId, location.itemId), { mostBytes, permission });
  const found = await onThread(content);
  if (found.kind === 'problem') throw new SourceProblemError(found.code, `${path} ${found.what}`);
  return found.parts;
}

/** On a thread of its own, with little room: a file may have been made to be too large. */
function onThread(content: Uint8Array): Promise<PartsFound> {
  const worker = new Worker(new URL('./partsThread.ts', import.meta.url), {
    workerData: { content },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stderr: false,
  });
  return new Promise<PartsFound>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the reader of workbooks ended without an answer')));
  }).finally(() => void worker.terminate());
}
