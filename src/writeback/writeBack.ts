import { audit } from '../audit/audit.ts';
import type { Graph } from '../graph/client.ts';
import { type FieldValue, model, type RecordType } from '../model/index.ts';
import { columnsOfField } from '../sources/mapping/columns.ts';
import type { Database, Tx } from '../store/database.ts';
import { answeredHere } from './answered.ts';
import { type Attempted, attempt, type Begin, type Cells, type Wish } from './attempt.ts';
import { ConflictError, NotPermittedError, NotWritableError } from './errors.ts';
import { isRefused, itemDoor } from './listItem.ts';
import { refuseUnmapped, targetOf, type Which } from './target.ts';

/** An edit of a record, as the person asked for it. */
export interface Edit extends Which, Omit<Wish, 'seen'> {
  /** null: as it is known now. */
  seen: Wish['seen'] | null;
  /** The directory id of the person. */
  by: string;
}
export interface WrittenBack {
  sourceId: string;
  sourceUrl: string | null;
  /** null: the source said so already. */
  cells: { before: Cells; after: Cells } | null;
  fields: readonly { field: string; before: FieldValue; after: FieldValue }[];
}

/**
 * Changes a record in its source, as the person: SharePoint's own rights and its "modified by" hold. What the source
 * says now is compared with what the person had seen, and is not written over unless they have seen that too. The store
 * learns of it as of every change: by the next sync of that source. Said again, it finds the values there and writes nothing.
 * @param graph with the rights of the person; asked for once it is known that it is needed
 * @param settled told in the transaction of the audit
 * @param begin told before each write, as `attempt` says
 * @throws UnknownRecordError, NotWritableError, NotPermittedError, ConflictError, ThrottledError, UnreachableError, and what `graph` throws
 */
export async function writeBack(
  { db, clock }: { db: Database; clock(): Date },
  edit: Edit,
  graph: () => Promise<Graph>,
  settled: (tx: Tx, written: WrittenBack) => Promise<void>,
  begin: Begin,
): Promise<WrittenBack> {
  const answered = await db.transaction([edit.accountId], async (tx) => {
    const here = await answeredHere(tx, edit, clock());
    if (here?.cells) await audited(tx, edit, here.fields, clock());
    if (here) await settled(tx, here);
    return here;
  });
  if (answered) return answered;
  const target = await db.transaction([edit.accountId], (tx) => targetOf(tx, edit));
  refuseUnmapped(target, edit.wished);
  const { stored } = target;
  const wish = { ...edit, seen: edit.seen ?? stored.input.fields };
  const mapped = Object.values(target.entry.fields).flatMap(columnsOfField);
  // What keeps a token from us says nothing of the person's rights at the list.
  const door = itemDoor(await graph(), target.location, stored.input.sourceRowId, mapped);
  let attempted: Attempted | null;
  try {
    // A second try only after a version that was overtaken while we read: what it changed is then seen.
    attempted =
      (await attempt(db, edit, target, door, wish, begin)) ?? (await attempt(db, edit, target, door, { ...wish, begun: null }, begin));
  } catch (error) {
    if (isRefused(error)) throw new NotPermittedError(stored.input.sourceUrl);
    if (error instanceof NotWritableError && error.sourceUrl === null)
      throw new NotWritableError(error.field, error.message, stored.input.sourceUrl);
    throw error;
  }
  if (!attempted) throw new ConflictError('', [], stored.input.sourceUrl);
  const { before, written, sourceUrl } = attempted;
  const fields = Object.keys(edit.wished).map((field) => ({ field, before: before[field] ?? null, after: edit.wished[field] ?? null }));
  const told: WrittenBack = { sourceId: stored.sourceId, sourceUrl, cells: written, fields };
  await db.transaction([edit.accountId], async (tx) => {
    if (written) await audited(tx, edit, fields, clock());
    await settled(tx, told);
  });
  return told;
}

const audited = (tx: Tx, { accountId, recordType, recordId, by }: Edit, fields: WrittenBack['fields'], at: Date): Promise<void> => {
  const values = (which: 'before' | 'after') => impersonal(recordType, Object.fromEntries(fields.map((one) => [one.field, one[which]])));
  return audit(tx, {
    ...{ accountId, at, directoryId: by, action: 'writeBack', subject: `${recordType} ${recordId}` },
    ...{ before: values('before'), after: values('after') },
  });
};

/** Names and notes live in their own tables, not in the audit. */
const impersonal = (type: RecordType, values: Readonly<Record<string, FieldValue>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isPersonal = ['person', 'personal', 'note'].includes(model[type].fields[name]?.kind ?? '');
      return [name, isPersonal && value !== null ? { withheld: true } : value];
    }),
  );
