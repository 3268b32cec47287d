import { Temporal } from 'temporal-polyfill';
import { canAnswerNudge } from '../../access/policies/nudges.ts';
import { audit } from '../../audit/audit.ts';
import { isChoice } from '../../nudges/choices.ts';
import { isTheirs, type Settled, settleNudge, takeNudge } from '../../nudges/ledger.ts';
import { teamOf } from '../../nudges/people.ts';
import type { NudgeRow } from '../../nudges/reconcile.ts';
import { ruleOf } from '../../nudges/rules/index.ts';
import type { Tx } from '../../store/database.ts';
import type { NudgeChange } from '../contract.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import type { AskedOfAccount } from '../route.ts';
import { readerOf } from './reader.ts';

/** Said to be done without evidence, it is asked again after so many days if its cause is still there. */
const doneForDays = 7;
const longestSnoozeDays = 180;

/** The nudge, for one who may answer it; held until the transaction ends. */
export async function takeTheirs(tx: Tx, asked: AskedOfAccount, id: string): Promise<NudgeRow> {
  const row = await takeNudge(tx, asked.account.id, id);
  if (!row || !ruleOf(row.rule)) throw new ProblemError('unknown-nudge');
  const { mine } = await readerOf(tx, asked);
  if (!canAnswerNudge(asked.visit, isTheirs(row, mine))) throw new ProblemError('not-yours');
  return row;
}

/** Done, put off, or given to somebody else. Asked twice it is done once. */
export async function settle(
  tx: Tx,
  asked: AskedOfAccount,
  house: House,
  id: string,
  wish: Exclude<NudgeChange, { answer: unknown }>,
): Promise<void> {
  const row = await takeTheirs(tx, asked, id);
  const change = await changeOf(tx, asked, house, row, wish);
  if (change === null) return;
  if (row.state === 'closed') throw new ProblemError('nudge-closed');
  await settleNudge(tx, asked.account.id, id, change);
  const facts = ({ state, snoozed_until, person_id }: NudgeRow) => ({ state, snoozedUntil: snoozed_until, person: person_id });
  await audit(tx, {
    accountId: asked.account.id,
    at: house.clock(),
    directoryId: asked.caller.directoryId,
    action: 'nudge',
    subject: id,
    before: facts(row),
    after: facts({ ...row, ...change }),
  });
}

/** null: it is so already. */
async function changeOf(
  tx: Tx,
  { account, caller, today }: AskedOfAccount,
  house: House,
  row: NudgeRow,
  wish: Exclude<NudgeChange, { answer: unknown }>,
): Promise<Partial<Settled> | null> {
  const later = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString();
  const settled = { settled_at: house.clock().toISOString(), settled_by: caller.directoryId };
  if ('done' in wish)
    return row.state === 'done' || row.state === 'closed' ? null : { ...settled, state: 'done', snoozed_until: later(doneForDays) };
  if ('snooze' in wish) {
    if (wish.snooze <= today || wish.snooze > later(longestSnoozeDays))
      throw invalid('snooze', `must be a day after today, at most ${longestSnoozeDays} days ahead`);
    return row.state === 'snoozed' && row.snoozed_until === wish.snooze
      ? null
      : { ...settled, state: 'snoozed', snoozed_until: wish.snooze };
  }
  const team = await teamOf(tx, account.id);
  if (!team.some(({ personId }) => personId === wish.reassign)) throw invalid('reassign', 'is nobody of the account team');
  if (row.person_id === wish.reassign) return null;
  return { state: 'open', snoozed_until: null, settled_at: null, settled_by: null, person_id: wish.reassign, is_reassigned: true };
}

const invalid = (path: string, message: string) => new ProblemError('invalid-answer', `${path}: ${message}`, [{ path, message }]);

/** What an answer writes. @throws ProblemError where it is no answer to what is asked */
export async function editOf(tx: Tx, asked: AskedOfAccount, row: NudgeRow, values: Readonly<Record<string, string>>) {
  const answer = ruleOf(row.rule)?.answer;
  const { days } = await readerOf(tx, asked);
  if (!answer) throw new ProblemError('unknown-nudge');
  const value = values[answer.field];
  if (value === undefined || Object.keys(values).length !== 1) throw invalid('answer', `gives ${answer.field}, and nothing else`);
  if (answer.kind === 'date') {
    if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw invalid(`answer.${answer.field}`, 'must be a date such as 2026-06-30');
    const earliest = answer.earliest?.(days, row.facts) ?? '1990-01-01';
    const latest = answer.latest?.(days) ?? '2100-12-31';
    if (value < earliest || value > latest) throw invalid(`answer.${answer.field}`, `must lie between ${earliest} and ${latest}`);
  } else if (!(await isChoice(tx, asked.account.id, answer, row, value))) throw invalid(`answer.${answer.field}`, 'is none of the choices');
  return answer.change(row.record_id, value);
}
