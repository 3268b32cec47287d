import { longestMinutes } from '../../graph/subscriptions.ts';
import type { SourceKind } from '../kind.ts';
import { listColumns } from './columns.ts';
import { discoverList, type ListLocation } from './discover.ts';
import { earlierVersions } from './earlier.ts';
import { listRound } from './round.ts';

/** SharePoint lists, by delta. */
export const listSource: SourceKind<ListLocation> = {
  kind: 'list',
  discover: discoverList,
  columns: listColumns,
  round: listRound,
  earlier: earlierVersions,
  followed: ({ siteId, listId }) => ({
    resource: `sites/${siteId}/lists/${listId}`,
    changeType: 'updated',
    longestMinutes: longestMinutes.list,
  }),
};
