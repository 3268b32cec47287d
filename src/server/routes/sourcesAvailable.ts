import { sql } from 'kysely';
import { canConnectSources } from '../../access/policies/sources.ts';
import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, NotFoundError } from '../../graph/errors.ts';
import { libraryFiles } from '../../sources/drive/library.ts';
import { findSite } from '../../sources/list/discover.ts';
import { listsOf } from '../../sources/list/sample.ts';
import { type AvailableLists, operations } from '../contract.ts';
import { asPerson } from '../mappings/asPerson.ts';
import { siteOf } from '../mappings/site.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Lists, workbooks and files of the account's site that the person may read, and that are no source yet. */
export const sourcesAvailable = accountRoute({
  operation: operations.availableLists,
  may: canConnectSources,
  async answer(asked, house) {
    const site = await siteOf(asked, house);
    const { lists, library } = await asPerson(asked, house, async (graph) => {
      const siteId = await findSite(graph, site);
      return { lists: await listsOf(graph, siteId), library: await filesOf(graph, siteId) };
    });
    const connected = await inAccount(asked, house, (tx) =>
      sql<{ kind: string; name: string; listId: string | null }>`
        select kind, name, location -> 'found' ->> 'listId' as "listId" from source where account_id = ${asked.account.id}`.execute(tx),
    );
    // A workbook stays: another of its tables may be wanted.
    const names = new Set(connected.rows.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`));
    // A list that people have renamed is connected still.
    const listIds = new Set(connected.rows.map(({ listId }) => listId));
    const body: AvailableLists = {
      lists: lists
        .filter(({ id, name }) => !listIds.has(id) && !names.has(`list ${name.toLowerCase()}`))
        .sort((a, b) => a.name.localeCompare(b.name))
        .map(({ name, webUrl, modifiedAt }) => ({ kind: 'list' as const, name, webUrl, modifiedAt })),
      files: library.files
        .filter(({ kind, path }) => !names.has(`${kind} ${path.toLowerCase()}`))
        .map(({ kind, path, webUrl, modifiedAt, size }) => ({ kind, name: path, webUrl, modifiedAt, size })),
      hasMore: library.hasMore,
    };
    return { body };
  },
});

/** Whoever may not open the library may still have lists to connect. */
async function filesOf(graph: Graph, siteId: string): ReturnType<typeof libraryFiles> {
  try {
    return await libraryFiles(graph, siteId);
  } catch (error) {
    if (error instanceof ForbiddenError || error instanceof NotFoundError) return { files: [], hasMore: false };
    throw error;
  }
}
