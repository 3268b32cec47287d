import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseMs } from '../../src/outbox/backoff.ts';
import { allowedFrom, conversationLimits } from '../../src/outbox/conversationRate.ts';
import { abandonedAfterMs, mostAttempts, type OutboxEvent, type Standing, step } from '../../src/outbox/states.ts';

const fresh: Standing = {
  state: 'pending',
  attempts: 0,
  nextTryAt: 0,
  notAfter: null,
  claimedBy: null,
  claimedAt: null,
  settledAt: null,
  messageId: null,
  problem: null,
};
const problem = { code: 'x', message: 'x' };
const through = (...events: OutboxEvent[]): Standing =>
  events.reduce((row, event) => {
    const next = step(row, event);
    if (!next) throw new Error(`${event.kind} changed nothing in ${row.state}`);
    return next;
  }, fresh);
const leased: OutboxEvent = { kind: 'leased', by: 'a', at: 0, until: 30_000 };
const claimed: OutboxEvent = { kind: 'claimed', by: 'a', at: 10 };
const sending = through(leased, claimed);

/**
 * Servers that lease, claim, post, die, are slow and answer late, against one row and a service that takes a post or
 * not. What a server does next is drawn; the database is the row, changed by step alone.
 */
type Move =
  | { server: number; does: 'lease' | 'claim' | 'post' | 'hear' | 'die' }
  | { does: 'wait'; ms: number }
  | { does: 'sweep' }
  | { does: 'tap'; verdict: 'arrived' | 'postAgain' };
