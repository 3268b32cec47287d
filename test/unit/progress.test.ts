import { describe, expect, it } from '@jest/globals';
import { progressOf } from '../../src/sync/progress.ts';
import type { RoundState } from '../../src/sync/types.ts';

const startedAt = '2026-11-25T00:00:00.000Z';
const round = (rows: number, more: Partial<RoundState> = {}): RoundState => ({
  ...{ runId: 'r', startedAt, full: true, sweep: true, next: 'x', cursor: null, complete: false, partial: false, rows, written: 0 },
  ...more,
});
const elapsed = (seconds: number) => Date.parse(startedAt) + seconds * 1000;

describe('the progress of a full reading', () => {
  it('tells how much is left, how long it takes at this pace, and what it costs of a day', () => {
    expect(progressOf(round(20_000), 100_000, elapsed(10))).toEqual({
      rows: 20_000,
      of: 100_000,
      secondsLeft: 40,
      unitsLeft: 400,
      unitsPerDay: 1_200_000,
    });
  });

  it('is no faster than the service allows', () => {
    // A million rows: 4,995 units, of which 1,250 may be spent at once and the rest in a minute each.
    expect(progressOf(round(1000), 1_000_000, elapsed(0.05))?.secondsLeft).toBe(180);
  });

  it('knows no end on the first time', () => {
    expect(progressOf(round(600), 0, elapsed(3))).toMatchObject({ rows: 600, of: null, secondsLeft: null, unitsLeft: null });
  });

  it('is of full readings alone', () => {
    expect(progressOf(null, 10, elapsed(1))).toBeNull();
    expect(progressOf(round(5, { full: false }), 10, elapsed(1))).toBeNull();
    expect(progressOf(round(5, { complete: true }), 10, elapsed(1))).toBeNull();
  });
});
