import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { RosterUnknownError, rosters } from '../../src/access/roster.ts';
import { readJson } from '../../src/server/body.ts';
import { ResponseCache } from '../../src/server/responseCache.ts';

const body = (headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough;
const limits = { bytes: 20, timeoutMs: 50 };

describe('a body', () => {
  it('may come in pieces', async () => {
    const request = body();
    const read = readJson(request, limits);
    request.write('{"a"');
    setTimeout(() => request.end(':1}'), 10);
    expect(await read).toEqual({ a: 1 });
  });
  it('that never ends is given up on', async () => {
    const request = body();
    request.write('{');
    await expect(readJson(request, limits)).rejects.toMatchObject({ key: 'body-too-slow' });
  });
  it('that grows too large is given up on before its end', async () => {
    const request = body();
    request.write(`"${'x'.repeat(30)}`);
    await expect(readJson(request, limits)).rejects.toMatchObject({ key: 'body-too-large' });
  });
  it('that breaks off is no body', async () => {
    const request = body();
    const read = readJson(request, limits);
    request.write('{');
    request.destroy();
    await expect(read).rejects.toMatchObject({ key: 'invalid-body' });
  });
  it('that is not UTF-8 is refused', async () => {
    const request = body();
    request.end(Buffer.from([0x22, 0xff, 0x22]));
    await expect(readJson(request, limits)).rejects.toMatchObject({ key: 'invalid-body' });
  });
});

describe('a roster', () => {
  const minute = 60_000;
  const at = () => {
    const world = { now: 0, asked: 0, fails: false, members: ['ada'] };
    const read = async () => {
      world.asked += 1;
      if (world.fails) throw new Error('Teams does not answer');
      return world.members.map((directoryId) => ({ directoryId, isOutsider: directoryId === 'guest' }));
    };
    const roster = rosters(
      read,
      () => world.now,
      () => undefined,
    );
    const members = async () => [...(await roster.of('team', 'channel', 'standard'))];
    const known = async (afresh: boolean) => [...(await roster.known(['team', 'channel', 'standard'], afresh))];
    return { world, members, known };
  };
  it('is kept ten minutes, and asked for once however many wait', async () => {
    const { world, members } = at();
    await Promise.all([members(), members()]);
    world.now = 9 * minute;
    await members();
    expect(world.asked).toBe(1);
    world.now = 10 * minute;
    world.members = ['bo', 'guest'];
    expect([await members(), world.asked]).toEqual([['bo'], 2]);
  });
  it('holds for an hour while Teams does not answer, then for nobody', async () => {
    const { world, members } = at();
    await members();
    world.fails = true;
    world.now = 59 * minute;
    expect(await members()).toEqual(['ada']);
    world.now = 61 * minute;
    expect(await members()).toEqual([]);
    world.fails = false;
    world.now = 62 * minute;
    expect(await members()).toEqual(['ada']);
  });
  it('is read past what is kept where somebody’s absence matters, once in half a minute', async () => {
    const { world, known } = at();
    await known(false);
    world.members = ['ada', 'bo'];
    world.now = 29_000;
    expect([await known(true), world.asked]).toEqual([['ada'], 1]);
    world.now = 30_000;
    expect([await known(true), world.asked]).toEqual([['ada', 'bo'], 2]);
  });
  it('is said to be unknown where Teams does not tell, not to be empty', async () => {
    const { world, known } = at();
    await known(false);
    world.fails = true;
    world.now = 59 * minute;
    expect(await known(false)).toEqual(['ada']);
    await expect(known(true)).rejects.toBeInstanceOf(RosterUnknownError);
    world.now = 61 * minute;
    await expect(known(false)).rejects.toBeInstanceOf(RosterUnknownError);
  });
});

describe('kept answers', () => {
  it('give way to newer ones by size, the one least asked for first', () => {
    const cache = new ResponseCache(400);
    const answer = () => ({ json: Buffer.alloc(50), compressed: {} });
    for (let number = 0; number < 8; number++) cache.set(`${number}`, answer());
    cache.get('0');
    cache.set('8', answer());
    expect([cache.get('0') !== undefined, cache.get('1') !== undefined, cache.get('8') !== undefined]).toEqual([true, false, true]);
    cache.set('huge', { json: Buffer.alloc(100), compressed: {} });
    expect(cache.get('huge')).toBeUndefined();
  });
});
