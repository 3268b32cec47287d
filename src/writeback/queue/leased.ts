import type { Graph } from '../../graph/client.ts';
import type { Database, Tx } from '../../store/database.ts';
import { type Edit, type WrittenBack, writeBack } from '../writeBack.ts';
import { EditSettledError } from './errors.ts';
import { changeEdit, type EditChange, type EditRow, lockedEdit, ownSince } from './rows.ts';

export interface LeasedParts {
  db: Database;
  clock(): Date;
  graphFor(row: EditRow): Promise<Graph>;
}

/** What can be done with an edit that this server has leased. */
export interface LeasedEdits {
  /** One attempt, settled in the transaction of its audit. @throws as writeBack */
  write(row: EditRow): Promise<WrittenBack>;
  /** It is tried again, and its lease ends. */
  putOff(row: EditRow, notBefore: string, attempts: number, heldUntil: string): Promise<void>;
  /** It does not go on by itself, and its lease ends. */
  stop(row: EditRow, change: Pick<EditChange, 'state' | 'problem' | 'attempts' | 'toldAt'>): Promise<void>;
}

const ended = { leasedBy: null, leasedUntil: null } as const;

export function leasedEdits({ db, clock, graphFor }: LeasedParts): LeasedEdits {
  const change = ({ accountId, id }: EditRow, to: EditChange) => db.transaction([accountId], (tx) => changeEdit(tx, accountId, id, to));

  const settle = async (tx: Tx, row: EditRow, { cells, fields }: WrittenBack): Promise<void> => {
    // Given up meanwhile, as where somebody it names was erased, it does not come back.
    if ((await lockedEdit(tx, row.accountId, row.id))?.state !== 'writing') return;
    const values = (which: 'before' | 'after') => Object.fromEntries(fields.map((one) => [one.field, one[which]]));
    const settledAt = clock().toISOString();
    await changeEdit(tx, row.accountId, row.id, {
      ...{ state: cells ? 'written' : 'unchanged', seen: values('before'), wished: values('after') },
      ...{ cellsBefore: cells?.before ?? null, cellsAfter: cells?.after ?? null },
      ...{ ...ended, settledAt, problem: null, notBefore: null },
    });
    if (row.undoes) await changeEdit(tx, row.accountId, row.undoes, { state: 'undone', settledAt });
  };

  return {
    async write(row) {
      const { wished, seen, cellsBefore, cellsAfter, undoes } = row;
      if (!wished || !seen) throw new EditSettledError('its values are gone');
      const own = await db.transaction([row.accountId], (tx) => ownSince(tx, row));
      const edit: Edit = {
        ...{ ...row, wished, seen: { ...seen, ...own }, ifMatch: row.ifMatch ?? undefined },
        ...{ cells: undoes ? cellsAfter : null, begun: cellsBefore && cellsAfter ? { before: cellsBefore, after: cellsAfter } : null },
      };
      return writeBack(
        { db, clock },
        edit,
        () => graphFor(row),
        (tx, written) => settle(tx, row, written),
        (begun) => change(row, { cellsBefore: begun?.before ?? null, cellsAfter: begun?.after ?? (undoes ? cellsAfter : null) }),
      );
    },
    putOff: (row, notBefore, attempts, heldUntil) => change(row, { ...ended, state: 'waiting', notBefore, attempts, heldUntil }),
    stop: (row, to) => change(row, { ...ended, ...to }),
  };
}
