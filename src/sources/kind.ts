import type { Graph } from '../graph/client.ts';
import type { Subscribable } from '../graph/subscriptions.ts';
import type { Place } from './drive/place.ts';
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
  /** What is to be said of a source that was read well, as far as it went: the calendar of one person of many is closed to us. */
  notice?: { code: string; message: string } | null;
}

/** One row as its source remembers it. */
export interface RowHistory {
  rowId: string;
  /** False where the source no longer holds the oldest of them. */
  isWhole: boolean;
  /** Oldest first; the newest is the row as it is now. `at`: instant. */
  versions: readonly { at: string; by: string | null; cells: SourceRow['cells'] }[];
}

/** Whose source it is: for kinds that keep something of their own between rounds. */
export interface Belonging {
  accountId: string;
  sourceId: string;
}

/** A source of this kind was not found where the mapping says; the message is for a manager. */
export class SourceNotFoundError extends Error {
  override name = 'SourceNotFoundError';
}

/** A source cannot be read as it is; the message is for a manager, and says what to do. */
export class SourceProblemError extends Error {
  override name = 'SourceProblemError';
  readonly code: string;
  /** The next round may well succeed by itself. */
  readonly isPassing: boolean;
  constructor(code: string, message: string, isPassing = false) {
    super(message);
    this.code = code;
    this.isPassing = isPassing;
  }
}

/**
 * A kind of source: one folder each, of this shape. `Location` says where one source of the kind is; it is kept as JSON.
 * A round without `start` enumerates everything.
 */
export interface SourceKind<Location> {
  kind: string;
  /** @param place of sources that are in files @throws SourceNotFoundError */
  discover(graph: Graph, site: SiteReference, name: string, place?: Place | null): Promise<{ location: Location; webUrl: string | null }>;
  /** @param cursor where the last round ended: what has not changed since need not be read for its columns */
  columns(graph: Graph, location: Location, cursor?: string | null): Promise<SourceColumn[]>;
  /** @param key the columns that tell rows apart, for sources whose rows have no ids of their own */
  round(
    graph: Graph,
    location: Location,
    columns: readonly SourceColumn[],
    start: string | null,
    key?: readonly string[] | null,
    belonging?: Belonging,
  ): AsyncIterable<RoundPage>;
  /** It knows by itself what has gone, and says so page by page: what a full round does not give stays. */
  sweepsItself?: true;
  /** What rows were before; absent where the source does not remember. */
  earlier?(graph: Graph, location: Location, columns: readonly SourceColumn[], rowIds: readonly string[]): Promise<RowHistory[]>;
  /** What Graph can be asked to tell of; absent where it tells nothing, and the schedule alone serves. */
  followed?(location: Location): Subscribable;
}

/** The account's site: by its id, its address, or the group (team) that it belongs to. */
export type SiteReference = { siteId: string } | { url: string } | { groupId: string };
