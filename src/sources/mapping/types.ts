import type { RecordInput, RecordType } from '../../model/index.ts';
import type { Place } from '../drive/place.ts';
import type { Cell } from './parse/cell.ts';

/** A mapping.json, checked: which rows of which list become which records. */
export interface Mapping {
  account: AccountEntry;
  entries: readonly MappingEntry[];
}

/** The settings of the account that KPIs read, as fields of the record type account. */
export type AccountEntry = RecordInput['fields'];

export interface MappingEntry {
  recordType: RecordType;
  /** The list's display name; for a file what it is called in messages: 'Deals.xlsx, table Pipeline'. */
  list: string;
  /** The kind of source where it is not a list. */
  kind?: 'workbook' | 'file' | 'calendar' | 'planner' | 'directory';
  /** Where the rows are, for the kinds that need more than a name. */
  place?: Place;
  where?: { column: string; equals?: string | number | boolean; in?: readonly (string | number | boolean)[] };
  fields: Readonly<Record<string, FieldMapping>>;
}

export interface FieldMapping {
  column?: string;
  /** Only for id: several columns joined by ':'. */
  columns?: readonly string[];
  /** Only for id: the source's own number of the row. */
  row?: true;
  format?: string;
  decimal?: ',' | '.';
  /** What one unit of the cell stands for: 10000 where a column counts ten thousands (万元). Only for amounts and numbers. */
  times?: number;
  values?: Readonly<Record<string, ConstantValue>>;
  currency?: string;
  currencyColumn?: string;
  match?: 'name' | 'id';
  /** Only for a meeting's contacts: the answer of those for whom the cell gives none. */
  answer?: string;
  value?: ConstantValue;
}
export type ConstantValue = string | number | boolean | null;

/** A column of a source, as its kind tells it. */
export interface SourceColumn {
  /** The name in the source's own rows (a list's internal name). */
  name: string;
  displayName: string;
  kind?: 'date' | 'instant';
  /** Of a list's column that points into another list or at people. */
  lookup?: { gives: 'value' | 'number'; isSeveral: boolean; isPerson: boolean };
}

export interface SourceRow {
  id: string;
  url: string | null;
  modifiedAt: string | null;
  modifiedBy: string | null;
  /** False: the source says that it never changed since it was made. */
  isEdited?: boolean;
  /** By the columns' own names. */
  cells: Readonly<Record<string, Cell>>;
}

/** Why a row could not be understood. */
export interface Reason {
  column: string | null;
  field: string;
  value: string | null;
  expected: string;
}
export type MappedRow =
  | { record: RecordInput }
  | { quarantine: { recordId: string | null; reasons: Reason[]; cells: Record<string, Cell> } }
  /** The row belongs to another customer (`where`): nothing of it is kept. */
  | { notOurs: true };
