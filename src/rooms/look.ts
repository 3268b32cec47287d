import { sql } from 'kysely';
import type { ReadChannel } from '../graph/channel.ts';
import { ForbiddenError, NotFoundError } from '../graph/errors.ts';
import type { Database } from '../store/database.ts';
import { roomChanged, tellManagers } from './events.ts';

const channelsEveryMs = 6 * 3_600_000;
const managersEveryMs = 24 * 3_600_000;
const atOnce = 20;

/** Whether somebody of the directory may still sign in; null: the directory does not tell. */
export type StillHere = (directoryId: string) => Promise<boolean | null>;

export interface LookParts {
  db: Database;
  channel: ReadChannel;
  stillHere: StillHere;
  now(): Date;
  report(error: unknown, facts: object): void;
}

/**
 * What Teams may have told while this server was down, or never told: channels that are gone, or there again, and managers
 * who left. A few of those that were not looked at for longest.
 */
export async function lookAtRooms(parts: LookParts): Promise<void> {
  await lookAtChannels(parts);
  await lookAtManagers(parts);
}

async function lookAtChannels({ db, channel, now, report }: LookParts): Promise<void> {
  const at = now();
  const due = await db.transaction('every', (tx) =>
    sql<{ account_id: string; team_id: string; channel_id: string; paused_because: string | null }>`
      update link set looked_at = ${at.toISOString()} where (account_id, channel_id) in (
        select account_id, channel_id from link where looked_at is null or looked_at < ${new Date(at.getTime() - channelsEveryMs).toISOString()}
        order by looked_at nulls first limit ${sql.lit(atOnce)})
      returning account_id, team_id, channel_id, paused_because`.execute(tx),
  );
  for (const { team_id: teamId, channel_id: channelId, account_id: accountId, paused_because: because } of due.rows) {
    try {
      await channel(teamId, channelId);
      if (because === 'channelDeleted' || because === 'teamDeleted')
        await roomChanged(db, { event: because === 'teamDeleted' ? 'teamRestored' : 'channelRestored', teamId, channelId }, now());
    } catch (error) {
      if (error instanceof NotFoundError) await roomChanged(db, { event: 'channelDeleted', teamId, channelId }, now());
      else if (!(error instanceof ForbiddenError)) report(error, { accountId });
    }
  }
}

async function lookAtManagers({ db, stillHere, now, report }: LookParts): Promise<void> {
  const at = now();
  const due = await db.transaction('every', (tx) =>
    sql<{ account_id: string; directory_id: string; left_at: string | null }>`
      update access set looked_at = ${at.toISOString()} where role = 'manager' and (account_id, directory_id) in (
        select account_id, directory_id from access
        where role = 'manager' and until_on >= ${at.toISOString().slice(0, 10)}::date
          and (looked_at is null or looked_at < ${new Date(at.getTime() - managersEveryMs).toISOString()})
        order by looked_at nulls first limit ${sql.lit(atOnce)})
      returning account_id, directory_id, left_at`.execute(tx),
  );
  for (const { account_id: accountId, directory_id: directoryId, left_at: leftAt } of due.rows) {
    try {
      const isHere = await stillHere(directoryId);
      if (isHere === null || isHere === (leftAt === null)) continue;
      await db.transaction([accountId], async (tx) => {
        await sql`update access set left_at = ${isHere ? null : now().toISOString()} where account_id = ${accountId} and directory_id = ${directoryId}`.execute(
          tx,
        );
        if (!isHere) await tellManagers(tx, accountId, directoryId, 'managerLeft', now());
      });
    } catch (error) {
      report(error, { accountId });
    }
  }
}
