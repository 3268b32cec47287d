import { sql } from 'kysely';
import type { FieldValue, RecordInput, RecordType } from '../model/index.ts';
import type { ReferenceField } from '../sources/mapping/compile.ts';
import type { Tx } from '../store/database.ts';
import type { References } from './references.ts';
import { anyOf, rowsOf } from './sql.ts';

/** A reference of a record that found nothing, or not all of its keys. */
export interface Unresolved {
  recordType: RecordType;
  recordId: string;
  field: string;
  refersTo: RecordType;
  match: 'name' | 'id';
  raw: readonly string[];
  /** Nothing is left to ask: a person has said what is meant. It is kept so that this can be taken back. */
  isAnswered: boolean;
}

export const keysOf = (value: FieldValue | undefined): readonly string[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? (value as readonly string[]) : [String(value)];

/** What a field holds when these keys are looked up: an id, ids, or nothing. */
export function lookUp(
  references: References,
  reference: Pick<ReferenceField, 'refersTo' | 'match' | 'many'>,
  keys: readonly string[],
): { value: FieldValue; isWhole: boolean; isAnswered: boolean } {
  const meant = keys.map((key) => references.resolve(reference.refersTo, reference.match, key));
  const found = [...new Set(meant.map(({ id }) => id).filter((id) => id !== null))];
  return {
    value: reference.many ? (found.length > 0 ? found : null) : (found[0] ?? null),
    isWhole: meant.every(({ id, isAnswered }) => id !== null || isAnswered),
    isAnswered: meant.some(({ isAnswered }) => isAnswered),
  };
}

/**
 * Puts ids in the place of what the cells say. A key that finds nothing leaves its field empty and is listed.
 * The records are this caller's own, made a moment ago: their fields are set in place.
 */
export async function resolveReferences(
  tx: Tx,
  references: References,
  type: RecordType,
  fields: readonly ReferenceField[],
  records: readonly RecordInput[],
): Promise<Unresolved[]> {
  const unresolved: Unresolved[] = [];
  for (const reference of fields) {
    const filled = records.filter((record) => record.fields[reference.field] !== undefined && record.fields[reference.field] !== null);
    await references.prepare(
      tx,
      reference.refersTo,
      reference.match,
      filled.flatMap((record) => keysOf(record.fields[reference.field])),
    );
    for (const record of filled) {
      const raw = keysOf(record.fields[reference.field]);
      const { value, isWhole, isAnswered } = lookUp(references, reference, raw);
      (record.fields as Record<string, FieldValue>)[reference.field] = value;
      if (!isWhole || isAnswered)
        unresolved.push({
          isAnswered: isWhole,
          recordType: type,
          recordId: record.id,
          field: reference.field,
          refersTo: reference.refersTo,
          match: reference.match,
          raw,
        });
    }
  }
  return unresolved;
}

export async function forgetUnresolved(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from unresolved_reference where account_id = ${accountId} and record_type = ${type} and record_id in ${anyOf(ids)}`.execute(
    tx,
  );
}

export async function saveUnresolved(tx: Tx, accountId: string, sourceId: string, unresolved: readonly Unresolved[]): Promise<void> {
  if (unresolved.length === 0) return;
  await sql`
    insert into unresolved_reference (account_id, source_id, record_type, record_id, field, refers_to, match, raw, is_answered)
    select ${accountId}, ${sourceId}, "recordType", "recordId", field, "refersTo", match, array(select jsonb_array_elements_text(raw)), "isAnswered"
    from ${rowsOf(unresolved, '"recordType" text, "recordId" text, field text, "refersTo" text, match text, raw jsonb, "isAnswered" boolean')}
    on conflict (account_id, record_type, record_id, field) do update set raw = excluded.raw, match = excluded.match, source_id = excluded.source_id,
      is_answered = excluded.is_answered`.execute(tx);
}
