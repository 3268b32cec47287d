import { canRead } from '../../access/policies/account.ts';
import { canSeeOwners } from '../../access/policies/people.ts';
import { shownPersons } from '../../access/shownPersons.ts';
import { operations, type SliceValues } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { questionOf } from '../question.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const sliceValues = accountRoute({
  operation: operations.sliceValues,
  may: canRead,
  keptPer: 'caller',
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { by, q = '', limit } = asked.query;
      if (by === 'owner' && !canSeeOwners(asked.visit)) throw new ProblemError('figures-about-people-off');
      const shows = by === 'owner' ? await shownPersons(tx, asked.account.id, asked.visit) : null;
      const all = await house.engine.sliceValues(tx, await questionOf(tx, asked, {}), by);
      const text = q.toLowerCase();
      const found = all.filter(({ key, label }) => (shows === null || shows(key)) && `${label ?? ''} ${key}`.toLowerCase().includes(text));
      return { body: { by, total: found.length, values: found.slice(0, limit) } satisfies SliceValues };
    }),
});
