import { canEditRecords } from '../../access/policies/nudges.ts';
import type { Tx } from '../../store/database.ts';
import { EditNotFoundError, EditSettledError } from '../../writeback/queue/index.ts';
import { type Edit, operations } from '../contract.ts';
import { answerOf, resume } from '../edits/edit.ts';
import { editsPage } from '../edits/page.ts';
import { mayEdit } from '../edits/permitted.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount, nextPage } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

export const edits = accountRoute({
  operation: operations.edits,
  may: canEditRecords,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { page, limit, state, mine } = asked.query;
      const { total, edits: found } = await editsPage(tx, asked, { state, mine }, { page, limit }, house.clock());
      return { body: { total, page, limit, next: nextPage(asked.url, { page, limit }, total), edits: found } };
    }),
});

export const oneEdit = accountRoute({
  operation: operations.edit,
  may: canEditRecords,
  answer: async (asked, house) => ({ body: await theirs(asked, house) }),
});

export const editAgain = accountRoute({
  operation: operations.editAgain,
  may: canEditRecords,
  async answer(asked, house) {
    const found = await theirs(asked, house);
    if (!found.isMine) throw new ProblemError('not-yours');
    mayEdit(
      asked.visit,
      found.recordType,
      found.fields.map(({ field }) => field),
    );
    return answerOf(await resume(asked, house, { ...found, ifMatch: asked.body.ifMatch }, 'again'));
  },
});

export const editUndo = accountRoute({
  operation: operations.editUndo,
  may: canEditRecords,
  async answer(asked, house) {
    const found = await theirs(asked, house);
    mayEdit(
      asked.visit,
      found.recordType,
      found.fields.map(({ field }) => field),
    );
    return answerOf(await resume(asked, house, found, 'undo'));
  },
});

export const editWithdraw = accountRoute({
  operation: operations.editWithdraw,
  may: canEditRecords,
  async answer(asked, house) {
    const { id } = await theirs(asked, house);
    await house.edits.withdraw({ accountId: asked.account.id, id }).catch((error: unknown) => {
      if (error instanceof EditNotFoundError) throw new ProblemError('unknown-edit');
      throw error instanceof EditSettledError ? new ProblemError('edit-settled') : error;
    });
    return { body: await theirs(asked, house) };
  },
});

/** One that the caller may see. */
const theirs = (asked: AskedOfAccount, house: House): Promise<Edit> =>
  inAccount(asked, house, async (tx: Tx) => {
    const {
      edits: [found],
    } = await editsPage(tx, asked, { id: asked.path.edit ?? '' }, { page: 1, limit: 1 }, house.clock());
    if (!found) throw new ProblemError('unknown-edit');
    return found;
  });
