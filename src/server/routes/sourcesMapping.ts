import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { changeMapping } from '../../sync/connect.ts';
import { operations } from '../contract.ts';
import { understoodEntries } from '../mappings/entries.ts';
import { originOf, readableSource } from '../mappings/readable.ts';
import { storedSource } from '../mappings/stored.ts';
import { presentConnected } from '../presenters/source.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

export const readMapping = accountRoute({
  operation: operations.mapping,
  may: canConnectSources,
  answer: async (asked, house) => ({ body: presentConnected(await storedSource(asked, house)) }),
});

/** Reads a source in another way from now on: all of it, once more. */
export const sourcesMapping = accountRoute({
  operation: operations.changeMapping,
  may: canConnectSources,
  async answer(asked, house) {
    const { id: accountId } = asked.account;
    const source = await storedSource(asked, house);
    const [first] = source.mapping;
    if (!first || !['list', 'workbook', 'file'].includes(source.kind))
      throw new ProblemError('invalid-mapping', 'How this source is read follows from what it is: it has no mapping to change.');
    const entries = understoodEntries(asked.body.entries, await readableSource(asked, house, originOf(first)));
    const at = house.clock();
    const body = presentConnected({ ...source, mapping: entries });
    await inAccount(asked, house, async (tx) => {
      await changeMapping(tx, { accountId, id: source.id, entries });
      const entry = { accountId, at, directoryId: asked.caller.directoryId, action: 'changeMapping', subject: source.id };
      await audit(tx, { ...entry, before: presentConnected(source).entries, after: body.entries });
    });
    house.sync
      .syncNow(accountId, source.id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: source.id }, 'the sync after a changed mapping failed'));
    return { body };
  },
});
