import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import {
  type AlarmParts,
  certificateLook,
  clockLook,
  databaseLook,
  jobsLook,
  lookAndTell,
  roomLook,
} from '../../src/operation/alarms/index.ts';
import { signatureHeader, signatureOf } from '../../src/operation/alarms/post.ts';
import type { Look, Trouble } from '../../src/operation/alarms/trouble.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase } from '../support/database.ts';

interface Heard {
  event: string;
  key: string;
  kind: string;
  text: string;
  until: string | null;
  facts: Record<string, unknown>;
}

describe('the operator’s webhook', () => {
  let db: Database;
  let url: string;
  const heard: { body: Heard; raw: string; signature: string | undefined }[] = [];
  const elsewhere: string[] = [];
  let answerWith: number = 200;
  const http = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk) => {
      raw += chunk;
    });
    request.on('end', () => {
      if (request.url !== '/hook') elsewhere.push(request.url ?? '');
      else if (answerWith === 200)
        heard.push({ body: JSON.parse(raw), raw, signature: request.headers[signatureHeader] as string | undefined });
      response.writeHead(answerWith, answerWith === 307 ? { location: '/inside' } : {});
      response.end();
    });
  });
  let now = Date.parse('2026-11-24T12:00:00Z');
  const clock = () => new Date(now);
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  const errors: unknown[] = [];
  const parts = (looks: readonly Look[], changed: Partial<AlarmParts> = {}): AlarmParts => ({
    ...{ db, looks, clock, server: 'one', tenantId: 'tenant' },
    webhook: () => ({ url, secret: 'a-secret-of-the-operator' }),
    report: (error) => errors.push(error),
    ...changed,
  });
  const events = () => heard.map(({ body }) => `${body.event} ${body.key}`);
  /** Trouble that is switched on and off. */
  const found: Trouble[] = [];
  const trouble: Trouble = { key: 'jobs one', kind: 'jobs', text: 'Jobs fail.', facts: { failures: 3 } };
  const look: Look = { kinds: ['jobs'], isOwn: true, look: async () => found };

  beforeAll(async () => {
    db = await testDatabase();
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`;
  });
  afterAll(async () => {
    http.closeAllConnections();
    http.close();
    await db?.close();
  });
  beforeEach(async () => {
    heard.length = errors.length = elsewhere.length = found.length = 0;
    answerWith = 200;
    await db.asOwner((tx) => sql`delete from operator_alarm`.execute(tx));
  });

  it('hears of each trouble once, and once more when it is over', async () => {
    found.push(trouble);
    for (let beat = 0; beat < 5; beat += 1) {
      await lookAndTell(parts([look]));
      pass(1);
    }
    expect(events()).toEqual(['raised jobs one']);
    expect(heard[0]?.body).toMatchObject({ kind: 'jobs', text: 'Account Pulse: Jobs fail.', facts: { failures: 3 }, until: null });
    found.length = 0;
    for (let beat = 0; beat < 6; beat += 1) {
      await lookAndTell(parts([look]));
      pass(1);
    }
    expect(events()).toEqual(['raised jobs one', 'recovered jobs one']);
    found.push(trouble);
    await lookAndTell(parts([look]));
    expect(events().at(-1)).toBe('raised jobs one');
  });

  it('hears nothing of what comes and goes meanwhile', async () => {
    for (let beat = 0; beat < 8; beat += 1) {
      found.splice(0, 1, ...(beat % 2 === 0 ? [trouble] : []));
      await lookAndTell(parts([look]));
      pass(1);
    }
    expect(events()).toEqual(['raised jobs one']);
  });

  it('hears each of two servers’ own trouble, and what both see once', async () => {
    const shared: Look = {
      kinds: ['outbox'],
      isOwn: false,
      look: async () => [{ key: 'outbox', kind: 'outbox', text: 'Late.', facts: {} }],
    };
    const own = (server: string): Look => ({ kinds: ['jobs'], isOwn: true, look: async () => [{ ...trouble, key: `jobs ${server}` }] });
    for (let beat = 0; beat < 3; beat += 1) {
      await Promise.all([lookAndTell(parts([shared, own('one')])), lookAndTell(parts([shared, own('two')], { server: 'two' }))]);
      pass(1);
    }
    expect(events().sort()).toEqual(['raised jobs one', 'raised jobs two', 'raised outbox']);
    // One server is gone for good: its trouble does not stay for ever.
    for (let beat = 0; beat < 70; beat += 5) {
      await lookAndTell(parts([shared, own('one')]));
      pass(5);
    }
    expect(events().at(-1)).toBe('recovered jobs two');
  });

  it('is posted to again, less and less often, until it takes the message', async () => {
    found.push(trouble);
    answerWith = 503;
    const tries: number[] = [];
    for (let minute = 0; minute < 90; minute += 1) {
      const before = errors.length;
      await lookAndTell(parts([look]));
      if (errors.length > before) tries.push(minute);
      pass(1);
    }
    expect(tries.slice(0, 4)).toEqual([0, 1, 2, 4]);
    expect(tries.length).toBeLessThan(10);
    answerWith = 200;
    pass(60);
    await lookAndTell(parts([look]));
    expect(events()).toEqual(['raised jobs one']);
  });

  it('is followed nowhere else, and knows by a signature that it is us', async () => {
    found.push(trouble);
    answerWith = 307;
    await lookAndTell(parts([look]));
    expect(elsewhere).toEqual([]);
    answerWith = 200;
    pass(5);
    await lookAndTell(parts([look]));
    const [{ raw, signature } = { raw: '', signature: '' }] = heard;
    expect(signature).toBe(signatureOf('a-secret-of-the-operator', Math.floor(now / 1000), raw));
    expect(signature).not.toBe(signatureOf('another', Math.floor(now / 1000), raw));
  });

  it('hears that the database fails although its book is in it, and that it is back', async () => {
    let isDown = true;
    const flaky: Database = {
      ...db,
      transaction: (scope, work) =>
        isDown ? Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })) : db.transaction(scope, work),
    };
    const unwritten = new Map<string, Trouble>();
    const beat = () => lookAndTell(parts([roomLook(flaky, null, 'one'), databaseLook(flaky)], { db: flaky }), unwritten);
    await beat();
    await beat();
    expect(events()).toEqual(['raised database one']);
    expect(heard[0]?.body).toMatchObject({ text: expect.stringContaining('does not answer'), facts: { code: '57P01' } });
    isDown = false;
    await beat();
    await beat();
    expect(events()).toEqual(['raised database one', 'recovered database one']);
  });

  describe('is told of', () => {
    const looked = (one: Look) => one.look(clock());

    it('a source that is not read, messages that do not leave, and a doubt that nobody settles: ids alone', async () => {
      await newAccount(db, 'pulse', { name: 'Quux' });
      const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
      await db.transaction(['pulse'], async (tx) => {
        for (const [id, state, minutes] of [
          ['fresh', 'fresh', 20],
          ['old', 'stale', 90],
        ] as const)
          await sql`insert into source (account_id, id, kind, name, location, mapping, state, problem, last_success_at, created_at)
            values ('pulse', ${id}, 'list', 'Deals of Plugh', '{}', '[]', ${state}, '{"code": "notFound", "message": "Plugh"}', ${at(minutes)}, '2026-01-01')`.execute(
            tx,
          );
        for (const [id, kind, state, minutes] of [
          ['o1', 'digest', 'unknown', 1500],
          ['o2', 'digest', 'pending', 20],
          ['o3', 'morningCard', 'pending', -5],
        ] as const)
          await sql`insert into outbox (account_id, id, kind, about, conversation_id, content, state, created_at, next_try_at, settled_at)
            values ('pulse', ${id}, ${kind}, ${id}, 'c', '{}', ${state}, ${at(1600)}, ${at(minutes)}, ${state === 'unknown' ? at(minutes) : null})`.execute(
            tx,
          );
      });
      const troubles = await looked(databaseLook(db));
      expect(troubles.map(({ key, facts }) => [key, facts])).toEqual([
        ['source pulse old', { account: 'pulse', source: 'old', state: 'stale', code: 'notFound', minutes: 90 }],
        ['outbox', { messages: 1, minutes: 20 }],
        ['doubt pulse', { account: 'pulse', messages: 1 }],
      ]);
      expect(JSON.stringify(troubles)).not.toMatch(/Plugh|Quux/);
      expect(troubles[0]?.text).toMatch(/has not been read for 90 minutes \(stale: notFound\)/);
    });

    it('a certificate that is about to expire, as its file is at that moment', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'account-pulse-certificate-'));
      const path = join(folder, 'pulse.pem');
      const issue = (days: number) =>
        execFileSync(
          'openssl',
          ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-subj', '/CN=pulse', '-days', String(days), '-keyout', path, '-out', path],
          { stdio: 'ignore' },
        );
      try {
        const one = certificateLook(path, 'one');
        expect((await one.look(new Date())).map(({ text }) => text)).toEqual([expect.stringMatching(/cannot be read \(ENOENT\)/)]);
        issue(10);
        expect((await one.look(new Date())).map(({ text }) => text)).toEqual([expect.stringMatching(/expires in (9|10) days/)]);
        expect((await one.look(new Date(Date.now() + 20 * 86_400_000))).map(({ text }) => text)).toEqual([
          expect.stringMatching(/has expired/),
        ]);
        issue(365);
        expect(await one.look(new Date())).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('jobs that fail again and again, a clock that is wrong, and nothing of what is well', async () => {
      const failures = [now - 7_200_000, now - 60_000, now - 30_000];
      expect(await looked(jobsLook(failures, 'one'))).toEqual([]);
      failures.push(now - 10_000);
      expect((await looked(jobsLook(failures, 'one'))).map(({ key }) => key)).toEqual(['jobs one']);
      expect(await looked(clockLook(() => null, 'one'))).toEqual([]);
      expect(await looked(clockLook(() => 90_000, 'one'))).toEqual([]);
      expect((await looked(clockLook(() => -180_000, 'one'))).map(({ text }) => text)).toEqual([
        expect.stringContaining('180 seconds ahead of'),
      ]);
      expect(await looked(roomLook(db, tmpdir(), 'one'))).toEqual([]);
    });
  });
});
