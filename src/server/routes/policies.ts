import { canKeepPolicies, canSeePolicies } from '../../access/policies/settings.ts';
import { operations } from '../contract.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';
import { policiesOf } from '../settings/read.ts';
import { writeSettings } from '../settings/write.ts';

export const readPolicies = accountRoute({
  operation: operations.readPolicies,
  may: canSeePolicies,
  answer: async ({ account }, { config }) => ({ body: policiesOf(account.settings, config.mode) }),
});

/** Who may set what is judged where settings are written, with the legal basis, and in the audit. */
export const writePolicies = accountRoute({
  operation: operations.writePolicies,
  may: canKeepPolicies,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { account, body } = asked;
      await writeSettings(tx, asked, house, { policies: body });
      const now = await tx.selectFrom('workspace').select('settings').where('account_id', '=', account.id).executeTakeFirstOrThrow();
      return { body: policiesOf(now.settings, house.config.mode) };
    }),
});
