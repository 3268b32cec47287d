import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** Who an account has from its first day on, where nobody could be asked: the account of a tenant without people to set it up. */
export interface Establishment {
  accountId: string;
  /** Directory id of the manager. */
  managerId: string | null;
  channel: { teamId: string; channelId: string; membershipType: string } | null;
  figuresAboutPeople: 'off' | 'own' | 'named';
  /** ISO 8601 instant. */
  at: string;
}

/** Names the manager and links the channel; said again it changes nothing, and a policy that an administrator set stays. */
export async function establish(db: Database, { accountId, managerId, channel, figuresAboutPeople, at }: Establishment): Promise<void> {
  await db.transaction([accountId], async (tx) => {
    if (channel) {
      await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at)
        values (${accountId}, ${channel.teamId}, ${channel.channelId}, ${channel.membershipType}, ${at})
        on conflict (account_id, channel_id) do nothing`.execute(tx);
    }
    if (managerId) {
      await sql`insert into access (account_id, directory_id, role, named_at) values (${accountId}, ${managerId}, 'manager', ${at})
        on conflict (account_id, directory_id) do update set role = 'manager', until_on = 'infinity'`.execute(tx);
    }
    await sql`update workspace
      set settings = jsonb_build_object('policies', jsonb_build_object('figuresAboutPeople', ${figuresAboutPeople}::text)) || settings
      where account_id = ${accountId}`.execute(tx);
  });
}
