import { describe, expect, it } from '@jest/globals';
import { batchGet } from '../../src/graph/batch.ts';
import type { Graph } from '../../src/graph/client.ts';
import { clouds, defaultScope, offers } from '../../src/graph/clouds.ts';
import { errorOf, ForbiddenError, GoneError, NotFoundError, StaleError, ThrottledError } from '../../src/graph/errors.ts';
import { askedWaitMs, backoffMs } from '../../src/graph/middleware/retrying.ts';
import { cachedTokens } from '../../src/graph/tokens.ts';
import { turnedNow, untilNextTick } from '../../src/jobs/schedule.ts';

const answer = (status: number, body: unknown = null, headers: Record<string, string> = {}) => ({
  status,
  body,
  headers: new Headers(headers),
});

describe('what Graph asks to wait', () => {
  it('is Retry-After in seconds or as a date, or RateLimit-Reset where that is longer', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    expect(askedWaitMs(new Headers({ 'Retry-After': '12' }), now)).toBe(12_000);
    expect(askedWaitMs(new Headers({ 'Retry-After': 'Tue, 24 Nov 2026 10:00:30 GMT' }), now)).toBe(30_000);
    expect(askedWaitMs(new Headers({ 'Retry-After': '12', 'RateLimit-Reset': '40' }), now)).toBe(40_000);
    expect(askedWaitMs(new Headers({ 'Retry-After': 'soon' }), now)).toBeNull();
  });
  it('else grows from try to try, up to a minute, with chance in it', () => {
    expect([1, 2, 3, 10].map((attempt) => backoffMs(attempt, () => 1))).toEqual([1000, 2000, 4000, 60_000]);
    expect(backoffMs(1, () => 0)).toBe(500);
  });
});

describe('an error of Graph', () => {
  it('is named by what can be done about it', () => {
    expect(errorOf(answer(429), null, 5000)).toMatchObject({ name: 'ThrottledError', retryAfterMs: 5000 });
    expect(errorOf(answer(503), null)).toBeInstanceOf(ThrottledError);
    expect(errorOf(answer(404), null)).toBeInstanceOf(NotFoundError);
    expect(errorOf(answer(412), null)).toBeInstanceOf(StaleError);
    expect(errorOf(answer(410, null, { Location: 'https://x' }), null)).toMatchObject({ name: 'GoneError', location: 'https://x' });
    expect(errorOf(answer(400, { error: { code: 'SyncStateNotFound' } }), null)).toBeInstanceOf(GoneError);
    expect(errorOf(answer(404, { error: { code: 'x', innerError: { code: 'resyncRequired' } } }), null)).toBeInstanceOf(GoneError);
  });
  it('names the permission that is missing, where the caller knew it', () => {
    const error = errorOf(answer(403, { error: { code: 'accessDenied', message: 'Access denied' } }), 'Sites.Selected');
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error.message).toBe('Microsoft Graph answered 403 accessDenied: Access denied (needed: Sites.Selected)');
  });
  it('may be a page of a proxy', () => {
    expect(errorOf(answer(502, '<html>'), null)).toMatchObject({ code: 'http502', status: 502 });
  });
});

describe('a token', () => {
  it('is asked for once by many, used until shortly before it expires, and replaced when it was refused', async () => {
    let nowMs = 0;
    let asked = 0;
    const tokens = cachedTokens(async () => ({ token: `t${++asked}`, expiresAt: nowMs + 3_600_000 }), {
      now: () => nowMs,
      sleep: async () => undefined,
    });
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['t1', 't1']);
    nowMs = 3_400_000;
    expect(await tokens.token()).toBe('t1');
    nowMs = 3_500_000;
    expect(await tokens.token()).toBe('t2');
    tokens.forget('t1');
    expect(await tokens.token()).toBe('t2');
    tokens.forget('t2');
    expect(await tokens.token()).toBe('t3');
  });
});

describe('a batch', () => {
  it('asks twenty at a time, answers in order, and asks again what was throttled', async () => {
    const sizes: number[] = [];
    let throttle = true;
    const graph = {
      root: '',
      get: async () => null,
      request: async (_method: string, _path: string, body: { requests: { id: string; url: string }[] }) => {
        sizes.push(body.requests.length);
        const responses = body.requests.toReversed().map(({ id, url }) => {
          if (id === '3' && throttle) {
            throttle = false;
            return { id, status: 429, headers: { 'Retry-After': '7' } };
          }
          return id === '4' ? { id, status: 404, body: { error: { code: 'itemNotFound' } } } : { id, status: 200, body: url };
        });
        return answer(200, { responses });
      },
    } as unknown as Graph;
    const waits: number[] = [];
    const answers = await batchGet<string>(
      graph,
      Array.from({ length: 45 }, (_, index) => `/x/${index}`),
      async (ms) => void waits.push(ms),
    );
    expect(sizes).toEqual([20, 20, 5, 1]);
    expect(waits).toEqual([7000]);
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 45 }, (_, index) => (index === 4 ? null : `/x/${index}`)));
    expect(answers[4]?.error).toBeInstanceOf(NotFoundError);
  });
});

describe('a national cloud', () => {
  it('has its own addresses, and says what it lacks', () => {
    expect(clouds.china.graph).toBe('https://microsoftgraph.chinacloudapi.cn');
    expect(defaultScope(clouds.china.graph)).toBe('https://microsoftgraph.chinacloudapi.cn/.default');
    expect(offers(clouds.china, 'planner')).toBe(false);
    expect(offers(clouds.global, 'planner')).toBe(true);
  });
});

describe('the turn of the day', () => {
  it('is found in each time zone within a quarter of an hour', () => {
    const accounts = [{ timeZone: 'Europe/Berlin' }, { timeZone: 'Asia/Kolkata' }, { timeZone: 'America/New_York' }];
    expect(turnedNow(accounts, Date.parse('2026-11-24T23:00:00Z'))).toEqual([{ timeZone: 'Europe/Berlin' }]);
    expect(turnedNow(accounts, Date.parse('2026-11-24T18:30:00Z'))).toEqual([{ timeZone: 'Asia/Kolkata' }]);
    expect(turnedNow(accounts, Date.parse('2026-11-24T05:10:00Z'))).toEqual([{ timeZone: 'America/New_York' }]);
    expect(turnedNow(accounts, Date.parse('2026-11-24T12:00:00Z'))).toEqual([]);
    expect(untilNextTick(Date.parse('2026-11-24T12:14:00Z'))).toBe(60_000);
  });
});
