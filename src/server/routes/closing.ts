import { sql } from 'kysely';
import { canClose, canKeepRetention } from '../../access/policies/privacy.ts';
import { audit } from '../../audit/audit.ts';
import { closeAccount, closedAccountsOf, reopenAccount } from '../../privacy/closing.ts';
import { retentionOf } from '../../privacy/retention.ts';
import { operations, type Retention } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { accountRoute, callerRoute } from '../route.ts';

/** Closes the account at once; what it held is deleted after thirty days, unless a manager takes it back. */
export const close = accountRoute({
  operation: operations.closeAccount,
  may: canClose,
  async answer({ account, caller, query }, house) {
    if (query.confirm !== account.slug) throw new ProblemError('close-unconfirmed', `?confirm=${account.slug}`);
    const done = await house.db.transaction([account.id], (tx) =>
      closeAccount(tx, { accountId: account.id, by: caller.directoryId, at: house.clock() }),
    );
    return { body: { id: account.id, slug: account.slug, ...done } };
  },
});

export const closedAccounts = callerRoute({
  operation: operations.closedAccounts,
  answer: async ({ caller }, { db }) => ({ body: { accounts: await closedAccountsOf(db, caller.directoryId) } }),
});

/** Of a closed account the directory of accounts knows nothing: its managers are asked for here. */
export const reopen = callerRoute({
  operation: operations.reopenAccount,
  async answer({ caller, path }, house) {
    const found = (await closedAccountsOf(house.db, caller.directoryId)).find(
      ({ id, slug }) => id === path.account || slug === path.account,
    );
    if (!found) throw new ProblemError('unknown-account');
    await house.db.transaction([found.id], (tx) => reopenAccount(tx, { accountId: found.id, by: caller.directoryId, at: house.clock() }));
    return { body: { id: found.id, slug: found.slug } };
  },
});

export const readRetention = accountRoute({
  operation: operations.readRetention,
  may: canKeepRetention,
  answer: async ({ account }) => ({ body: retentionOf(account.settings) satisfies Retention }),
});

export const writeRetention = accountRoute({
  operation: operations.writeRetention,
  may: canKeepRetention,
  async answer({ account, caller, body }, house) {
    const { id: accountId } = account;
    const answer = await house.db.transaction([accountId], async (tx) => {
      const found = await sql<{
        settings: Record<string, unknown>;
      }>`select settings from workspace where account_id = ${accountId} for update`.execute(tx);
      const before = retentionOf(found.rows[0]?.settings ?? {});
      const recordTypes = Object.fromEntries(
        Object.entries(before.recordTypes).map(([type, kept]) => [
          type,
          { ...kept, ...body.recordTypes?.[type as keyof typeof body.recordTypes] },
        ]),
      );
      const after: Retention = { ...before, ...body, recordTypes };
      await sql`update workspace set settings = settings || jsonb_build_object('retention', ${JSON.stringify(after)}::jsonb), revision = revision + 1
        where account_id = ${accountId}`.execute(tx);
      await audit(tx, {
        accountId,
        at: house.clock(),
        directoryId: caller.directoryId,
        action: 'retention',
        subject: accountId,
        before,
        after,
      });
      return after;
    });
    return { body: answer };
  },
});
