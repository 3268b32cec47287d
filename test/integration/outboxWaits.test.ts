import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outgoing } from '../../src/outbox/index.ts';
import { textsOf } from '../support/cards.ts';
import { channel } from './bot.support.ts';
import { startDigests } from './digest.support.ts';

let world: Awaited<ReturnType<typeof startDigests>>;
beforeEach(async () => {
  world = await startDigests();
});
afterEach(() => world.close());

const digestsIn = () => world.cardsIn(channel).filter((card) => /Digest \d+/.test(textsOf(card)));

describe('what waits for Graph without end', () => {
  const never = () => new Promise<never>(() => undefined);
  const stopsSoon = async (heart: { stop(): Promise<void> }) => {
    const before = performance.now();
    await heart.stop();
    expect(performance.now() - before).toBeLessThan(5_000);
  };
  const delivery = async () => (await world.digests()).digests[0].delivery;

  it('as another plan does keeps no message back, nor the end of the server', async () => {
    await world.installInChannel();
    const sent = Promise.withResolvers<void>();
    const prepare = async (message: Outgoing) => {
      const post = await world.carrier.prepare(message);
      return () => post().finally(sent.resolve);
    };
    const heart = world.start({ plans: [never], carrier: { prepare } });
    await sent.promise;
    await stopsSoon(heart);
    expect(digestsIn()).toHaveLength(1);
  });

  it('as a message does that is being made is tried again later', async () => {
    await world.beat();
    await world.installInChannel();
    await world.drain({ carrier: { prepare: never } }, { readyWithinMs: 50 });
    expect(await delivery()).toMatchObject({ state: 'pending', problem: { code: 'notReady' } });
  });

  it('as a message does that is being made is given back when the server stops', async () => {
    await world.installInChannel();
    const begun = Promise.withResolvers<void>();
    const prepare = () => {
      begun.resolve();
      return never();
    };
    const heart = world.start({ carrier: { prepare } });
    await begun.promise;
    await stopsSoon(heart);
    expect(await delivery()).toMatchObject({ state: 'pending', problem: null });
    await world.drain();
    expect(digestsIn()).toHaveLength(1);
  });
});
