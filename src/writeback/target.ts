import { sql } from 'kysely';
import { hypothesis } from '../engine/index.ts';
import type { FieldValue, RecordType } from '../model/index.ts';
import type { ListLocation } from '../sources/list/discover.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { recordInputs, type StoredRecord } from '../sync/recordInputs.ts';
import { NotWritableError, UnknownRecordError } from './errors.ts';
import { labelOf } from './reading.ts';

export interface Which {
  accountId: string;
  recordType: RecordType;
  recordId: string;
}
/** A record as it is known, and the row that it came from. */
export interface Target {
  stored: StoredRecord;
  entry: MappingEntry;
  sourceName: string;
  location: ListLocation;
  currency: string | null;
  timeZone: string | null;
}

export type Values = Readonly<Record<string, FieldValue>>;

/** Values as they were asked for, in the engine's shape. @throws InvalidChangeError naming the field and what was expected */
export const checked = ({ recordType, recordId }: Which, set: Readonly<Record<string, unknown>>): Values =>
  (hypothesis([{ recordType, recordId, set }])[0]?.set ?? {}) as Record<string, FieldValue>;

/** @throws UnknownRecordError; NotWritableError where the record is not a row of a list that is read in one way */
export async function targetOf(tx: Tx, { accountId, recordType, recordId }: Which): Promise<Target> {
  const [stored] = await recordInputs(tx, accountId, recordType, [recordId]);
  if (!stored) throw new UnknownRecordError(`there is no ${recordType} ${recordId}`);
  const found = await sql<{ kind: string; name: string; location: { found?: ListLocation }; mapping: MappingEntry[] }>`
    select kind, name, location, mapping from source where account_id = ${accountId} and id = ${stored.sourceId}`.execute(tx);
  const source = found.rows[0];
  const url = stored.input.sourceUrl;
  if (!source) throw new NotWritableError(null, 'this record was not read from a list: it is kept here', url);
  if (source.kind !== 'list' || !source.location.found) throw new NotWritableError(null, `${source.name} is edited where it is kept`, url);
  const entries = source.mapping.filter((entry) => entry.recordType === recordType);
  const [entry] = entries;
  // Several entries of one type read one list: which of them a row was read by is told by their conditions alone.
  if (!entry || entries.length > 1) throw new NotWritableError(null, `${source.name} is read in several ways: edit it there`, url);
  const settings = await sql<{ currency: string | null; time_zone: string | null }>`
    select currency, time_zone from account where account_id = ${accountId} and known_until = 'infinity'`.execute(tx);
  return {
    stored,
    entry,
    sourceName: source.name,
    location: source.location.found,
    currency: settings.rows[0]?.currency ?? null,
    timeZone: settings.rows[0]?.time_zone ?? null,
  };
}

/** What no sign-in could change is said before one is asked for. */
export function refuseUnmapped({ entry, sourceName, stored }: Target, wished: Values): void {
  for (const name of Object.keys(wished)) {
    const mapping = Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined;
    const label = labelOf(entry, name);
    const reason = !mapping
      ? `${sourceName} keeps no ${label}`
      : mapping.column === undefined
        ? `the mapping gives every row of ${sourceName} the same ${label}`
        : null;
    if (reason) throw new NotWritableError(name, reason, stored.input.sourceUrl);
  }
}
