import { describe, expect, it } from '@jest/globals';
import { startHeartbeat } from '../../src/jobs/index.ts';

const deferred = () => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

describe('a heartbeat', () => {
  it('beats at the start, again when it is asked to, and never twice at the same time', async () => {
    const waits = [deferred(), deferred(), deferred()];
    const begun: number[] = [];
    const starts = [deferred(), deferred(), deferred()];
    let [running, most] = [0, 0];
    const heart = startHeartbeat({
      async beat() {
        const turn = begun.push(begun.length) - 1;
        running += 1;
        most = Math.max(most, running);
        starts[turn]?.resolve();
        await waits[turn]?.promise;
        running -= 1;
        return undefined;
      },
      report: () => undefined,
    });
    await starts[0]?.promise;
    heart.soon();
    heart.soon();
    waits[0]?.resolve();
    await starts[1]?.promise;
    waits[1]?.resolve();
    waits[2]?.resolve();
    await heart.stop();
    expect([begun.length, most]).toEqual([2, 1]);
  });

  it('is not stopped by an error, and tells it', async () => {
    const told: unknown[] = [];
    const second = deferred();
    let beats = 0;
    const heart = startHeartbeat(
      {
        async beat() {
          beats += 1;
          if (beats === 2) second.resolve();
          throw new Error(`beat ${beats}`);
        },
        report: (error) => told.push((error as Error).message),
      },
      1,
    );
    await second.promise;
    await heart.stop();
    expect(told.slice(0, 2)).toEqual(['beat 1', 'beat 2']);
  });

  it('stops after the beat under way, which is told to give way', async () => {
    const begun = deferred();
    let [seen, beats] = [false, 0];
    const heart = startHeartbeat({
      async beat(isStopping) {
        beats += 1;
        begun.resolve();
        while (!isStopping()) await new Promise((resolve) => setImmediate(resolve));
        seen = true;
        return 'again';
      },
      report: () => undefined,
    });
    await begun.promise;
    await heart.stop();
    expect([seen, beats]).toEqual([true, 1]);
  });
});