type Fate = 'taken, answered' | 'taken, no answer' | 'taken, 5xx' | 'throttled' | 'refused' | 'lost, no answer' | 'lost, 5xx';
const move = fc.oneof(
  { weight: 12, arbitrary: fc.record({ server: fc.nat(2), does: fc.constantFrom('lease', 'claim', 'post', 'hear', 'die') }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait'), ms: fc.constantFrom(1, 1_000, 16_000, 31_000) }) },
  { weight: 2, arbitrary: fc.constant({ does: 'sweep' }) },
) as fc.Arbitrary<Move>;
const tap = fc.record({ does: fc.constant('tap'), verdict: fc.constantFrom('arrived', 'postAgain') }) as fc.Arbitrary<Move>;
const fates = fc.array(
  fc.constantFrom<Fate>('taken, answered', 'taken, no answer', 'taken, 5xx', 'throttled', 'refused', 'lost, no answer', 'lost, 5xx'),
  { minLength: 1, maxLength: 40 },
);

interface Server {
  token: string | null;
  stage: 'idle' | 'leased' | 'claimed' | 'posted';
  fate: Fate | null;
}
class World {
  row: Standing = fresh;
  now = 0;
  taken = 0;
  wishes = 0;
  private tokens = 0;
  private readonly fates: Fate[];
  readonly servers: Server[] = Array.from({ length: 3 }, () => ({ token: null, stage: 'idle', fate: null }));
  constructor(fates: readonly Fate[]) {
    this.fates = [...fates];
  }
  apply(event: OutboxEvent): boolean {
    const next = step(this.row, event);
    if (next) this.row = next;
    return next !== null;
  }
  run(move: Move): void {
    if (move.does === 'wait') this.now += move.ms;
    else if (move.does === 'sweep') this.apply({ kind: 'abandoned', at: this.now, problem });
    else if (move.does === 'tap') {
      const done = this.apply(
        move.verdict === 'arrived' ? { kind: 'arrived', at: this.now } : { kind: 'postAgain', at: this.now, notAfter: null },
      );
      if (done && move.verdict === 'postAgain') this.wishes += 1;
    } else this.serve(this.servers[move.server] as Server, move.does);
  }
  private serve(server: Server, does: 'lease' | 'claim' | 'post' | 'hear' | 'die'): void {
    if (does === 'die') Object.assign(server, { token: null, stage: 'idle', fate: null });
    else if (does === 'lease' && server.stage === 'idle') {
      const by = `try ${++this.tokens}`;
      if (this.apply({ kind: 'leased', by, at: this.now, until: this.now + 30_000 }) && this.row.state === 'pending')
        Object.assign(server, { token: by, stage: 'leased' });
    } else if (does === 'claim' && server.stage === 'leased')
      server.stage = this.apply({ kind: 'claimed', by: server.token ?? '', at: this.now }) ? 'claimed' : 'idle';
    else if (does === 'post' && server.stage === 'claimed') {
      server.fate = this.fates.shift() ?? 'taken, answered';
      server.stage = 'posted';
      if (server.fate.startsWith('taken')) this.taken += 1;
    } else if (does === 'hear' && server.stage === 'posted') {
      const by = server.token ?? '';
      if (server.fate === 'taken, answered') this.apply({ kind: 'sent', by, at: this.now, messageId: 'm' });
      else if (server.fate === 'throttled' || server.fate === 'refused')
        this.apply({
          kind: 'notSent',
          by,
          at: this.now,
          next: server.fate === 'refused' ? 'final' : 'retry',
          retryAt: this.now + 1_000,
          problem,
        });
      else this.apply({ kind: 'doubted', by, at: this.now, problem });
      Object.assign(server, { token: null, stage: 'idle', fate: null });
    }
  }
}

describe('a message of the outbox', () => {
  it('is never taken twice by the service, whatever crashes, times out, is throttled or answers late', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 120 }), fates, (moves, drawn) => {
        const world = new World(drawn);
        for (const one of moves) world.run(one);
        expect(world.taken).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is taken again only as often as a person wished it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 8, arbitrary: move }, { weight: 1, arbitrary: tap }), { maxLength: 150 }),
        fates,
        (moves, drawn) => {
          const world = new World(drawn);
          for (const one of moves) world.run(one);
          expect(world.taken).toBeLessThanOrEqual(1 + world.wishes);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('comes to an end where the servers live on: sent, failed, or in doubt for a person to see', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), fates, (moves, drawn) => {
        const world = new World(drawn);
        for (const one of moves) world.run(one);
        for (let turn = 0; turn < 100; turn += 1) {
          world.run({ does: 'wait', ms: 31_000 });
          world.run({ does: 'sweep' });
          for (const does of ['lease', 'claim', 'post', 'hear'] as const) for (const server of [0, 1, 2]) world.run({ server, does });
        }
        expect(['sent', 'failed', 'unknown']).toContain(world.row.state);
        // What is not in doubt is so: "sent" arrived, "failed" did not.
        if (world.row.state === 'sent') expect(world.taken).toBe(1);
        if (world.row.state === 'failed') expect(world.taken).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cannot be claimed while it is being sent, nor while it is in doubt', () => {
    const doubted = through(leased, claimed, { kind: 'abandoned', at: 10 + abandonedAfterMs, problem });
    for (const row of [sending, doubted]) {
      expect(step(row, { kind: 'leased', by: 'b', at: 1e9, until: 2e9 })).toBeNull();
      expect(step(row, { kind: 'claimed', by: 'b', at: 1e9 })).toBeNull();
    }
  });

  it('is in doubt when its sender has been silent for longer than a request may take', () => {
    expect(step(sending, { kind: 'abandoned', at: 9 + abandonedAfterMs, problem })).toBeNull();
    expect(step(sending, { kind: 'abandoned', at: 10 + abandonedAfterMs, problem })?.state).toBe('unknown');
  });

  it('takes a late answer of the slow server as proof, also after a person has wished it again', () => {
    const doubted = through(leased, claimed, { kind: 'doubted', by: 'a', at: 20_000, problem });
    const late: OutboxEvent = { kind: 'sent', by: 'a', at: 40_000, messageId: 'm1' };
    expect(step(doubted, late)).toMatchObject({ state: 'sent', messageId: 'm1', problem: null });
    const again = step(doubted, { kind: 'postAgain', at: 30_000, notAfter: null }) as Standing;
    expect(step(again, late)).toMatchObject({ state: 'sent' });
  });

  it('goes back to wait where it certainly was not sent, and fails after a bounded number of tries', () => {
    const retry: OutboxEvent = { kind: 'notSent', by: 'a', at: 20, next: 'retry', retryAt: 5_000, problem };
    expect(step(sending, retry)).toMatchObject({ state: 'pending', nextTryAt: 5_000, attempts: 1 });
    expect(step({ ...sending, attempts: mostAttempts }, retry)).toMatchObject({ state: 'failed' });
    expect(step({ ...fresh, attempts: mostAttempts }, leased)).toMatchObject({ state: 'failed' });
  });

  it('does not count a wait for a limit as a try', () => {
    expect(through(leased, { kind: 'deferred', by: 'a', until: 900 })).toMatchObject({ state: 'pending', attempts: 0, nextTryAt: 900 });
  });

  it('is not sent any more when its time is over', () => {
    const row = { ...fresh, notAfter: 100 };
    expect(step(row, { ...leased, at: 100 })).toBeNull();
    expect(step(row, { kind: 'expired', at: 100, problem })).toMatchObject({ state: 'cancelled' });
    expect(step({ ...sending, notAfter: 100 }, { kind: 'expired', at: 100, problem })).toBeNull();
  });
});

describe('pauses between tries', () => {
  it('double up to half an hour, and never fall together', () => {
    expect([1, 2, 3, 4].map((attempts) => pauseMs(attempts, () => 1))).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(pauseMs(mostAttempts, () => 1)).toBe(1_800_000);
    expect(pauseMs(3, () => 0)).toBe(4_000);
  });
});

describe('the limits of one conversation', () => {
  it('hold over every window, however fast messages come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }), (gaps) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now = Math.max(now + gap, allowedFrom(sent, now + gap));
          sent.unshift(now);
        }
        for (const { most, withinMs } of conversationLimits)
          for (const at of sent) expect(sent.filter((other) => other > at - withinMs && other <= at).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200 },
    );
  });

  it('let seven go at once and the eighth a second later', () => {
    expect(
      allowedFrom(
        Array.from({ length: 6 }, () => 0),
        0,
      ),
    ).toBe(0);
    expect(
      allowedFrom(
        Array.from({ length: 7 }, () => 0),
        0,
      ),
    ).toBe(1_000);
    expect(
      allowedFrom(
        Array.from({ length: 8 }, () => 0),
        1_000,
      ),
    ).toBe(2_000);
  });
});
