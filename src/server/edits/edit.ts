import { type FieldValue, model, type RecordType } from '../../model/index.ts';
import { evaluateNudges } from '../../nudges/evaluate.ts';
import type { AskedAgain, Answered as QueueAnswer } from '../../writeback/queue/index.ts';
import type { Written } from '../contract.ts';
import type { House } from '../house.ts';
import { inAccount } from '../reading.ts';
import type { Answer, AskedOfAccount } from '../route.ts';
import { alreadySo } from './alreadySo.ts';
import { explained } from './problems.ts';
import { moves, type Readings, readings } from './readings.ts';

export interface RecordEdit {
  recordType: RecordType;
  recordId: string;
  set: Readonly<Record<string, unknown>>;
  ifMatch?: string | undefined;
}

/** Graph's delta may report a change a little after it was made: the source is read again for so long. */
const lookAgainAfterMs = [0, 300, 700, 1_500];

/**
 * Writes to the source as the caller, reads that one source at once, and tells which readings of today moved. Where the
 * source asks to wait, the edit waits for its turn, and that is told.
 * @param always the KPI that is told of also where it did not move
 */
export async function edit(asked: AskedOfAccount, house: House, wish: RecordEdit, always: string | null = null): Promise<Written> {
  const { account, caller, assertion, language } = asked;
  return carriedOut(asked, house, wish, always, () =>
    house.edits.ask({ ...wish, accountId: account.id, by: caller.directoryId, assertion, language }),
  );
}

/** Goes on with an edit that stands in the queue, or puts back what one has written. */
export async function resume(
  asked: AskedOfAccount,
  house: House,
  which: { recordType: RecordType; recordId: string; id: string; ifMatch?: string | undefined },
  how: 'again' | 'undo',
): Promise<Written> {
  const { account, caller, assertion, language } = asked;
  const again: AskedAgain = { accountId: account.id, id: which.id, by: caller.directoryId, assertion, ifMatch: which.ifMatch, language };
  return carriedOut(asked, house, which, null, () => house.edits[how](again));
}

/** As the API answers it: what is not written yet is accepted. */
export const answerOf = (written: Written): Answer => ({ status: written.edit.state === 'waiting' ? 202 : 200, body: written });

type Which = Pick<RecordEdit, 'recordType' | 'recordId'>;

async function carriedOut(
  asked: AskedOfAccount,
  house: House,
  which: Which,
  always: string | null,
  work: () => Promise<QueueAnswer>,
): Promise<Written> {
  const { account, language, today } = asked;
  const before = await readings(asked, house);
  const answer = await work().catch((error: unknown) => {
    throw explained(error, which.recordType, language);
  });
  if ('waits' in answer) {
    const { wished, seen } = answer.row;
    const fields = Object.keys(wished ?? {}).map((field) => ({ field, before: seen?.[field] ?? null, after: wished?.[field] ?? null }));
    const told = { id: answer.id, state: 'waiting' as const, retryAt: answer.waits.notBefore, isSeen: false };
    return present(which, { fields, changed: false, sourceUrl: null }, { before, after: before }, told, { asked, always: null });
  }
  const { written } = answer;
  const isSeen = written.cells === null || (await isReported(asked, house, which, written));
  await evaluateNudges(house.db, account.id, { today, now: house.clock() });
  const readingsNow = { before, after: await readings(asked, house) };
  const told = { id: answer.id, state: 'written' as const, retryAt: null, isSeen };
  return present(which, { ...written, changed: written.cells !== null }, readingsNow, told, { asked, always: isSeen ? always : null });
}

/** Reads the source until it reports what was written, for as long as somebody may be kept waiting. */
async function isReported(
  asked: AskedOfAccount,
  house: House,
  which: Which,
  { sourceId, fields }: { sourceId: string; fields: readonly { field: string; after: FieldValue }[] },
): Promise<boolean> {
  const { id, currency } = asked.account;
  const set = Object.fromEntries(fields.map(({ field, after }) => [field, after]));
  for (const afterMs of lookAgainAfterMs) {
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    await house.sync.syncNow(id, sourceId);
    if (await inAccount(asked, house, (tx) => alreadySo(tx, id, { ...which, set }, currency))) return true;
  }
  return false;
}

function present(
  { recordType, recordId }: Which,
  written: { fields: readonly { field: string; before: FieldValue; after: FieldValue }[]; changed: boolean; sourceUrl: string | null },
  { before, after }: { before: Readings; after: Readings },
  told: Written['edit'],
  { asked, always }: { asked: AskedOfAccount; always: string | null },
): Written {
  const { language, account } = asked;
  const label = (field: string) => model[recordType].fields[field]?.label[language] ?? field;
  return {
    ...{ recordType, recordId, changed: written.changed, sourceUrl: written.sourceUrl, edit: told },
    fields: written.fields.map(({ field, ...values }) => ({ field, label: label(field), ...values })),
    kpis: moves(before, after, { language, currency: account.currency, always }),
  };
}
