import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { connectSource, kindedSourceId } from '../../sync/connect.ts';
import { operations } from '../contract.ts';
import { understoodEntries } from '../mappings/entries.ts';
import { readableSource } from '../mappings/readable.ts';
import { siteOf } from '../mappings/site.ts';
import { presentConnected } from '../presenters/source.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Connects one more list, table, sheet or file, with the mapping that the manager has confirmed. */
export const sourcesCreate = accountRoute({
  operation: operations.connectSource,
  may: canConnectSources,
  async answer(asked, house) {
    const { entries: given, ...origin } = asked.body;
    const readable = await readableSource(asked, house, origin);
    const entries = understoodEntries(given, readable);
    const site = await siteOf(asked, house);
    const { kind, name, location: found, webUrl } = readable;
    const { id: accountId } = asked.account;
    const id = kindedSourceId(kind, name);
    const at = house.clock();
    const body = presentConnected({ id, kind, name, mapping: entries, madeFor: null });
    await inAccount(asked, house, async (tx) => {
      const isNew = await connectSource(tx, { accountId, id, kind, name, site, found, webUrl, entries, at: at.toISOString() });
      if (!isNew) throw new ProblemError('source-exists', `"${name}" is connected already.`);
      const entry = { accountId, at, directoryId: asked.caller.directoryId, action: 'connectSource', subject: id };
      await audit(tx, { ...entry, before: null, after: body });
    });
    // Reading it whole may take minutes; the Sources page shows how far it is, and its problems.
    house.sync
      .syncNow(accountId, id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: id }, 'the first sync of a source failed'));
    return { status: 201, body };
  },
});
