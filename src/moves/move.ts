import type { HypotheticalChange } from '../engine/index.ts';
import type { FiscalYear } from '../kpis/fiscalYear.ts';
import type { RecordType, Text } from '../model/index.ts';

/** The day on which moves are proposed and the day by which they shall count, as SQL date literals, and the fiscal year. */
export interface MoveAsk {
  asOf: string;
  horizon: string;
  fiscalYear: FiscalYear;
}

/** One record on which a move of some kind could be made. */
export interface MoveCandidate {
  record_id: string;
  /** The person who can bring it about: a key into person. */
  owner_id: string | null;
  /** Until when it makes sense. */
  due_on: string | null;
  /** What `changes` needs to know of the record. */
  facts: Record<string, unknown>;
}

/** A kind of change that someone could bring about: renew this, win that, review this. One file each. */
export interface MoveKind {
  kind: string;
  /** What is asked, in the imperative; the record's label follows it on the screens. */
  text: Text;
  recordType: RecordType;
  /** The KPIs that it can move. */
  kpis: readonly string[];
  /**
   * SQL over the plain names of the record types (the state of now): one row per candidate with record_id, owner_id,
   * due_on and facts (jsonb). At most a few thousand rows.
   */
  candidates(ask: MoveAsk): string;
  /** What the move changes, made on the day asOf (a 'YYYY-MM-DD' date); a recordId of null adds a record. */
  changes(candidate: MoveCandidate, days: { asOf: string; horizon: string }): HypotheticalChange[];
}

export const defineMove = (kind: MoveKind): MoveKind => kind;
