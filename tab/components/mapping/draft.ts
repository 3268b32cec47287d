import type { MappedEntry, MappingPreview } from '../../../src/server/contract.ts';

/** How a field is read, as in a mapping.json: `{column, format?, values?, currency? …}`. */
export type FieldMapping = Readonly<Record<string, unknown>>;
type Proposal = NonNullable<MappingPreview['proposal']>;
export type Where = NonNullable<MappedEntry['where']>;

/** One way to read a field; `mapping` null: not at all. */
export interface Way {
  key: string;
  mapping: FieldMapping | null;
}
export const leftOut = 'leftOut';
export const keyOf = (mapping: FieldMapping | null): string => (mapping === null ? leftOut : JSON.stringify(mapping));
/** A mapping.json may name the column alone. */
export const wholeMapping = (mapping: MappedEntry['fields'][string]): FieldMapping =>
  typeof mapping === 'string' ? { column: mapping } : mapping;

/** The ways that are offered for a field, likeliest first: as it is, as proposed, as asked, then each column as it stands. */
export function waysOf(
  field: string,
  stored: FieldMapping | undefined,
  proposal: Proposal | null,
  columns: MappingPreview['columns'],
): Way[] {
  const proposed = proposal?.fields.filter((one) => one.field === field).map(({ mapping }) => mapping) ?? [];
  const asked =
    proposal?.questions.filter((one) => one.field === field).flatMap(({ candidates }) => candidates.map(({ mapping }) => mapping)) ?? [];
  const all = [...(stored ? [stored] : []), ...proposed, ...asked, ...columns.map(({ name }) => ({ column: name }))];
  const ways = new Map(all.map((mapping) => [keyOf(mapping), { key: keyOf(mapping), mapping }]));
  ways.delete(leftOut);
  return [...ways.values(), { key: leftOut, mapping: null }];
}

/** What is chosen for a field, unless the person has chosen otherwise: as it is stored, else as proposed; null: nothing. */
export function usualMapping(field: string, stored: MappedEntry | null, proposal: Proposal | null): FieldMapping | null {
  if (stored) return stored.fields[field] === undefined ? null : wholeMapping(stored.fields[field]);
  return proposal?.fields.find((one) => one.field === field)?.mapping ?? null;
}

/** The questions that still want an answer: those of a stored mapping have been answered by it. */
export const openQuestions = (stored: MappedEntry | null, proposal: Proposal | null, chosen: ReadonlySet<string>): Proposal['questions'] =>
  stored ? [] : (proposal?.questions ?? []).filter(({ field }) => !chosen.has(field));

/** What the manager confirms. `chosen`: by field, what they chose themselves. */
export function entryOf(
  recordType: MappedEntry['recordType'],
  fields: readonly string[],
  stored: MappedEntry | null,
  proposal: Proposal | null,
  chosen: ReadonlyMap<string, FieldMapping | null>,
  where: Where | null,
): MappedEntry {
  const read = fields.flatMap((field) => {
    const mapping = chosen.has(field) ? (chosen.get(field) ?? null) : usualMapping(field, stored, proposal);
    return mapping === null ? [] : [[field, mapping] as const];
  });
  return { recordType, ...(where ? { where } : {}), fields: Object.fromEntries(read.map(([field, mapping]) => [field, { ...mapping }])) };
}
