import type { Graph } from '../../graph/client.ts';
import type { SourceKind } from '../kind.ts';
import type { ListSample } from '../mapping/propose/types.ts';
import type { SourceRow } from '../mapping/types.ts';
import type { FileLocation } from './item.ts';

/** Enough to tell what a table is, and few enough to wait for. */
const sampledRows = 200;

/** A table's columns and its first rows, read as a sync would. @param kind one of its own: a sync may be reading the same file */
export async function sampleTable(kind: SourceKind<FileLocation>, graph: Graph, location: FileLocation, name: string): Promise<ListSample> {
  const columns = await kind.columns(graph, location);
  const rows: SourceRow[] = [];
  for await (const page of kind.round(graph, location, columns, null)) {
    rows.push(...page.rows);
    if (rows.length >= sampledRows) break;
  }
  return { list: name, columns, rows: rows.slice(0, sampledRows) };
}
