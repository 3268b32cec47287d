import type { FieldValue, RecordType } from '../../../model/index.ts';
import { type CompileContext, compileEntry, type ReferenceField } from '../compile.ts';
import { normalizeName } from '../references.ts';
import type { MappingEntry, Reason, SourceRow } from '../types.ts';
import type { KnownByType } from './types.ts';

export interface PreviewRow {
  rowId: string;
  recordId: string | null;
  /** As it will be understood; null: it would be quarantined, for the reasons. */
  fields: Readonly<Record<string, FieldValue>> | null;
  reasons: readonly Reason[];
}
export interface Preview {
  /** The first rows of ours. */
  rows: readonly PreviewRow[];
  counted: { rows: number; understood: number; quarantined: number; ofOthers: number };
  /** References of the sample that find nothing. */
  unmatched: readonly { field: string; refersTo: RecordType; match: 'name' | 'id'; keys: readonly string[]; records: number }[];
}

const mostKeys = 20;
const taken = (id: string, by: string): Reason => ({
  column: null,
  field: 'id',
  value: id,
  expected: `a key of its own: the id ${id} is already used by row ${by}`,
});

/** What sync would make of these rows: by the same functions, never in a second way. */
export function previewEntry(
  entry: MappingEntry,
  rows: readonly SourceRow[],
  context: CompileContext,
  known: KnownByType,
  shown = 10,
): Preview {
  const compiled = compileEntry(entry, context);
  const first: PreviewRow[] = [];
  const counted = { rows: rows.length, understood: 0, quarantined: 0, ofOthers: 0 };
  const rowOf = new Map<string, string>();
  const understood: Readonly<Record<string, FieldValue>>[] = [];
  for (const row of rows) {
    const mapped = compiled.mapRow(row);
    if ('notOurs' in mapped) {
      counted.ofOthers += 1;
      continue;
    }
    const isRecord = 'record' in mapped;
    const id = isRecord ? mapped.record.id : mapped.quarantine.recordId;
    const holder = isRecord ? rowOf.get(mapped.record.id) : undefined;
    const reasons = isRecord ? (holder === undefined ? [] : [taken(mapped.record.id, holder)]) : mapped.quarantine.reasons;
    if (isRecord && holder === undefined) {
      rowOf.set(mapped.record.id, row.id);
      understood.push(mapped.record.fields);
      counted.understood += 1;
    } else counted.quarantined += 1;
    if (first.length < shown)
      first.push({ rowId: row.id, recordId: id, fields: isRecord && holder === undefined ? mapped.record.fields : null, reasons });
  }
  const own = known.get(entry.recordType);
  const titles = understood.map((fields) => fields.name).filter((name): name is string => typeof name === 'string');
  const all = new Map(known).set(entry.recordType, {
    ids: new Set([...(own?.ids ?? []), ...rowOf.keys()]),
    names: new Set([...(own?.names ?? []), ...titles.map(normalizeName)]),
  });
  return { rows: first, counted, unmatched: compiled.references.flatMap((reference) => unmatchedOf(reference, understood, all)) };
}

/** As sync resolves them: by id, or by name and else by id. */
function unmatchedOf(
  { field, refersTo, match }: ReferenceField,
  records: readonly Readonly<Record<string, FieldValue>>[],
  known: KnownByType,
): Preview['unmatched'] {
  const { ids, names } = known.get(refersTo) ?? { ids: new Set<string>(), names: new Set<string>() };
  const isFound = (key: string) => ids.has(key) || (match === 'name' && names.has(normalizeName(key)));
  const missing = new Set<string>();
  let count = 0;
  for (const record of records) {
    const value = record[field];
    if (value === null || value === undefined) continue;
    const lost = (Array.isArray(value) ? value.map(String) : [String(value)]).filter((key) => !isFound(key));
    if (lost.length > 0) count += 1;
    for (const key of lost) missing.add(key);
  }
  return count === 0 ? [] : [{ field, refersTo, match, keys: [...missing].sort().slice(0, mostKeys), records: count }];
}
