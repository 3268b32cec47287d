import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { connectSource, sourceIdOf } from '../../sync/connect.ts';
import { type ConnectedSource, operations } from '../contract.ts';
import { readableList, siteOf } from '../mappings/asPerson.ts';
import { presentEntries, understoodEntries } from '../mappings/entries.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Connects one more list, with the mapping that the manager has confirmed. */
export const sourcesCreate = accountRoute({
  operation: operations.connectSource,
  may: canConnectSources,
  async answer(asked, house) {
    const { list } = asked.body;
    const readable = await readableList(asked, house, list);
    const entries = understoodEntries(list, asked.body.entries, readable);
    const site = await siteOf(asked, house);
    const { id: accountId } = asked.account;
    const id = sourceIdOf(list);
    const at = house.clock();
    const body: ConnectedSource = {
      id,
      name: list,
      recordTypes: [...new Set(entries.map((entry) => entry.recordType))],
      entries: presentEntries(entries),
    };
    await inAccount(asked, house, async (tx) => {
      const isNew = await connectSource(tx, {
        accountId,
        id,
        name: list,
        site,
        found: readable.location,
        webUrl: readable.webUrl,
        entries,
        at: at.toISOString(),
      });
      if (!isNew) throw new ProblemError('source-exists', `"${list}" is connected already.`);
      await audit(tx, {
        accountId,
        at,
        directoryId: asked.caller.directoryId,
        action: 'connectSource',
        subject: id,
        before: null,
        after: body,
      });
    });
    // Reading it whole may take minutes; the Sources page shows how far it is, and its problems.
    house.sync
      .syncNow(accountId, id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: id }, 'the first sync of a source failed'));
    return { status: 201, body };
  },
});
