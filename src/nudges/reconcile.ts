/** A nudge as the table keeps it. */
export interface NudgeRow {
  id: string;
  rule: string;
  record_type: string;
  record_id: string;
  person_id: string | null;
  is_reassigned: boolean;
  kpi: string | null;
  worth: string | null;
  rank: string;
  horizon: string | null;
  due_on: string | null;
  facts: Readonly<Record<string, unknown>>;
  state: 'open' | 'snoozed' | 'done' | 'closed';
  opened_at: string;
  reopened: number;
  /** snoozed and done: the day on which it is asked again if its cause is still there. */
  snoozed_until: string | null;
  settled_at: string | null;
  settled_by: string | null;
  reading_before: string | null;
  reading_after: string | null;
}

/** A cause that is there, as a rule found it. */
export type Cause = Pick<
  NudgeRow,
  'rule' | 'record_type' | 'record_id' | 'person_id' | 'kpi' | 'worth' | 'rank' | 'horizon' | 'due_on' | 'facts'
> & {
  readingNow: string | null;
};

export interface Moment {
  today: string;
  now: string;
  newId(): string;
  /** What the KPI of a nudge reads now, for the ledger of what it led to. */
  readingNow(row: NudgeRow): string | null;
}

const keyOf = (one: Pick<NudgeRow, 'rule' | 'record_type' | 'record_id'>): string => `${one.rule}\n${one.record_type}\n${one.record_id}`;

/**
 * What the table of nudges must become, given the causes that are there now: opens, brings up to date, wakes what was
 * put off until today, closes on evidence and opens again where the evidence is undone. Rows that stay as they are are
 * not returned, so that a second run has nothing to write.
 */
export function reconcile(rows: readonly NudgeRow[], causes: readonly Cause[], moment: Moment): NudgeRow[] {
  const known = new Map(rows.map((row) => [keyOf(row), row]));
  const changed: NudgeRow[] = [];
  const seen = new Set<string>();
  for (const cause of causes) {
    const key = keyOf(cause);
    seen.add(key);
    const row = known.get(key);
    const next = row ? asked(row, cause, moment) : opened(cause, moment);
    if (!row || canonical(row) !== canonical(next)) changed.push(next);
  }
  for (const row of rows) if (!seen.has(keyOf(row)) && row.state !== 'closed') changed.push(closed(row, moment));
  return changed;
}

function opened({ readingNow, ...cause }: Cause, { now, newId }: Moment): NudgeRow {
  return {
    ...cause,
    id: newId(),
    is_reassigned: false,
    state: 'open',
    opened_at: now,
    reopened: 0,
    snoozed_until: null,
    settled_at: null,
    settled_by: null,
    reading_before: readingNow,
    reading_after: null,
  };
}

function asked(row: NudgeRow, cause: Cause, moment: Moment): NudgeRow {
  const { readingNow, ...facts } = cause;
  // Whom the manager gave it to is asked on, until the cause is gone once.
  const kept: NudgeRow = { ...row, ...facts, person_id: row.is_reassigned ? row.person_id : cause.person_id };
  const isDue = row.snoozed_until !== null && row.snoozed_until <= moment.today;
  if (row.state === 'closed')
    return {
      ...kept,
      ...openAgain,
      person_id: cause.person_id,
      is_reassigned: false,
      opened_at: moment.now,
      reopened: row.reopened + 1,
      reading_before: readingNow,
    };
  if (row.state === 'snoozed' && isDue) return { ...kept, ...openAgain };
  if (row.state === 'done' && isDue) return { ...kept, ...openAgain, opened_at: moment.now, reopened: row.reopened + 1 };
  return kept;
}
const openAgain = { state: 'open', snoozed_until: null, settled_at: null, settled_by: null, reading_after: null } as const;

const closed = (row: NudgeRow, { now, readingNow }: Moment): NudgeRow => ({
  ...row,
  state: 'closed',
  snoozed_until: null,
  settled_at: now,
  settled_by: row.state === 'done' ? row.settled_by : null,
  reading_after: readingNow(row),
});

/** Letter for letter the same for the same row, whatever the order in which a database gives the keys of its JSON. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
