import type { FieldMapping, MappingEntry } from '../types.ts';
import type { Candidate, EntryProposal, Question } from './types.ts';

/** An entry of a mapping.json. */
export interface EntryJson {
  list: string;
  where?: MappingEntry['where'];
  fields: Record<string, string | FieldMapping>;
}
/** What was answered to the questions of one list, by field. */
export type Answers = ReadonlyMap<string, Candidate>;

/** What is sure, and what was answered. Without its key, or without knowing which rows are ours, a list cannot be used: null. */
export function entryJson(proposal: EntryProposal, answers: Answers = new Map()): EntryJson | null {
  const unanswered = proposal.questions.some((question) => question.isNeeded && !answers.has(question.field));
  if (unanswered) return null;
  const mappings = new Map(proposal.fields.map(({ field, mapping }) => [field, mapping]));
  for (const [field, { mapping }] of answers) if (mapping && field !== 'where') mappings.set(field, mapping);
  const where = answers.get('where')?.where;
  const { id, ...fields } = Object.fromEntries([...mappings].map(([field, mapping]) => [field, short(mapping)]));
  if (id === undefined) return null;
  return { list: proposal.list, ...(where ? { where } : {}), fields: { id, ...fields } };
}

/** `"column"` for `{"column": "column"}`, as people write it. */
const short = (mapping: FieldMapping): string | FieldMapping =>
  mapping.column !== undefined && Object.keys(mapping).length === 1 ? mapping.column : mapping;

/** Entries by record type, in the shape of a mapping.json: one, or a list of them. */
export function mappingJson(
  account: Readonly<Record<string, unknown>>,
  entries: readonly { recordType: string; entry: EntryJson }[],
): Record<string, unknown> {
  const byType: Record<string, EntryJson[]> = {};
  for (const { recordType, entry } of entries) byType[recordType] = [...(byType[recordType] ?? []), entry];
  const shortened = Object.entries(byType).map(([type, list]) => [type, list.length === 1 ? list[0] : list]);
  return { account, ...Object.fromEntries(shortened) };
}

/** What one answer says about another question: the dates of one list are written in one way. */
export function alsoAnswers(answered: Candidate, question: Question): Candidate | null {
  const format = answered.mapping?.format;
  if (!format) return null;
  const formats = new Set(question.candidates.map((candidate) => candidate.mapping?.format));
  const fitting = question.candidates.filter((candidate) => candidate.mapping?.format === format);
  return formats.size === question.candidates.length && fitting.length === 1 ? (fitting[0] as Candidate) : null;
}
