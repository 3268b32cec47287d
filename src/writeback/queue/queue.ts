import { randomUUID } from 'node:crypto';
import type { Graph } from '../../graph/client.ts';
import type { GraphAs } from '../../graph/onBehalfOf.ts';
import type { Language } from '../../model/index.ts';
import type { Database, Tx } from '../../store/database.ts';
import { answerableMeeting } from '../answered.ts';
import { SignInNeededError } from '../errors.ts';
import { checked, refuseUnmapped, targetOf, type Which } from '../target.ts';
import type { WrittenBack } from '../writeBack.ts';
import { EditNotFoundError, EditSettledError, NotUndoableError } from './errors.ts';
import { leasedEdits } from './leased.ts';
import { outcomeOf, passesSoon } from './outcome.ts';
import {
  changeEdit,
  claimEdits,
  clearEdits,
  deleteEdit,
  type EditProblem,
  type EditRow,
  holdEdits,
  insertEdit,
  keptForDays,
  lockedEdit,
  type NewEdit,
  orphanedEdits,
} from './rows.ts';
import { heldTokens } from './tokens.ts';

export interface QueueParts {
  db: Database;
  /** Graph with the rights of the person whose token it is given, for one who waits for the answer. */
  graphAs: GraphAs;
  /** Graph as a person who has let us keep their sign-in; absent where nothing is kept. */
  kept?: { connected(): Promise<readonly string[]>; graphOf(directoryId: string): Promise<Graph> };
  clock(): Date;
  /** What kept an edit from its source, as its person is told it. */
  explain(error: unknown, edit: EditRow): EditProblem;
  /** An edit was written that nobody waits for any more: its source is to be read. */
  written(accountId: string, sourceId: string): Promise<void>;
  /** Ids only. */
  report(error: unknown, facts: object): void;
}

/** An edit, as a person asks for it. */
export interface Asked extends Which {
  /** Values in the shape of RecordInput; null empties a field. */
  set: Readonly<Record<string, unknown>>;
  /** The version of a conflict that the person has seen and decided on. */
  ifMatch?: string | undefined;
  by: string;
  /** The token with which they came. */
  assertion: string | null;
  language: Language;
}
/** Which edit, and who asks with which token. */
export interface AskedAgain {
  accountId: string;
  id: string;
  by: string;
  assertion: string | null;
  ifMatch?: string | undefined;
  language: Language;
}
/** What has become of it: written, or waiting for its turn. */
export type Answered = { id: string; written: WrittenBack } | { id: string; waits: { notBefore: string | null }; row: EditRow };

export interface EditQueue {
  /**
   * Writes at once where nothing waits before it, and otherwise in its turn.
   * @throws as writeBack; nothing is kept then
   */
  ask(asked: Asked): Promise<Answered>;
  /** Goes on with one that needs its person. @throws EditNotFoundError, EditSettledError, and as writeBack */
  again(asked: AskedAgain): Promise<Answered>;
  /** Puts back what was there before; where it has changed since, that is a conflict. @throws NotUndoableError, and as `again` */
  undo(asked: AskedAgain): Promise<Answered>;
  /** Gives one up that is not written yet. */
  withdraw(asked: Pick<AskedAgain, 'accountId' | 'id'>): Promise<void>;
  /** One round of the work that nobody waits for. Harmless in any number of servers. */
  tick(): Promise<void>;
  upkeep(): Promise<void>;
}

/** Longer than two attempts of four requests may take. */
const leaseMs = 180_000;
/** A server that has not said for so long that it holds a token has died. */
const heldMs = 30_000;

