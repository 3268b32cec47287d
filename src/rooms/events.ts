import { sql } from 'kysely';
import { enqueue } from '../outbox/enqueue.ts';
import type { Database, Tx } from '../store/database.ts';

/** What Teams tells of a team or channel (conversationUpdate). Names are not kept here, so a new name needs nothing. */
export const roomEvents = ['teamArchived', 'teamUnarchived', 'teamDeleted', 'teamRestored', 'channelDeleted', 'channelRestored'] as const;
export type RoomEvent = (typeof roomEvents)[number];
export interface RoomChange {
  event: RoomEvent;
  /** The team's directory id, where it was told. */
  teamId: string | null;
  /** Of a team event the team's first channel, by which it is known too. */
  channelId: string;
}

const pauses: readonly RoomEvent[] = ['teamArchived', 'teamDeleted', 'channelDeleted'];
/** Which pause an event ends. */
const ends: Readonly<Partial<Record<RoomEvent, string>>> = {
  teamUnarchived: 'teamArchived',
  teamRestored: 'teamDeleted',
  channelRestored: 'channelDeleted',
};
export const roomChangedKind = 'roomChanged';
/** News of a room is no news after a week. */
const newsForMs = 7 * 24 * 3_600_000;

/**
 * Pauses or resumes what is posted into the linked channels that a change is about, and tells the accounts' managers, once.
 * A week that went by meanwhile is not made up for. Said again, or out of order for a room in another state, it changes nothing.
 */
export async function roomChanged(db: Database, change: RoomChange, now: Date): Promise<void> {
  const links = await db.transaction('every', (tx) =>
    sql<{ account_id: string; channel_id: string }>`
      select account_id, channel_id from link
      where ${change.event.startsWith('channel') ? sql`channel_id = ${change.channelId}` : ofTeam(change)}`.execute(tx),
  );
  const channels = Map.groupBy(links.rows, (link) => link.account_id);
  for (const [accountId, linked] of channels)
    await db.transaction([accountId], async (tx) => {
      let isNews = false;
      for (const { channel_id: channelId } of linked) isNews = (await applied(tx, accountId, channelId, change.event, now)) || isNews;
      if (isNews) await tellManagers(tx, accountId, change.channelId, change.event, now);
    });
}

const ofTeam = ({ teamId, channelId }: RoomChange) =>
  sql`team_id in (select ${teamId}::text union select team_id from link where channel_id = ${channelId}
    union select team_id from conversation where id = ${channelId} and team_id is not null)`;

async function applied(tx: Tx, accountId: string, channelId: string, event: RoomEvent, now: Date): Promise<boolean> {
  const at = now.toISOString();
  const changed = pauses.includes(event)
    ? await sql`update link set paused_at = ${at}, paused_because = ${event}
        where account_id = ${accountId} and channel_id = ${channelId} and paused_because is null returning 1`.execute(tx)
    : await sql`update link set paused_at = null, paused_because = null, digest_since = ${at}
        where account_id = ${accountId} and channel_id = ${channelId} and paused_because = ${ends[event] ?? ''} returning 1`.execute(tx);
  return changed.rows.length > 0;
}

export async function tellManagers(tx: Tx, accountId: string, channelId: string, event: string, now: Date): Promise<void> {
  const managers = await sql<{ conversation_id: string; directory_id: string }>`
    select c.id as conversation_id, x.directory_id from access x
    join conversation c on c.kind = 'personal' and c.directory_id = x.directory_id and c.suspended_at is null
    where x.account_id = ${accountId} and x.role = 'manager' and x.until_on >= ${now.toISOString().slice(0, 10)}::date and x.left_at is null`.execute(
    tx,
  );
  for (const { conversation_id: conversationId, directory_id: directoryId } of managers.rows)
    await enqueue(tx, {
      accountId,
      kind: roomChangedKind,
      about: `${channelId} ${event} ${now.getTime()} ${directoryId}`,
      conversationId,
      content: { event },
      at: now,
      notAfter: new Date(now.getTime() + newsForMs),
    });
}
