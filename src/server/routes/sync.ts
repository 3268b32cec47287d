import { sql } from 'kysely';
import { canSync } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { operations } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const sync = accountRoute({
  operation: operations.sync,
  may: canSync,
  alsoAt: ['/api/accounts/:account/sync'],
  async answer(asked, house) {
    const { source, full = false } = asked.body ?? {};
    await inAccount(asked, house, async (tx) => {
      if (source !== undefined) {
        const found = await sql`select 1 from source where account_id = ${asked.account.id} and id = ${source}`.execute(tx);
        if (found.rows.length === 0) throw new ProblemError('unknown-source');
      }
      await audit(tx, {
        accountId: asked.account.id,
        at: house.clock(),
        directoryId: asked.caller.directoryId,
        action: 'sync',
        subject: source ?? 'every source',
        before: null,
        after: full ? { full } : null,
      });
    });
    return { body: await house.sync.syncNow(asked.account.id, source, full) };
  },
});