export function openEditQueue(parts: QueueParts): EditQueue {
  const { db, clock, graphAs, kept } = parts;
  const server = randomUUID();
  const tokens = heldTokens(clock);
  const lease = () => ({ server, at: clock(), leaseMs });
  const inAccount = <T>(accountId: string, work: (tx: Tx) => Promise<T>) => db.transaction([accountId], work);
  const instant = (ms = 0) => new Date(clock().getTime() + ms).toISOString();
  const connected = async () => (kept ? await kept.connected() : []);

  const leased = leasedEdits({
    ...{ db, clock },
    async graphFor(row) {
      const assertion = tokens.of(row.id);
      if (assertion !== null) return graphAs(assertion);
      if (!kept) throw new SignInNeededError('the person’s token has ended');
      return kept.graphOf(row.by);
    },
  });

  /** With the person there. @param keep whether the row stays where it cannot be written */
  const attend = async (row: EditRow, keep: boolean): Promise<Answered> => {
    if (row.state === 'waiting') return { id: row.id, waits: { notBefore: row.notBefore }, row };
    try {
      const written = await leased.write(row);
      tokens.release(row.id);
      return { id: row.id, written };
    } catch (error) {
      const attempts = row.attempts + 1;
      const outcome = outcomeOf(error, attempts);
      if (passesSoon(error) && outcome.state === 'waiting') {
        const notBefore = instant(outcome.afterMs);
        await leased.putOff(row, notBefore, attempts, instant(heldMs));
        return { id: row.id, waits: { notBefore }, row };
      }
      tokens.release(row.id);
      const state = outcome.state === 'waiting' ? 'asking' : outcome.state;
      if (keep) await leased.stop(row, { state, problem: parts.explain(error, row), attempts, toldAt: instant() });
      else await inAccount(row.accountId, (tx) => deleteEdit(tx, row.accountId, row.id));
      throw error;
    }
  };

  const begin = async (edit: Omit<NewEdit, 'id' | 'tokenUntil'>, assertion: string | null): Promise<Answered> => {
    if (assertion === null) throw new SignInNeededError('the person has sent no token');
    const id = randomUUID();
    const tokenUntil = tokens.hold(id, assertion);
    const row = await inAccount(edit.accountId, (tx) => insertEdit(tx, { ...edit, id, tokenUntil }, lease()));
    return attend(row, false);
  };

  /** In the background: what fails is kept, and its person is asked. */
  const proceed = async (row: EditRow): Promise<void> => {
    try {
      await leased.write(row);
      tokens.release(row.id);
    } catch (error) {
      const attempts = row.attempts + 1;
      const outcome = outcomeOf(error, attempts);
      if (outcome.state === 'waiting') return leased.putOff(row, instant(outcome.afterMs), attempts, instant(heldMs));
      tokens.release(row.id);
      await leased.stop(row, { state: outcome.state, problem: parts.explain(error, row), attempts });
      return;
    }
    await parts.written(row.accountId, row.sourceId);
  };

  /** The person's own edit, locked. */
  const own = async (tx: Tx, { accountId, id, by }: AskedAgain): Promise<EditRow> => {
    const row = await lockedEdit(tx, accountId, id);
    if (!row || row.by !== by) throw new EditNotFoundError('there is no such edit');
    return row;
  };

  return {
    async ask({ set, ifMatch, assertion, by, language, ...which }) {
      const wished = checked(which, set);
      const stored = await inAccount(which.accountId, async (tx) => {
        const meeting = await answerableMeeting(tx, { ...which, wished });
        if (meeting) return meeting;
        const target = await targetOf(tx, which);
        refuseUnmapped(target, wished);
        return target.stored;
      });
      const seen = Object.fromEntries(Object.keys(wished).map((name) => [name, stored.input.fields[name] ?? null]));
      return begin(
        { ...which, by, language, wished, seen, sourceId: stored.sourceId, ifMatch: ifMatch ?? null, cells: null, undoes: null },
        assertion,
      );
    },
    async again(asked) {
      if (asked.assertion === null) throw new SignInNeededError('the person has sent no token');
      const { accountId, id, assertion, ifMatch } = asked;
      const row = await inAccount(accountId, async (tx) => {
        const found = await own(tx, asked);
        if (!['asking', 'conflict', 'refused', 'waiting'].includes(found.state)) throw new EditSettledError(`it is ${found.state}`);
        const tokenUntil = tokens.hold(id, assertion);
        const change = {
          ...{ state: 'writing' as const, ifMatch: ifMatch ?? found.ifMatch, notBefore: null, leasedBy: server, toldAt: null },
          ...{
            leasedUntil: instant(leaseMs),
            tokenUntil: tokenUntil?.toISOString() ?? null,
            heldUntil: instant(heldMs),
          },
        };
        await changeEdit(tx, accountId, id, change);
        return { ...found, state: 'writing' as const, ifMatch: change.ifMatch };
      });
      return attend(row, true);
    },
    async undo({ accountId, id, by, assertion, language }) {
      const found = await inAccount(accountId, (tx) => lockedEdit(tx, accountId, id));
      if (!found) throw new EditNotFoundError('there is no such edit');
      const { wished, seen, cellsBefore, settledAt } = found;
      const isRecent = settledAt !== null && Date.parse(settledAt) > clock().getTime() - keptForDays.undo * 86_400_000;
      if (found.state !== 'written' || !isRecent || !wished || !seen || !cellsBefore)
        throw new NotUndoableError('it can no longer be undone');
      const { sourceId, recordType, recordId } = found;
      return begin(
        {
          accountId,
          sourceId,
          recordType,
          recordId,
          by,
          language,
          wished: seen,
          seen: wished,
          cells: cellsBefore,
          undoes: id,
          ifMatch: null,
        },
        assertion,
      );
    },
    async withdraw({ accountId, id }) {
      await inAccount(accountId, async (tx) => {
        const row = await lockedEdit(tx, accountId, id);
        if (!row) throw new EditNotFoundError('there is no such edit');
        if (!['waiting', 'asking', 'conflict', 'refused'].includes(row.state)) throw new EditSettledError(`it is ${row.state}`);
        await changeEdit(tx, accountId, id, {
          state: 'withdrawn',
          settledAt: instant(),
          wished: null,
          seen: null,
          cellsBefore: null,
          cellsAfter: null,
          problem: null,
        });
      });
      tokens.release(id);
    },
    async tick() {
      const held = tokens.ids();
      await holdEdits(db, held, new Date(clock().getTime() + heldMs));
      const able = { held, connected: await connected() };
      for (const row of await orphanedEdits(db, able.connected, clock())) {
        const problem = parts.explain(new SignInNeededError('the person’s token has ended'), row);
        await inAccount(row.accountId, (tx) => changeEdit(tx, row.accountId, row.id, { problem }));
      }
      if (held.length === 0 && able.connected.length === 0) return;
      for (let claimed = await claimEdits(db, able, lease()); claimed.length > 0; claimed = await claimEdits(db, able, lease())) {
        // It may take longer than a server counts as alive: what waits behind is not to be asked for meanwhile.
        await holdEdits(db, tokens.ids(), new Date(clock().getTime() + leaseMs));
        // One after the other in each source, as they were asked; sources beside each other.
        await Promise.all(
          claimed.map((row) => proceed(row).catch((error: unknown) => parts.report(error, { accountId: row.accountId, edit: row.id }))),
        );
      }
    },
    upkeep: () => clearEdits(db, clock()),
  };
}
