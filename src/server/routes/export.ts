import { canExport } from '../../access/policies/privacy.ts';
import { audit } from '../../audit/audit.ts';
import { exported } from '../../export/account.ts';
import { zipped } from '../../export/zip.ts';
import { operations } from '../contract.ts';
import { accountRoute } from '../route.ts';

/** Everything of the account, made while it is sent. */
export const exportAccount = accountRoute({
  operation: operations.exportAccount,
  may: canExport,
  async answer({ account, visit, caller }, { db, clock }) {
    const at = clock();
    await db.transaction([account.id], (tx) =>
      audit(tx, {
        accountId: account.id,
        at,
        directoryId: caller.directoryId,
        action: 'export',
        subject: account.id,
        before: null,
        after: null,
      }),
    );
    const fileName = `account-pulse-${account.slug.replace(/[^a-z0-9-]/gi, '-')}-${at.toISOString().slice(0, 10)}.zip`;
    return {
      body: null,
      stream: { contentType: 'application/zip', fileName, chunks: zipped(exported({ db, accountId: account.id, visit, at })) },
    };
  },
});
