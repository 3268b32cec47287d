import type { Graph } from '../graph/client.ts';
import type { Subscribable } from '../graph/subscriptions.ts';
import type { SourceColumn, SourceRow } from './mapping/types.ts';

/** One page of a round. */
export interface RoundPage {
  /** Each once: where a source gives a row twice in a page, the later counts. */
  rows: SourceRow[];
  /** Ids of rows that are no longer there. */
  deleted: string[];
  /** Entries that the source could not read itself: the round is then incomplete, and nothing may be concluded from what is missing. */
  unreadable: number;
  /** Where the round goes on after a crash; null on its last page. */
  next: string | null;
  /** Where the next round starts; only on the last page. */
  cursor: string | null;
}

/** A source of this kind was not found where the mapping says; the message is for a manager. */
export class SourceNotFoundError extends Error {
  override name = 'SourceNotFoundError';
}

/**
 * A kind of source: one folder each, of this shape. `Location` says where one source of the kind is; it is kept as JSON.
 * A round without `start` enumerates everything.
 */
export interface SourceKind<Location> {
  kind: string;
  /** @throws SourceNotFoundError */
  discover(graph: Graph, site: SiteReference, name: string): Promise<{ location: Location; webUrl: string | null }>;
  columns(graph: Graph, location: Location): Promise<SourceColumn[]>;
  round(graph: Graph, location: Location, columns: readonly SourceColumn[], start: string | null): AsyncIterable<RoundPage>;
  /** What Graph can be asked to tell of; absent where it tells nothing, and the schedule alone serves. */
  followed?(location: Location): Subscribable;
}

/** The account's site: by its id, its address, or the group (team) that it belongs to. */
export type SiteReference = { siteId: string } | { url: string } | { groupId: string };
