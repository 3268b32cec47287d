import { compileEntry } from '../../sources/mapping/compile.ts';
import { MappingError, MissingColumnError } from '../../sources/mapping/errors.ts';
import { readMapping } from '../../sources/mapping/schema.ts';
import type { FieldMapping, MappingEntry } from '../../sources/mapping/types.ts';
import type { MappedEntry } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import type { Origin, ReadableSource } from './readable.ts';

/** What a manager confirms, checked as any mapping.json is, and against the columns that the source has. */
export function understoodEntries(
  given: readonly MappedEntry[],
  { name, origin, sample }: Pick<ReadableSource, 'name' | 'origin' | 'sample'>,
): MappingEntry[] {
  try {
    const entries = given.flatMap(
      ({ recordType, where, fields }) => readMapping({ [recordType]: { ...stated(origin), fields, ...(where ? { where } : {}) } }).entries,
    );
    if (entries.some((entry) => entry.recordType === 'account')) throw new MappingError('account', 'settings are no record type');
    for (const entry of entries) compileEntry(entry, { source: name, columns: sample.columns, accountCurrency: null, timeZone: null });
    return entries;
  } catch (error) {
    if (error instanceof MappingError)
      throw new ProblemError('invalid-mapping', error.message, [{ path: error.path, message: error.message }]);
    if (error instanceof MissingColumnError)
      throw new ProblemError(
        'invalid-mapping',
        error.message,
        error.columns.map((column) => ({ path: column, message: error.message })),
      );
    throw error;
  }
}

const stated = (origin: Origin) => Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined));

const short = (mapping: FieldMapping) =>
  mapping.column !== undefined && Object.keys(mapping).length === 1 ? mapping.column : { ...mapping };

export const presentEntries = (entries: readonly MappingEntry[]): MappedEntry[] =>
  entries.map(({ recordType, where, fields }) => ({
    recordType,
    ...(where
      ? {
          where: {
            column: where.column,
            ...(where.equals === undefined ? {} : { equals: where.equals }),
            ...(where.in ? { in: [...where.in] } : {}),
          },
        }
      : {}),
    fields: Object.fromEntries(Object.entries(fields).map(([name, mapping]) => [name, short(mapping)])),
  }));
