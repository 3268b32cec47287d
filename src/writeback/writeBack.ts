import { sql } from 'kysely';
import { audit } from '../audit/audit.ts';
import { hypothesis } from '../engine/index.ts';
import type { GraphAs } from '../graph/onBehalfOf.ts';
import type { FieldValue, RecordType } from '../model/index.ts';
import { model } from '../model/index.ts';
import type { ListLocation } from '../sources/list/discover.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import type { Database, Tx } from '../store/database.ts';
import { recordInputs, type StoredRecord } from '../sync/recordInputs.ts';
import { ConflictError, NotPermittedError, NotWritableError, SignInNeededError, UnknownRecordError } from './errors.ts';
import { type ItemDoor, isRefused, isStale, itemDoor, type ListItem, sourceColumns } from './listItem.ts';
import { isSame, labelOf, type RowReader, rowReader } from './reading.ts';
import { unmap } from './unmap.ts';

export interface WriteBackParts {
  db: Database;
  graphAs: GraphAs;
  clock(): Date;
}
export interface Edit {
  accountId: string;
  recordType: RecordType;
  recordId: string;
  /** Values in the shape of RecordInput; null empties a field. */
  set: Readonly<Record<string, unknown>>;
  /** The version of a conflict that the person has seen and decided on. */
  ifMatch?: string | undefined;
  /** The directory id of the person, and the token with which they came. */
  by: string;
  assertion: string | null;
}
export interface WrittenBack {
  sourceId: string;
  sourceUrl: string | null;
  /** false: the source said so already. */
  changed: boolean;
  fields: readonly { field: string; before: FieldValue; after: FieldValue }[];
}

interface Target {
  stored: StoredRecord;
  entry: MappingEntry;
  sourceName: string;
  location: ListLocation;
  currency: string | null;
  timeZone: string | null;
}

/**
 * Changes a record in its source, as the person: SharePoint's own rights and its "modified by" hold. What the source
 * says now is compared with what the person had seen, and is not written over unless they have seen that too. The store
 * learns of it as of every change: by the next sync of that source.
 * @throws SignInNeededError, ConsentMissingError, UnknownRecordError, InvalidChangeError, NotWritableError,
 *   NotPermittedError, ConflictError, ThrottledError, UnreachableError
 */
export async function writeBack(parts: WriteBackParts, edit: Edit): Promise<WrittenBack> {
  const wished = checked(edit);
  const target = await parts.db.transaction([edit.accountId], (tx) => targetOf(tx, edit));
  refuseUnmapped(target, wished);
  if (edit.assertion === null) throw new SignInNeededError('the person has sent no token');
  const { stored } = target;
  try {
    const door = itemDoor(await parts.graphAs(edit.assertion), target.location, stored.input.sourceRowId);
    // A second try only after a version that was overtaken while we read: what it changed is then seen.
    const written = (await attempt(parts, edit, target, door, wished)) ?? (await attempt(parts, edit, target, door, wished));
    if (!written) throw new ConflictError('', [], stored.input.sourceUrl);
    return written;
  } catch (error) {
    if (isRefused(error)) throw new NotPermittedError(stored.input.sourceUrl);
    if (error instanceof NotWritableError && error.sourceUrl === null)
      throw new NotWritableError(error.field, error.message, stored.input.sourceUrl);
    throw error;
  }
}

/** The values in the engine's shape. @throws InvalidChangeError naming the field and what was expected */
const checked = ({ recordType, recordId, set }: Edit): Readonly<Record<string, FieldValue>> =>
  (hypothesis([{ recordType, recordId, set }])[0]?.set ?? {}) as Record<string, FieldValue>;

