import type { RecordType, Text } from '../../../model/index.ts';
import type { FieldMapping, MappingEntry, SourceColumn, SourceRow } from '../types.ts';

/** `isSystem`: every list of its kind has this column, and it says nothing of the record. */
export type SampleColumn = SourceColumn & { isSystem?: true };

/** A list, sheet or file never seen before: its columns, and some of its rows. */
export interface ListSample {
  /** Its display name. */
  list: string;
  columns: readonly SampleColumn[];
  rows: readonly SourceRow[];
}

/** At or above this a proposal is taken without asking; below it is asked, or left alone. */
export const sureFrom = 0.8;
export const askedFrom = 0.45;

/** How one field would be read. */
export interface FieldProposal {
  field: string;
  mapping: FieldMapping;
  /** 0 to 1; `sureFrom` or more. */
  confidence: number;
  reason: Text;
}

/** One answer to a question. `mapping` null: the field is left out. */
export interface Candidate {
  label: Text;
  mapping: FieldMapping | null;
  where?: NonNullable<MappingEntry['where']>;
  confidence: number;
  reason: Text;
}

/** What only a person can say. `field` is a field of the record type, 'id', or 'where': which rows are the account's. */
export interface Question {
  field: string;
  text: Text;
  /** Likeliest first. */
  candidates: readonly Candidate[];
  /** Without an answer the list cannot be used. */
  isNeeded: boolean;
}

export interface TypeProposal {
  recordType: RecordType;
  confidence: number;
  reason: Text;
}

/** What is proposed for a list as records of one type. */
export interface EntryProposal extends TypeProposal {
  list: string;
  fields: readonly FieldProposal[];
  questions: readonly Question[];
  /** Columns that nothing is read from. */
  unused: readonly string[];
}

export interface ListProposal {
  list: string;
  /** The likeliest type; null where the list is none of ours. */
  entry: EntryProposal | null;
  /** Where the type is not sure: all that it may be, likeliest first. */
  otherTypes: readonly TypeProposal[];
}

/** The ids and names of the records that there are, by which references are recognized. */
export interface KnownRecords {
  ids: ReadonlySet<string>;
  /** As normalizeName gives them. */
  names: ReadonlySet<string>;
}
export type KnownByType = ReadonlyMap<RecordType, KnownRecords>;
