import type { Decimal, Reading, Status } from '../engine/types.ts';
import type { RecordType } from '../model/index.ts';

/** What a digest says, as ids and numbers: never a name or a text of a person. Words are put in when it is read. */
export interface DigestFacts {
  version: 1;
  since: Since;
  currency: string;
  /** The reading of every KPI: what "since the last digest" compares with. */
  values: Readonly<Record<string, Decimal | null>>;
  /** The same of answers of named persons, each counted by itself: for those alone who see each. Absent of old digests. */
  answers?: Readonly<Record<string, Decimal | null>>;
  headlines: HeadlineFacts[];
  /** The fiscal year that ended since the last digest; no change is shown across its end. */
  closed: { fiscalYear: number; endsOn: string; headlines: HeadlineFacts[] } | null;
  wins: EventList;
  slips: EventList;
  renewals: { buckets: { days: number; records: number; amount: Decimal }[]; due: RenewalFacts[] };
  moves: MoveFacts[];
  health: { staleSources: string[]; quarantined: number; missingRates: string[] };
}

/** The day and knowledge that the changes are counted from. */
export interface Since {
  date: string;
  /** null: as known when the digest was computed; there was none before it. */
  knownAt: string | null;
  /** The digest before it in the channel. */
  number: number | null;
}

export interface HeadlineFacts {
  kpi: string;
  reading: Reading;
  target: Decimal | null;
  status: Status | null;
  change: Decimal | null;
  /** The largest first. */
  drivers: DriverFacts[];
  /** What the drivers leave of the change. */
  rest: { count: number; share: Decimal } | null;
}

/** What happened, by verb: the sentences have words for each, in the singular and plural. */
export const happenings = [
  'renewed',
  'lapsed',
  'won',
  'wonWithPartner',
  'wonWithoutPartner',
  'gotPartner',
  'lostPartner',
  'droppedOut',
  'raised',
  'lowered',
  'better',
  'worse',
  'rate',
  'definition',
] as const;
export type Happening = (typeof happenings)[number];

/** Records that did the same: one by name, an organization's together, or so many of a type. */
export interface DriverFacts {
  recordType: RecordType | null;
  happening: Happening;
  /** One record; null where several stand together, or where it is somebody's answer. */
  recordId: string | null;
  organizationId: string | null;
  /** Of a corrected plan rate. */
  currency: string | null;
  records: number;
  share: Decimal;
}

export interface EventFacts {
  kind: 'won' | 'signed' | 'lost' | 'lapsed' | 'postponed';
  recordType: RecordType;
  recordId: string;
  on: string | null;
  /** In the reporting currency; null: no amount, or no plan rate. */
  amount: Decimal | null;
}
/** The largest, and how much they are with the rest. */
export interface EventList {
  events: EventFacts[];
  records: number;
  amount: Decimal;
}
export interface RenewalFacts {
  agreementId: string;
  dueOn: string;
  amount: Decimal | null;
}
/** A nudge that is open, or a move that goal-seek found. */
export interface MoveFacts {
  kind: { nudge: string; facts: Record<string, unknown> } | { move: string };
  recordType: RecordType;
  recordId: string;
  kpi: string | null;
  /** The change of the KPI's reading, in its unit. */
  worth: Decimal | null;
  horizon: string | null;
  dueOn: string | null;
  personId: string | null;
}
