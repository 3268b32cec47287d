import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Activity } from '../../bot/activity.ts';
import { wordsIn } from '../../bot/i18n/words.ts';
import { roomChanged as roomChangedMessage } from '../../bot/messages/roomChanged.ts';
import { type RoomChange, roomEventOf } from '../../bot/rooms.ts';
import { planDigests } from '../../src/digest/index.ts';
import { ForbiddenError, NotFoundError } from '../../src/graph/errors.ts';
import { databaseLook } from '../../src/operation/alarms/index.ts';
import { roomChanged } from '../../src/rooms/events.ts';
import { lookAtRooms, type StillHere } from '../../src/rooms/look.ts';
import type { Database } from '../../src/store/database.ts';
import { newAccount, testDatabase, upToDate } from '../support/database.ts';
import { type Api, giveAccess, person, startApi } from './apiHouse.ts';

const teamId = 'c1f0d6a4-52b7-4f0d-9f3a-1d2e3f405060';
const general = '19:general@thread.tacv2';
const side = '19:side@thread.tacv2';
/** Tuesday; digests are due on Mondays at 08:30. */
const tuesday = new Date('2026-11-24T10:00:00Z');
const weeksLater = (weeks: number) => new Date(tuesday.getTime() + weeks * 7 * 86_400_000);

