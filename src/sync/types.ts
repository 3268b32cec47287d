import type { Graph } from '../graph/client.ts';
import type { RecordType } from '../model/index.ts';
import type { Withhold } from '../privacy/withhold.ts';
import type { RoundPage, SourceKind } from '../sources/kind.ts';
import type { CompiledEntry } from '../sources/mapping/compile.ts';
import type { MappedRow, MappingEntry } from '../sources/mapping/types.ts';
import type { Database } from '../store/database.ts';
import type { References } from './references.ts';

export interface SyncContext {
  db: Database;
  graph: Graph;
  /** The kinds of source there are, by their name. */
  // biome-ignore lint/suspicious/noExplicitAny: each kind has a location of its own shape, kept as JSON
  kinds: Readonly<Record<string, SourceKind<any>>>;
  /** Milliseconds since 1970: only for saying when; the order of knowledge is the database's. */
  now: () => number;
  /** Keeps out who was erased; absent: nobody ever was. */
  withhold?: Withhold;
}

/** A round as far as it came: kept with each page, so that after a crash it goes on at the same page. */
export interface RoundState {
  /** Whose round it is: a second run takes it over, and the first then stops. */
  runId: string;
  /** Instant. */
  startedAt?: string;
  full: boolean;
  /** What is not seen in this full round is gone. False on the first load: there is nothing to sweep. */
  sweep: boolean;
  next: string | null;
  cursor: string | null;
  /** The last page is written. */
  complete: boolean;
  /** Some entries could not be read by the source itself. */
  partial: boolean;
  /** Rows of ours: all of them in a full round, else those that are new. */
  rows: number;
  written: number;
}

/** What a run knows while it works through a source. */
export interface Run {
  accountId: string;
  sourceId: string;
  sourceName: string;
  entries: readonly CompiledEntry[];
  state: RoundState;
  references: References;
  /** How references are meant, by 'recordType.field', in every mapping of the account. */
  matches: ReadonlyMap<string, 'name' | 'id'>;
  /** Rows that this run has met: met again, what they were may have to go. */
  met: Set<string>;
  /** Whether the source had anything in the store when the round began. */
  hadRows: boolean;
  /** Types of which a record was written or deleted. */
  changed: Set<RecordType>;
  /** Keeps out who was erased. */
  withhold?: Withhold | undefined;
  /** What the source itself has to say of what it gave. */
  notice?: RoundPage['notice'];
}

/** A row as the entries of its source's mapping understand it. */
export interface ReadRow {
  id: string;
  url: string | null;
  /** There may be earlier versions of it. */
  isEdited: boolean;
  mapped: readonly { entry: CompiledEntry; row: MappedRow }[];
}
export interface ReadPage extends Omit<RoundPage, 'rows'> {
  rows: readonly ReadRow[];
}

export interface SourceProblem {
  code: string;
  message: string;
  at: string;
}
export interface SourceRecord {
  id: string;
  kind: string;
  name: string;
  location: unknown;
  mapping: MappingEntry[];
  state: string;
  cursor: string | null;
  round: RoundState | null;
  /** Null: it was never read whole. */
  lastSuccessAt: string | null;
}
export interface RoundReport {
  sourceId: string;
  state: 'fresh' | 'stale' | 'asking' | 'failed' | 'superseded';
  full: boolean;
  /** Rows that the source gave in this run, changed or not. */
  rows: number;
  written: number;
  deleted: number;
  /** Of a reconcile: how many records delta had missed. */
  missed?: number;
  problem: SourceProblem | null;
}

/** Another run works on this source: this one stops, nothing is lost. */
export class SupersededError extends Error {
  override name = 'SupersededError';
}
