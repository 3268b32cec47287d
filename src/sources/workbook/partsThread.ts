/** The thread that tells what there is in a workbook. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileProblem } from '../drive/problems.ts';
import type { PartsFound } from './parts.ts';
import { readContents } from './read/contents.ts';
import { openParts } from './read/zip.ts';

const { content } = workerData as { content: Uint8Array };
const say = (found: PartsFound) => parentPort?.postMessage(found);
try {
  const { tables, sheets } = await readContents(await openParts(content));
  const named = (kind: 'table' | 'sheet', names: readonly string[]) => names.map((name) => ({ kind, name }));
  const visible = sheets.filter((sheet) => sheet.isVisible).map((sheet) => sheet.name);
  say({
    kind: 'parts',
    parts: [
      ...named(
        'table',
        tables.map((table) => table.name),
      ),
      ...named('sheet', visible),
    ],
  });
} catch (error) {
  if (!(error instanceof FileProblem)) throw error;
  say({ kind: 'problem', code: error.code, what: error.what });
}
