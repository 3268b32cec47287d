import { sql } from 'kysely';
import { canConnectSources } from '../../access/policies/sources.ts';
import { findSite } from '../../sources/list/discover.ts';
import { listsOf } from '../../sources/list/sample.ts';
import { operations } from '../contract.ts';
import { asPerson, siteOf } from '../mappings/asPerson.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Lists of the account's site that the person may read, and that are no source yet. */
export const sourcesAvailable = accountRoute({
  operation: operations.availableLists,
  may: canConnectSources,
  async answer(asked, house) {
    const site = await siteOf(asked, house);
    const lists = await asPerson(asked, house, async (graph) => listsOf(graph, await findSite(graph, site)));
    const connected = await inAccount(asked, house, (tx) =>
      sql<{ name: string }>`select name from source where account_id = ${asked.account.id}`.execute(tx),
    );
    const names = new Set(connected.rows.map(({ name }) => name.toLowerCase()));
    return { body: { lists: lists.filter(({ name }) => !names.has(name.toLowerCase())).sort((a, b) => a.name.localeCompare(b.name)) } };
  },
});
