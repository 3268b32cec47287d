import { sql } from 'kysely';
import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import type { MappingEntry } from '../../sources/mapping/types.ts';
import { changeMapping } from '../../sync/connect.ts';
import { type ConnectedSource, operations } from '../contract.ts';
import { readableList } from '../mappings/asPerson.ts';
import { presentEntries, understoodEntries } from '../mappings/entries.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Reads a source in another way from now on: all of it, once more. */
export const sourcesMapping = accountRoute({
  operation: operations.changeMapping,
  may: canConnectSources,
  async answer(asked, house) {
    const { id: accountId } = asked.account;
    const id = asked.path.source ?? '';
    const source = await inAccount(asked, house, async (tx) => {
      const found = await sql<{ kind: string; name: string; mapping: MappingEntry[] }>`
        select kind, name, mapping from source where account_id = ${accountId} and id = ${id}`.execute(tx);
      return found.rows[0];
    });
    if (!source) throw new ProblemError('unknown-source');
    if (source.kind !== 'list') throw new ProblemError('invalid-mapping', 'Only the mapping of a list can be changed here.');
    const entries = understoodEntries(source.name, asked.body.entries, await readableList(asked, house, source.name));
    const at = house.clock();
    const body: ConnectedSource = {
      id,
      name: source.name,
      recordTypes: [...new Set(entries.map((entry) => entry.recordType))],
      entries: presentEntries(entries),
    };
    await inAccount(asked, house, async (tx) => {
      await changeMapping(tx, { accountId, id, entries });
      await audit(tx, {
        accountId,
        at,
        directoryId: asked.caller.directoryId,
        action: 'changeMapping',
        subject: id,
        before: presentEntries(source.mapping),
        after: body.entries,
      });
    });
    house.sync
      .syncNow(accountId, id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: id }, 'the sync after a changed mapping failed'));
    return { body };
  },
});