async function targetOf(tx: Tx, { accountId, recordType, recordId }: Edit): Promise<Target> {
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
function refuseUnmapped({ entry, sourceName, stored }: Target, wished: Readonly<Record<string, FieldValue>>): void {
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

/** @returns null where the row changed between reading and writing. */
async function attempt(
  { db, clock }: WriteBackParts,
  edit: Edit,
  target: Target,
  door: ItemDoor,
  wished: Readonly<Record<string, FieldValue>>,
): Promise<WrittenBack | null> {
  const { accountId, recordType, recordId } = edit;
  const { stored, entry, currency } = target;
  const columns = await door.columns();
  const item = await door.read();
  const context = { source: target.sourceName, columns: sourceColumns(columns), accountCurrency: currency, timeZone: target.timeZone };
  const reader = rowReader(accountId, entry, context, { id: stored.input.sourceRowId, url: item.url, modifiedAt: null, modifiedBy: null });
  const plan = await db.transaction([accountId], async (tx) => {
    const current = await reader.read(tx, item.cells);
    const now = 'fields' in current ? current.fields : {};
    const differing = Object.keys(wished).filter((name) => !isSame(now[name], wished[name], currency));
    if (differing.length === 0) return { cells: null, now };
    refuseConflict(edit, target, item, now, differing, wished);
    const changes = pick(wished, differing);
    await learnNames(tx, reader, entry, changes);
    const cells = unmap(entry, changes, { ...context, columns, cells: item.cells, nameOf: reader.references.titleOf });
    const after = await reader.read(tx, { ...item.cells, ...cells });
    refuseMisread(after, recordId, target, changes);
    return { cells, now };
  });
  const fields = Object.keys(wished).map((field) => ({ field, before: plan.now[field] ?? null, after: wished[field] ?? null }));
  const done = { sourceId: stored.sourceId, sourceUrl: item.url ?? stored.input.sourceUrl, fields };
  if (plan.cells === null) return { ...done, changed: false };
  try {
    await door.write(plan.cells, item.version);
  } catch (error) {
    if (isStale(error)) return null;
    throw error;
  }
  await db.transaction([accountId], (tx) =>
    audit(tx, {
      accountId,
      at: clock(),
      directoryId: edit.by,
      action: 'writeBack',
      subject: `${recordType} ${recordId}`,
      before: impersonal(recordType, Object.fromEntries(fields.map(({ field, before }) => [field, before]))),
      after: impersonal(recordType, Object.fromEntries(fields.map(({ field, after }) => [field, after]))),
    }),
  );
  return { ...done, changed: true };
}

/** Names and notes live in their own tables, not in the audit. */
const impersonal = (type: RecordType, values: Readonly<Record<string, FieldValue>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isPersonal = ['person', 'personal', 'note'].includes(model[type].fields[name]?.kind ?? '');
      return [name, isPersonal && value !== null ? { withheld: true } : value];
    }),
  );

/** Where the source has moved on from what the person saw, both versions are shown. */
function refuseConflict(
  { ifMatch }: Edit,
  { stored, currency }: Target,
  item: ListItem,
  now: Readonly<Record<string, FieldValue>>,
  differing: readonly string[],
  wished: Readonly<Record<string, FieldValue>>,
): void {
  if (ifMatch !== undefined && ifMatch === item.version) return;
  const known = stored.input.fields;
  const moved = differing.filter((name) => !isSame(known[name], now[name], currency));
  if (moved.length === 0 && ifMatch === undefined) return;
  const conflicts = (moved.length > 0 ? moved : differing).map((field) => ({
    field,
    known: known[field] ?? null,
    current: now[field] ?? null,
    wished: wished[field] ?? null,
  }));
  throw new ConflictError(item.version, conflicts, item.url ?? stored.input.sourceUrl);
}

function refuseMisread(
  after: Awaited<ReturnType<RowReader['read']>>,
  recordId: string,
  { entry, currency, sourceName }: Target,
  changes: Readonly<Record<string, FieldValue>>,
): void {
  if ('notOurs' in after) throw new NotWritableError(null, `the row would leave this account’s part of ${sourceName}`);
  if ('reasons' in after) {
    const [reason] = after.reasons;
    throw new NotWritableError(
      reason?.field ?? null,
      `${sourceName} would then hold ${reason?.value ?? 'something'} where ${reason?.expected} is expected`,
    );
  }
  if (after.id !== recordId) throw new NotWritableError(null, 'the record’s own key would change');
  const misread = Object.keys(changes).find((name) => !isSame(after.fields[name], changes[name], currency));
  if (misread) throw new NotWritableError(misread, `${sourceName} cannot hold this ${labelOf(entry, misread)} so that it reads the same`);
}

/** References that go by name need the names of the records that are chosen. */
async function learnNames(
  tx: Tx,
  { references }: RowReader,
  entry: MappingEntry,
  changes: Readonly<Record<string, FieldValue>>,
): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    const field = model[entry.recordType].fields[name];
    if (field?.kind !== 'reference' && field?.kind !== 'references') continue;
    const ids = Array.isArray(value) ? (value as readonly string[]) : value === null ? [] : [String(value)];
    await references.prepare(tx, field.refersTo, entry.fields[name]?.match ?? 'id', ids);
  }
}

const pick = (values: Readonly<Record<string, FieldValue>>, names: readonly string[]): Record<string, FieldValue> =>
  Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
