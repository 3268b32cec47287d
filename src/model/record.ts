import type { RecordType } from './fields.ts';

export interface Money {
  /** A decimal string: '1234.50'. */
  amount: string;
  /** ISO 4217; null means the account's reporting currency. */
  currency: string | null;
}
/** A field's value, as the kinds in fields.ts describe it. null: the field is empty. */
export type FieldValue = string | number | boolean | Money | readonly string[] | null;

/** A record as a source hands it to the store: only known fields, already parsed and validated. A field that is absent is empty. */
export interface RecordInput {
  id: string;
  fields: Readonly<Record<string, FieldValue>>;
  /** The row of the source that it came from: for a list, the item's id. */
  sourceRowId: string;
  /** The link that opens the source row. */
  sourceUrl: string | null;
  /** Instant (ISO 8601, UTC) at which the source says that the row was last changed. */
  modifiedAt: string | null;
  /** Who changed it, as the source names them (personal: kept as a key into person). */
  modifiedBy: string | null;
}
export interface RecordKey {
  recordType: RecordType;
  recordId: string;
}
