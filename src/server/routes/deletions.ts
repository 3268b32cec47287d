import { sql } from 'kysely';
import { canSync } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { confirmDeletions, keepDeleted } from '../../sync/index.ts';
import { type DeletionsResult, operations } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** A round that would delete much has stopped and asks: this is the manager's answer, kept with who gave it. */
export const answerDeletions = accountRoute({
  operation: operations.answerDeletions,
  may: canSync,
  async answer(asked, house) {
    const { id, timeZone } = asked.account;
    const { source, answer } = asked.body;
    await inAccount(asked, house, async (tx) => {
      const found = await sql`select from source where account_id = ${id} and id = ${source}`.execute(tx);
      if (found.rows.length === 0) throw new ProblemError('unknown-source');
      await audit(tx, {
        accountId: id,
        at: house.clock(),
        directoryId: asked.caller.directoryId,
        action: 'deletions',
        subject: source,
        before: null,
        after: { answer },
      });
    });
    if (answer === 'keep') {
      await keepDeleted(house.db, id, source);
      return { body: { deleted: 0 } satisfies DeletionsResult };
    }
    const deleted = await confirmDeletions(house.db, id, source);
    await house.engine.bringUpToDate(house.db, id, { today: house.today(timeZone) });
    return { body: { deleted } satisfies DeletionsResult };
  },
});
