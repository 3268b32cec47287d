import { saveAnswer, takeBackAnswer } from '../links/answers.ts';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { UnknownLinkError } from './linkErrors.ts';
import { openReferences } from './references.ts';
import { matchesOf, settleAnswered } from './settle.ts';
import type { Run } from './types.ts';

/** What a cell says of which record it means. */
interface Said {
  refersTo: RecordType;
  said: string;
}
export interface Answered {
  before: { recordId: string | null } | undefined;
  /** How many records have a new version by it. */
  changed: number;
}

/**
 * A person says which record a cell means, or that none is meant; every cell that says the same follows.
 * @throws UnknownLinkError where there is no such record
 */
export async function answerLink(
  tx: Tx,
  accountId: string,
  { refersTo, said, recordId, by, at }: Said & { recordId: string | null; by: string; at: Date },
): Promise<Answered> {
  const references = openReferences(accountId);
  if (recordId !== null) {
    await references.prepare(tx, refersTo, 'id', [recordId]);
    if (!references.has(refersTo, recordId)) throw new UnknownLinkError(`there is no ${refersTo} ${recordId}`);
  }
  const before = await saveAnswer(tx, accountId, { refersTo, said, recordId, answeredAt: at.toISOString(), answeredBy: by });
  return { before, changed: await follow(tx, accountId, { refersTo, said }) };
}

/** An answer is taken back: what it had found is looked for again. */
export async function takeBackLink(tx: Tx, accountId: string, said: Said): Promise<Answered> {
  const before = await takeBackAnswer(tx, accountId, said.refersTo, said.said);
  if (before === undefined) throw new UnknownLinkError('nothing has been said of this');
  return { before, changed: await follow(tx, accountId, said) };
}

async function follow(tx: Tx, accountId: string, { refersTo, said }: Said): Promise<number> {
  const moment = await takeMoment(tx, accountId);
  const state = { runId: '', full: false, sweep: false, next: null, cursor: null, complete: true, partial: false, rows: 0, written: 0 };
  const run: Run = {
    ...{ accountId, sourceId: '', sourceName: '', entries: [], state, references: openReferences(accountId) },
    ...{ matches: await matchesOf(tx, accountId), met: new Set<string>(), hadRows: true, changed: new Set<RecordType>() },
  };
  await settleAnswered(tx, run, refersTo, said, moment);
  return run.state.written;
}
