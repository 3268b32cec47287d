import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { headerNames } from '../drive/headerNames.ts';
import { FileProblem } from '../drive/problems.ts';
import type { OpenedTable, TableRow } from '../drive/tableReader.ts';
import { decode, NotTextError } from './decode.ts';
import { csvOptions, delimiterOf, filledWidth, isFilled } from './dialect.ts';

const pieceLength = 65_536;
function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += pieceLength) yield text.slice(start, start + pieceLength);
}
const rowsAtOnce = 500;

/**
 * A CSV file in whatever encoding, separator and quotes it has. It is gone through once to know how wide it is and
 * whether its quotes hold, and again for its rows, so that no more of it is in memory than its text.
 * @throws FileProblem
 */
export async function openCsv(content: Uint8Array): Promise<OpenedTable> {
  const { delimiter, body } = delimiterOf(textOf(content));
  const lines = (quote: '"' | null) =>
    Readable.from(pieces(body)).pipe(parse({ ...csvOptions(delimiter), quote })) as AsyncIterable<string[]>;
  const quote = await survey(lines('"')).then(
    (found) => ({ mark: '"' as const, ...found }),
    async (error) => {
      // A quote that is opened and never closed: read with quotes as letters.
      if (!(error instanceof CsvError)) throw error;
      return { mark: null, ...(await survey(lines(null))) };
    },
  );
  if (!quote.header) throw new FileProblem('empty', 'is empty: save the table into it again');
  return {
    names: headerNames(quote.header, quote.width, []),
    async *rows(columns) {
      let position = -1;
      let batch: TableRow[] = [];
      for await (const line of lines(quote.mark)) {
        if (!isFilled(line)) continue;
        position += 1;
        if (position === 0) continue;
        batch.push({ position, cells: columns.map((column) => line[column] || null) });
        if (batch.length < rowsAtOnce) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
  };
}

function textOf(content: Uint8Array): string {
  try {
    return decode(content).text.replace(/^\uFEFF/, '');
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    const isArchive = content[0] === 0x50 && content[1] === 0x4b;
    throw new FileProblem(
      'wrongFormat',
      isArchive ? 'is a workbook, not a CSV file: map it with "workbook" instead of "file"' : 'is not a text file: save the table as CSV',
    );
  }
}

async function survey(lines: AsyncIterable<string[]>): Promise<{ header: string[] | null; width: number }> {
  let header: string[] | null = null;
  let width = 0;
  for await (const line of lines) {
    if (!isFilled(line)) continue;
    header ??= line;
    if (line.length > width) width = Math.max(width, filledWidth(line));
  }
  return { header, width };
}
