import { sql } from 'kysely';
import { canSeeSettings } from '../../access/policies/settings.ts';
import { isManager } from '../../access/visit.ts';
import { audit } from '../../audit/audit.ts';
import { operations } from '../contract.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';
import { readSetup, type Said, saidOf } from '../setup/read.ts';

export const setup = accountRoute({
  operation: operations.setup,
  may: canSeeSettings,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => ({ body: await readSetup(tx, house, asked, saidOf(asked.account.settings)) })),
});

/** Nothing of it changes a number: a step is left out, or something is not kept, and is not asked for any more. */
export const changeSetup = accountRoute({
  operation: operations.changeSetup,
  may: isManager,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { id: accountId } = asked.account;
      const { skip, unskip, dismiss, undismiss } = asked.body;
      const found = await sql<{ settings: Record<string, unknown> }>`
        select settings from workspace where account_id = ${accountId} for update`.execute(tx);
      const before = saidOf(found.rows[0]?.settings ?? {});
      const after: Said = { skipped: changed(before.skipped, skip, unskip), dismissed: changed(before.dismissed, dismiss, undismiss) };
      await sql`
        update workspace set settings = settings || jsonb_build_object('setup', ${JSON.stringify(after)}::jsonb) where account_id = ${accountId}`.execute(
        tx,
      );
      const entry = { accountId, at: house.clock(), directoryId: asked.caller.directoryId, action: 'setup', subject: 'setup' };
      await audit(tx, { ...entry, before, after });
      return { body: await readSetup(tx, house, asked, after) };
    }),
});

const changed = (before: readonly string[], added: readonly string[], removed: readonly string[]): string[] =>
  [...new Set([...before, ...added])].filter((one) => !removed.includes(one)).sort();
