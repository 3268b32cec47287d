import { type FieldValue, model } from '../model/index.ts';
import { asSourceColumns } from '../sources/list/columns.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import type { Database, Tx } from '../store/database.ts';
import type { CellForm } from './cellForm.ts';
import { refuseConflict, withWhoChanged } from './conflict.ts';
import { ConflictError, NotWritableError } from './errors.ts';
import { type ItemDoor, isStale, mayHaveArrived } from './listItem.ts';
import { isSame, labelOf, type RowReader, rowReader } from './reading.ts';
import type { Target, Values, Which } from './target.ts';
import { unmap } from './unmap.ts';

export type Cells = Readonly<Record<string, CellForm>>;

export interface Wish {
  wished: Values;
  /** As the person saw them when they asked. */
  seen: Values;
  ifMatch: string | undefined;
  /** What to write, where it is known to the letter: what an undo puts back. */
  cells: Cells | null;
  /** What an earlier attempt was about to write, of which nobody knows whether it arrived. */
  begun: Change | null;
}
export interface Change {
  before: Cells;
  after: Cells;
}
/** Told before a write, and after one that certainly did not arrive (null). */
export type Begin = (change: Change | null) => Promise<void>;
/** What an attempt has found, and written where something differed. */
export interface Attempted {
  sourceUrl: string | null;
  before: Values;
  /** null: the source said so already. */
  written: Change | null;
}

/**
 * Reads the row, compares, and writes what differs under the version that was read.
 * @param begin what is kept of it tells a later attempt that the values it finds there are this one's own
 * @returns null where the row changed between reading and writing
 * @throws ConflictError, NotWritableError, and what Graph answers
 */
export async function attempt(
  db: Database,
  which: Which,
  target: Target,
  door: ItemDoor,
  wish: Wish,
  begin: Begin,
): Promise<Attempted | null> {
  const { accountId, recordId } = which;
  const { stored, entry, currency } = target;
  const { wished, seen, ifMatch } = wish;
  const columns = await door.columns();
  const item = await door.read();
  const context = { source: target.sourceName, columns: asSourceColumns(columns), accountCurrency: currency, timeZone: target.timeZone };
  const reader = rowReader(accountId, entry, context, { id: stored.input.sourceRowId, url: item.url, modifiedAt: null, modifiedBy: null });
  const planned = db.transaction([accountId], async (tx) => {
    const current = await reader.read(tx, item.cells);
    const now = 'fields' in current ? current.fields : {};
    const before = pick(now, Object.keys(wished));
    const differing = Object.keys(wished).filter((name) => !isSame(now[name], wished[name], currency));
    if (differing.length === 0) return { cells: null, before };
    refuseConflict({ seen, now, wished, differing }, item, target, ifMatch);
    const changes = pick(wished, differing);
    await learnNames(tx, reader, entry, changes);
    const cells = wish.cells ?? unmap(entry, changes, { ...context, columns, cells: item.cells, nameOf: reader.references.titleOf });
    const after = await reader.read(tx, { ...item.cells, ...cells });
    refuseMisread(after, recordId, target, changes);
    return { cells, before };
  });
  const plan = await planned.catch(async (error: unknown) => {
    throw error instanceof ConflictError ? await withWhoChanged(error, door, target, context.columns) : error;
  });
  const found = { sourceUrl: item.url ?? stored.input.sourceUrl, before: plan.before };
  if (plan.cells === null)
    return wish.begun ? { ...found, before: pick(seen, Object.keys(wished)), written: wish.begun } : { ...found, written: null };
  const names = Object.keys(plan.cells);
  const before = Object.fromEntries(names.map((name) => [name, (item.cells[name] ?? null) as CellForm]));
  const written = { before, after: plan.cells };
  await begin(written);
  try {
    await door.write(plan.cells, item.version);
  } catch (error) {
    if (!mayHaveArrived(error)) await begin(null);
    if (isStale(error)) return null;
    throw error;
  }
  return { ...found, written };
}

function refuseMisread(
  after: Awaited<ReturnType<RowReader['read']>>,
  recordId: string,
  { entry, currency, sourceName }: Target,
  changes: Values,
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
async function learnNames(tx: Tx, { references }: RowReader, entry: MappingEntry, changes: Values): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    const field = model[entry.recordType].fields[name];
    if (field?.kind !== 'reference' && field?.kind !== 'references') continue;
    const ids = Array.isArray(value) ? (value as readonly string[]) : value === null ? [] : [String(value)];
    await references.prepare(tx, field.refersTo, entry.fields[name]?.match ?? 'id', ids);
  }
}

const pick = (values: Values, names: readonly string[]): Record<string, FieldValue> =>
  Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
