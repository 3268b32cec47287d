import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { establish } from '../../src/access/establish.ts';
import { checkDatabase } from '../../src/admin/checks/database.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { connectAccount } from '../../src/sync/index.ts';
import { startPostgres } from '../support/postgres.ts';

const teamId = '33333333-3333-4333-8333-333333333333';

describe('the doctor at a PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it('says how many migrations wait, and changes nothing', async () => {
    const { finding, place } = await checkDatabase(server.url);
    expect(finding).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/^PostgreSQL \d+.*; \d+ migrations run when the server starts$/),
    });
    expect(place).toEqual({ sites: [], teams: [] });
    expect((await checkDatabase(server.url)).finding).toEqual(finding);
  });

  it('finds there which teams to try permissions on', async () => {
    const db: Database = await openDatabase({ engine: 'postgres', url: server.url });
    await migrate(db);
    const at = new Date().toISOString();
    const mapping = readMapping({ opportunity: { list: 'Deals', fields: { id: 'Deal id' } } });
    await connectAccount(db, { accountId: 'doctor', slug: 'doctor', mapping, site: { groupId: teamId }, at });
    const channel = { teamId, channelId: '19:general', membershipType: 'standard' as const };
    await establish(db, { accountId: 'doctor', managerId: null, channel, figuresAboutPeople: 'named', at });
    await db.close();
    const { finding, place } = await checkDatabase(server.url);
    expect(finding.says).toMatch(/^PostgreSQL \d+[\d.]* answers$/);
    expect(place.teams).toEqual([{ teamId, channelId: '19:general', membershipType: 'standard' }]);
  });

  it('says nothing of the password where it is refused', async () => {
    const { finding } = await checkDatabase(server.url.replace('pulse:pulse', 'pulse:hunter2').replace('/pulse', '/nowhere'));
    expect(finding.state).toBe('missing');
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });
});
