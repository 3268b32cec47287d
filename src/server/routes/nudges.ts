import { canAnswerSome, canSeeNudges } from '../../access/policies/nudges.ts';
import { nudgesPage } from '../../nudges/ledger.ts';
import type { Tx } from '../../store/database.ts';
import { type NudgeChange, operations } from '../contract.ts';
import { alreadySo } from '../edits/alreadySo.ts';
import { edit } from '../edits/edit.ts';
import type { House } from '../house.ts';
import { editOf, settle, takeTheirs } from '../nudges/change.ts';
import { readerOf } from '../nudges/reader.ts';
import { presentNudges } from '../presenters/nudges.ts';
import { ProblemError } from '../problems.ts';
import { inAccount, nextPage } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

export const nudges = accountRoute({
  operation: operations.nudges,
  may: canSeeNudges,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { page, limit, state, rule, mine } = asked.query;
      const reader = await readerOf(tx, asked);
      const { total, rows } = await nudgesPage(
        tx,
        asked.account.id,
        { state, rule, ...(mine ? { of: reader.mine } : {}) },
        { page, limit },
      );
      const next = nextPage(asked.url, { page, limit }, total);
      return { body: { total, page, limit, next, nudges: await presentNudges(tx, rows, reader) } };
    }),
});

export const nudge = accountRoute({
  operation: operations.nudge,
  may: canSeeNudges,
  answer: (asked, house) => inAccount(asked, house, async (tx) => ({ body: await one(tx, asked) })),
});

export const changeNudge = accountRoute({
  operation: operations.changeNudge,
  may: canAnswerSome,
  async answer(asked, house) {
    const wish = asked.body;
    const id = asked.path.nudge ?? '';
    const written = 'answer' in wish ? await answered(asked, house, id, wish) : null;
    return inAccount(asked, house, async (tx) => {
      if (!('answer' in wish)) await settle(tx, asked, house, id, wish);
      return { status: written?.edit.state === 'waiting' ? 202 : 200, body: { nudge: await one(tx, asked), written } };
    });
  },
});

/** No transaction is held while Graph is asked: the row's own version keeps two answers apart. */
async function answered(asked: AskedOfAccount, house: House, id: string, { answer, ifMatch }: Extract<NudgeChange, { answer: unknown }>) {
  const { row, wish, isSo } = await inAccount(asked, house, async (tx) => {
    const taken = await takeTheirs(tx, asked, id);
    const wished = await editOf(tx, asked, taken, answer);
    return { row: taken, wish: wished, isSo: await alreadySo(tx, asked.account.id, wished) };
  });
  // A second click on the card finds what the first one did; another answer to a question that is no longer asked is none.
  if (row.state === 'closed' && !isSo) throw new ProblemError('nudge-closed');
  return edit(asked, house, { ...wish, ifMatch }, row.kpi);
}

async function one(tx: Tx, asked: AskedOfAccount) {
  const { rows } = await nudgesPage(tx, asked.account.id, { id: asked.path.nudge ?? '' }, { page: 1, limit: 1 });
  const [shown] = await presentNudges(tx, rows, await readerOf(tx, asked));
  if (!shown) throw new ProblemError('unknown-nudge');
  return shown;
}