describe('a team or channel that an account is linked to', () => {
  let db: Database;
  let api: Api;
  beforeAll(async () => {
    db = await testDatabase();
    await newAccount(db, 'pulse', { name: 'Fabrikam' });
    await upToDate(db, 'pulse');
    await giveAccess(db, 'pulse', 1, 'manager');
    await giveAccess(db, 'pulse', 2, 'manager');
    await giveAccess(db, 'pulse', 3, 'member');
    api = await startApi({ db });
  });
  afterAll(async () => {
    await api?.close();
    await db?.close();
  });
  beforeEach(async () => {
    await db.asOwner(async (tx) => {
      for (const table of ['link', 'outbox', 'digest', 'conversation']) await sql`delete from ${sql.table(table)}`.execute(tx);
      await sql`update access set left_at = null, looked_at = null`.execute(tx);
      for (const channel of [general, side])
        await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values ('pulse', ${teamId}, ${channel}, 'standard', '2026-01-01')`.execute(
          tx,
        );
      for (const number of [1, 2, 3])
        await sql`insert into conversation (id, kind, service_url, bot_id, directory_id, seen_at) values (${`a:${number}`}, 'personal', 'https://smba.example', 'b', ${person(number)}, now())`.execute(
          tx,
        );
    });
  });
  const paused = async () => {
    const { json } = await api.call('/api/accounts/pulse/digests', { as: 1 });
    return json.channels.map((one: { channel: string; paused: { because: string } | null; nextAt: string | null }) => [
      one.channel,
      one.paused?.because ?? null,
      one.nextAt !== null,
    ]);
  };
  const told = () =>
    db.transaction(['pulse'], async (tx) => {
      const rows = await sql<{
        conversation_id: string;
        event: string;
      }>`select conversation_id, content ->> 'event' as event from outbox where kind = 'roomChanged' order by created_at, conversation_id`.execute(
        tx,
      );
      return rows.rows.map((row) => `${row.event} ${row.conversation_id}`);
    });
  const made = async (now: Date) =>
    (
      await planDigests({
        db,
        now: () => now,
        today: () => now.toISOString().slice(0, 10),
        report: (error) => {
          throw error;
        },
      })
    ).made;
  const change = (event: RoomChange['event'], changed: Partial<RoomChange> = {}): RoomChange => ({
    event,
    teamId,
    channelId: general,
    ...changed,
  });
  const happens = (event: RoomChange['event'], now: Date, changed: Partial<RoomChange> = {}) =>
    roomChanged(db, change(event, changed), now);

  it('that is archived gets no digest until it is unarchived, makes up for none, and its managers are told once of each', async () => {
    await happens('teamArchived', tuesday);
    await happens('teamArchived', tuesday);
    expect(await paused()).toEqual([
      [general, 'teamArchived', false],
      [side, 'teamArchived', false],
    ]);
    expect(await made(weeksLater(1))).toBe(0);
    await happens('teamUnarchived', weeksLater(2));
    expect((await paused()).map(([, because]: unknown[]) => because)).toEqual([null, null]);
    expect(await made(weeksLater(2))).toBe(0);
    expect(await made(weeksLater(3))).toBe(2);
    // Each of the two managers, once, although two channels are linked.
    expect((await told()).sort()).toEqual(
      ['teamArchived', 'teamUnarchived'].flatMap((event) => ['a:1', 'a:2'].map((chat) => `${event} ${chat}`)),
    );
  });

  it('is known by the team’s first channel too, where Teams does not name the team’s directory id', async () => {
    await happens('teamArchived', tuesday, { teamId: null });
    expect((await paused()).map(([, because]: unknown[]) => because)).toEqual(['teamArchived', 'teamArchived']);
  });

  it('pauses alone where it alone was deleted, and goes on when it is restored; another event does not end that', async () => {
    await happens('channelDeleted', tuesday, { channelId: side });
    await happens('teamUnarchived', tuesday);
    expect(await paused()).toEqual([
      [general, null, true],
      [side, 'channelDeleted', false],
    ]);
    await happens('channelRestored', weeksLater(1), { channelId: side });
    expect((await paused())[1]).toEqual([side, null, true]);
  });

  it('is looked at from time to time, for what Teams never told', async () => {
    const missing = new Set([side]);
    let asked = 0;
    const look = (now: Date) =>
      lookAtRooms({
        db,
        now: () => now,
        stillHere: async () => true,
        report: (error) => {
          throw error;
        },
        channel: async (_team, id) => {
          asked += 1;
          if (missing.has(id)) throw new NotFoundError({ status: 404, code: 'NotFound', message: 'gone' });
          return { id, displayName: 'x', membershipType: 'standard' };
        },
      });
    await look(tuesday);
    await look(tuesday);
    expect([asked, (await paused())[1]]).toEqual([2, [side, 'channelDeleted', false]]);
    missing.clear();
    await look(weeksLater(1));
    expect((await paused())[1]).toEqual([side, null, true]);
  });

  it('is nothing to conclude about where it may not be read', async () => {
    const forbidden = async () => {
      throw new ForbiddenError({ status: 403, code: 'Forbidden', message: 'no', permission: null });
    };
    await lookAtRooms({
      db,
      now: () => tuesday,
      channel: forbidden,
      stillHere: async () => null,
      report: (error) => {
        throw error;
      },
    });
    expect((await paused()).map(([, because]: unknown[]) => because)).toEqual([null, null]);
    expect(await told()).toEqual([]);
  });

  it('is told of by these events of Teams, and by no others', () => {
    const event = (eventType: string) =>
      roomEventOf(
        Activity.parse({
          type: 'conversationUpdate',
          channelId: 'msteams',
          serviceUrl: 'https://smba.example',
          from: { id: '29:x' },
          recipient: { id: '28:b' },
          conversation: { id: side },
          channelData: { eventType, team: { id: general, aadGroupId: teamId.toUpperCase() }, channel: { id: side } },
        }),
      );
    expect(event('teamArchived')).toEqual(change('teamArchived'));
    expect(event('teamHardDeleted')).toEqual(change('teamDeleted'));
    expect(event('channelDeleted')).toEqual(change('channelDeleted', { channelId: side }));
    for (const other of ['teamRenamed', 'channelRenamed', 'channelCreated', 'constructor', '']) expect(event(other)).toBeNull();
  });

  describe('and a manager of the account who leaves', () => {
    const look = (stillHere: StillHere, now = tuesday) =>
      lookAtRooms({
        db,
        now: () => now,
        channel: async (_team, id) => ({ id, displayName: 'x', membershipType: 'standard' }),
        stillHere,
        report: (error) => {
          throw error;
        },
      });
    const orphans = async () => (await databaseLook(db).look(tuesday)).filter(({ kind }) => kind === 'manager');

    it('is told of to the other managers; the account goes on', async () => {
      await look(async (id) => id !== person(1));
      expect(await told()).toEqual(['managerLeft a:2']);
      expect(await orphans()).toEqual([]);
      expect((await api.call('/api/accounts/pulse/scorecard', { as: 3 })).status).toBe(200);
      // Looked at again, told no more.
      await look(async (id) => id !== person(1), weeksLater(1));
      expect(await told()).toHaveLength(1);
    });

    it('is told of to the operator where no manager is left, until one is there again', async () => {
      await look(async () => false);
      expect((await orphans()).map(({ key, text }) => [key, text])).toEqual([
        ['manager pulse', expect.stringMatching(/administrator names a new one/)],
      ]);
      await look(async (id) => id === person(2), weeksLater(1));
      expect(await orphans()).toEqual([]);
    });

    it('is left as they are where the directory does not tell', async () => {
      await look(async () => null);
      expect([await told(), await orphans()]).toEqual([[], []]);
    });
  });

  it('is written about to managers in their language, and to nobody who is one no more', async () => {
    const render = (number: number, event: string, language: 'en' | 'zh-CN') =>
      roomChangedMessage.render(
        { accountId: 'pulse', where: { directoryId: person(number) } as never, words: wordsIn(language), members: async () => [] },
        { event },
        { door: api.door } as never,
      );
    expect(await render(1, 'teamArchived', 'en')).toMatchObject({
      text: expect.stringMatching(/team that \*\*Fabrikam\*\* is linked to was archived/),
    });
    expect(await render(1, 'managerLeft', 'zh-CN')).toMatchObject({ text: expect.stringMatching(/\*\*Fabrikam\*\* 的一位经理/) });
    await expect(render(3, 'teamArchived', 'en')).rejects.toMatchObject({ next: 'pointless', code: 'notManager' });
  });
});
