import { MissingColumnError } from './errors.ts';
import { nearest } from './nearest.ts';
import type { FieldMapping, MappingEntry, SourceColumn } from './types.ts';

const fold = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Finds columns by display name or internal name; letter case counts only where it must. */
export function columnFinder(source: string, columns: readonly SourceColumn[]): (name: string) => SourceColumn {
  return (name) => {
    const exact = [(column: SourceColumn) => column.displayName === name, (column: SourceColumn) => column.name === name];
    const folded = fold(name);
    const loose = [(column: SourceColumn) => fold(column.displayName) === folded, (column: SourceColumn) => fold(column.name) === folded];
    for (const holds of [...exact, ...loose]) {
      const found = columns.filter(holds);
      if (found.length === 1) return found[0] as SourceColumn;
      if (found.length > 1) {
        const internal = found.map((column) => column.name);
        throw new MissingColumnError(
          `${source} has ${found.length} columns named "${name}": name one by its internal name (${internal.join(', ')})`,
          [name],
        );
      }
    }
    const names = columns.map((column) => column.displayName);
    const meant = nearest(name, names);
    throw new MissingColumnError(
      `${source} has no column "${name}"${meant ? `; did you mean "${meant}"?` : ''} It has: ${names.join(', ')}`,
      [name],
    );
  };
}

/** The names of columns that a field is read from. */
export const columnsOfField = (field: FieldMapping): readonly string[] =>
  [field.column, ...(field.columns ?? []), field.currencyColumn].filter((name) => name !== undefined);

/**
 * The columns that an entry reads, each once, and nothing else of the source.
 * @throws MissingColumnError naming all that are missing
 */
export function mappedColumns(entry: MappingEntry, find: (name: string) => SourceColumn): ReadonlyMap<string, SourceColumn> {
  const names = [...(entry.where ? [entry.where.column] : []), ...Object.values(entry.fields).flatMap(columnsOfField)];
  const found = new Map<string, SourceColumn>();
  const problems: MissingColumnError[] = [];
  for (const name of new Set(names)) {
    try {
      found.set(name, find(name));
    } catch (error) {
      if (!(error instanceof MissingColumnError)) throw error;
      problems.push(error);
    }
  }
  const first = problems[0];
  if (problems.length === 1 && first) throw first;
  if (problems.length > 1) {
    const missing = problems.flatMap((problem) => problem.columns);
    throw new MissingColumnError(`${missing.map((name) => `"${name}"`).join(', ')} cannot be found: ${first?.message}`, missing);
  }
  return found;
}
