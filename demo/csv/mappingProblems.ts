import { columnFinder, mappedColumns } from '../../src/sources/mapping/columns.ts';
import { MappingError, MissingColumnError } from '../../src/sources/mapping/errors.ts';
import { nearest } from '../../src/sources/mapping/nearest.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { MappingEntry, SourceColumn } from '../../src/sources/mapping/types.ts';
import { BUILT_IN } from '../graph/resources/columns.ts';
import { nameColumns } from '../graph/state/columns.ts';
import type { ListSeed } from '../tenant.ts';

const builtInBeside = (own: readonly SourceColumn[]) =>
  BUILT_IN.filter((column) => !own.some(({ displayName }) => fold(displayName) === fold(column.displayName))).map(
    ({ name, displayName }) => ({ name, displayName }),
  );
const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** What a mapping asks of the folder's lists and they do not have, one line each: said at the start, not only where the list is read. */
export function mappingProblems(json: unknown, lists: readonly ListSeed[]): string[] {
  const problems = new Set<string>();
  for (const entry of entriesOf(json)) {
    if (entry.kind) continue;
    const list = lists.find(({ displayName }) => fold(displayName) === fold(entry.list));
    if (!list) {
      const names = lists.map(({ displayName }) => displayName);
      const meant = nearest(entry.list, names);
      problems.add(
        `mapping.json: ${entry.recordType} is to come from "${entry.list}"${meant ? `; did you mean "${meant}"?` : ', and there is no such file'}`,
      );
      continue;
    }
    const own: SourceColumn[] = nameColumns(list.columns).map(({ name, displayName }) => ({ name, displayName }));
    const missing = missingColumn(entry, list.displayName, [...own, ...builtInBeside(own)]);
    if (missing) problems.add(`mapping.json: ${missing}`);
  }
  return [...problems];
}

function missingColumn(entry: MappingEntry, list: string, columns: readonly SourceColumn[]): string | null {
  try {
    mappedColumns(entry, columnFinder(list, columns));
    return null;
  } catch (error) {
    if (error instanceof MissingColumnError) return error.message;
    throw error;
  }
}

/** A mapping that cannot be read is an error of its own, said by whoever connects the account. */
function entriesOf(json: unknown) {
  try {
    return readMapping(json).entries;
  } catch (error) {
    if (error instanceof MappingError) return [];
    throw error;
  }
}
