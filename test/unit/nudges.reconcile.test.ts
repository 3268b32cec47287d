import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cause, type NudgeRow, reconcile } from '../../src/nudges/reconcile.ts';

const days = Array.from({ length: 28 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`);
const causeOf = (record: number, worth: string, person: string | null): Cause => ({
  ...{ rule: 'rule', record_type: 'opportunity', record_id: `R${record}`, person_id: person, kpi: 'win-rate', worth, rank: worth },
  ...{ horizon: '2027-06-30', due_on: '2026-12-01', facts: { b: 1, a: { d: 2, c: 3 } }, readingNow: '0.5' },
});

/** One step of a history: a day, the causes that are there, and what people do to whatever is open then. */
const step = fc.record({
  day: fc.nat({ max: 27 }),
  causes: fc.uniqueArray(
    fc.record({ record: fc.nat({ max: 4 }), worth: fc.constantFrom('0', '0.1', '0.25'), person: fc.constantFrom('p1', 'p2', null) }),
    {
      selector: ({ record }) => record,
    },
  ),
  acts: fc.array(
    fc.record({ record: fc.nat({ max: 4 }), act: fc.constantFrom('done', 'snooze', 'reassign'), until: fc.nat({ max: 27 }) }),
    { maxLength: 3 },
  ),
});
const histories = fc.array(step, { minLength: 1, maxLength: 12 }).map((steps) => [...steps].sort((one, other) => one.day - other.day));

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type See = (rows: readonly NudgeRow[], before: readonly NudgeRow[], causes: readonly Cause[], today: string) => void;

/** Lives through a history, and lets the test look after each evaluation. */
function run(history: readonly Step[], see: See): void {
  let rows: NudgeRow[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `n${ids}`;
  };
  for (const { day, causes: wished, acts } of history) {
    const today = days[day] as string;
    const causes = wished.map(({ record, worth, person }) => causeOf(record, worth, person));
    const moment = { today, now: `${today}T00:00:00.000Z`, newId, readingNow: () => '0.6' };
    const before = rows;
    const apply = (changed: readonly NudgeRow[]) => [...rows.filter((row) => !changed.some((one) => one.id === row.id)), ...changed];
    rows = apply(reconcile(rows, causes, moment));
    expect(reconcile(rows, causes, { ...moment, now: `${today}T01:00:00.000Z` })).toEqual([]);
    // what a database gives back has its keys in another order
    const shuffled = rows.map((row) => ({ ...row, facts: JSON.parse('{"a":{"c":3,"d":2},"b":1}') as Record<string, unknown> }));
    expect(reconcile(shuffled, causes, moment)).toEqual([]);
    see(rows, before, causes, today);
    for (const { record, act, until } of acts)
      rows = rows.map((row) => {
        if (row.record_id !== `R${record}` || row.state !== 'open') return row;
        if (act === 'reassign') return { ...row, person_id: 'p9', is_reassigned: true };
        return { ...row, state: act === 'done' ? ('done' as const) : ('snoozed' as const), snoozed_until: days[until] as string };
      });
  }
}

describe('whatever happens to records, days and people', () => {
  it('each cause has one nudge, none without a cause is left open, and running again changes nothing', () => {
    fc.assert(
      fc.property(histories, (history) =>
        run(history, (rows, _before, causes) => {
          expect(new Set(rows.map((row) => row.record_id)).size).toBe(rows.length);
          const there = new Set(causes.map((cause) => cause.record_id));
          for (const row of rows) expect(row.state === 'closed').toBe(!there.has(row.record_id));
          expect(rows.filter((row) => there.has(row.record_id))).toHaveLength(causes.length);
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('what is put off stays put off until its day, and wakes on it; what was closed opens again with its cause', () => {
    fc.assert(
      fc.property(histories, (history) =>
        run(history, (rows, before, causes, today) => {
          for (const was of before) {
            const is = rows.find((row) => row.id === was.id) as NudgeRow;
            if (!causes.some((cause) => cause.record_id === was.record_id)) continue;
            if (was.state === 'closed')
              expect({ state: is.state, reopened: is.reopened }).toEqual({ state: 'open', reopened: was.reopened + 1 });
            else if (was.state === 'open') expect(is.state).toBe('open');
            else expect(is.state).toBe((was.snoozed_until as string) <= today ? 'open' : was.state);
          }
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('whom it was given to keeps it while its cause lasts; otherwise the record’s owner is asked', () => {
    fc.assert(
      fc.property(histories, (history) =>
        run(history, (rows, before, causes) => {
          for (const cause of causes) {
            const is = rows.find((row) => row.record_id === cause.record_id) as NudgeRow;
            const was = before.find((row) => row.id === is.id);
            const isKept = was?.is_reassigned && was.state !== 'closed';
            expect(is.person_id).toBe(isKept ? 'p9' : cause.person_id);
          }
        }),
      ),
      { numRuns: 300 },
    );
  });
});
