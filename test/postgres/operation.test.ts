import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { databaseLook, lookAndTell, roomLook } from '../../src/operation/alarms/index.ts';
import { claimForTenant } from '../../src/operation/installation.ts';
import { openMetrics } from '../../src/operation/metrics/registry.ts';
import { roomChanged } from '../../src/rooms/events.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { newAccount } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

describe('operation on PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let db: Database;
  const now = new Date('2026-11-24T12:00:00Z');
  beforeAll(async () => {
    server = await startPostgres();
    db = await openDatabase({ engine: 'postgres', url: server.url });
    await migrate(db);
    await newAccount(db, 'pulse');
    await db.transaction(['pulse'], async (tx) => {
      await sql`insert into source (account_id, id, kind, name, location, mapping, state, last_success_at, created_at)
        values ('pulse', 's1', 'list', 'Deals', '{}', '[]', 'stale', '2026-11-24T10:00:00Z', '2026-01-01')`.execute(tx);
      await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values ('pulse', 'team', 'channel', 'standard', '2026-01-01')`.execute(
        tx,
      );
    });
  }, 120_000);
  afterAll(async () => {
    await db?.close();
    await server?.stop();
  });

  it('tells its metrics', async () => {
    const metrics = openMetrics({ db, now: () => now.getTime(), services: {} });
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['pulse_database_up 1', 'pulse_source_age_seconds{account="pulse",source="s1",kind="list"} 7200']),
    );
    expect(Number(lines.find((line) => line.startsWith('pulse_database_bytes '))?.split(' ')[1])).toBeGreaterThan(1_000_000);
    metrics.stop();
  });

  it('tells of one trouble once, however many servers see it at the same time', async () => {
    const heard: string[] = [];
    const http = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        heard.push(JSON.parse(text).key);
        response.end();
      });
    });
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    const errors: unknown[] = [];
    const beat = (name: string) =>
      lookAndTell({
        ...{ db, server: name, tenantId: 'tenant', clock: () => now },
        looks: [databaseLook(db), roomLook(db, null, name)],
        webhook: () => ({ url, secret: null }),
        report: (error) => errors.push(error),
      });
    try {
      await Promise.all(['one', 'two', 'three', 'four'].map(beat));
      await Promise.all(['one', 'two', 'three', 'four'].map(beat));
      expect([heard, errors]).toEqual([['source pulse s1'], []]);
    } finally {
      http.closeAllConnections();
      http.close();
    }
  });

  it('pauses a room, and belongs to one tenant', async () => {
    await roomChanged(db, { event: 'teamArchived', teamId: 'team', channelId: 'other' }, now);
    const paused = await db.transaction(['pulse'], (tx) => sql`select paused_because from link`.execute(tx));
    expect(paused.rows).toEqual([{ paused_because: 'teamArchived' }]);
    await claimForTenant(db, 'tenant-a');
    await claimForTenant(db, 'Tenant-A');
    await expect(claimForTenant(db, 'tenant-b')).rejects.toThrow('belongs to the installation of tenant tenant-a');
  });
});
