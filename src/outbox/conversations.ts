import { sql } from 'kysely';
import type { Database, Tx } from '../store/database.ts';
import { together } from '../store/together.ts';
import type { Conversation, Conversations, SeenConversation } from './conversation.ts';

interface Row {
  id: string;
  kind: Conversation['kind'];
  service_url: string;
  bot_id: string;
  directory_id: string | null;
  user_id: string | null;
  team_id: string | null;
  channel_id: string | null;
  language: Conversation['language'];
  time_zone: string | null;
  chosen_account_id: string | null;
  suspended_at: string | null;
}

const present = (row: Row): Conversation => ({
  id: row.id,
  kind: row.kind,
  serviceUrl: row.service_url,
  botId: row.bot_id,
  directoryId: row.directory_id,
  userId: row.user_id,
  teamId: row.team_id,
  channelId: row.channel_id,
  language: row.language,
  timeZone: row.time_zone,
  chosenAccountId: row.chosen_account_id,
  isSuspended: row.suspended_at !== null,
});

/** Teams delivers again within minutes; what was heard longer ago is forgotten. */
const remembered = '1 hour';
const forgetAtMost = 500;
const forgetEvery = 100;

/** The book of conversations, in the database: every server finds every chat. */
export function conversationBook(db: Database, clock: () => Date): Conversations {
  // Conversations belong to the tenant: no account is looked at.
  const ask = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction([], work);
  const one = async (condition: ReturnType<typeof sql<boolean>>): Promise<Conversation | null> => {
    const found = await ask((tx) => sql<Row>`select * from conversation where ${condition} order by seen_at desc limit 1`.execute(tx));
    return found.rows[0] ? present(found.rows[0]) : null;
  };

  /**
   * A person has one chat with the bot: after the app was removed and installed again it has a new id, which takes the place
   * of the older one. One at a time: the first activities of two ids may come at once.
   * @returns the account that was chosen in the older one; the welcome is each id's own
   */
  const replaceOlder = async (tx: Tx, { id, kind, directoryId }: SeenConversation): Promise<string | null> => {
    if (kind !== 'personal' || directoryId === null) return null;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`conversation of ${directoryId}`}, 0))`.execute(tx);
    const older = await sql<{ chosen: string | null }>`
      delete from conversation where kind = 'personal' and directory_id = ${directoryId} and id <> ${id}
      returning chosen_account_id as chosen`.execute(tx);
    return older.rows[0]?.chosen ?? null;
  };

  const upsert = async (tx: Tx, conversation: SeenConversation, now: string): Promise<Conversation> => {
    const chosen = await replaceOlder(tx, conversation);
    const written = await sql<Row>`
      insert into conversation as known
        (id, kind, service_url, bot_id, directory_id, user_id, team_id, channel_id, language, time_zone, chosen_account_id, seen_at)
      values (${conversation.id}, ${conversation.kind}, ${conversation.serviceUrl}, ${conversation.botId}, ${conversation.directoryId},
        ${conversation.userId}, ${conversation.teamId}, ${conversation.channelId}, ${conversation.language}, ${conversation.timeZone}, ${chosen}, ${now})
      on conflict (id) do update set
        kind = excluded.kind,
        service_url = excluded.service_url,
        bot_id = excluded.bot_id,
        directory_id = coalesce(excluded.directory_id, known.directory_id),
        user_id = coalesce(excluded.user_id, known.user_id),
        team_id = coalesce(excluded.team_id, known.team_id),
        channel_id = coalesce(excluded.channel_id, known.channel_id),
        language = case when excluded.kind = 'personal' then excluded.language else known.language end,
        time_zone = coalesce(excluded.time_zone, known.time_zone),
        chosen_account_id = coalesce(excluded.chosen_account_id, known.chosen_account_id),
        suspended_at = null,
        suspended_because = null,
        seen_at = excluded.seen_at
      returning *`.execute(tx);
    return present(written.rows[0] as Row);
  };
  interface Heard {
    conversation: SeenConversation;
    activityId: string;
    now: string;
  }
  /** In one statement, as it comes with every message: is it the first delivery, and what is known of the chat, brought up to date. */
  const firstHeard = together<Heard, { isFirst: boolean; known: Conversation | null }>(async (heard) => {
    const asked = heard.map(({ conversation, activityId, now }, n) => ({ n, activity: activityId, now, ...conversation }));
    const rows = await db.statement(
      [],
      sql<Row & { is_first: boolean }>`
        with asked as (
          select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked(n integer, activity text, now timestamptz, id text, kind text,
            "serviceUrl" text, "botId" text, "directoryId" text, "userId" text, "teamId" text, "channelId" text, language text, "timeZone" text)
        ), first as (
          insert into heard_activity (conversation_id, activity_id, heard_at) select id, activity, now from asked
          on conflict do nothing returning conversation_id, activity_id
        ), seen as (
          select distinct on (asked.id) asked.* from asked join first on first.conversation_id = asked.id and first.activity_id = asked.activity
          order by asked.id, asked.n desc
        ), written as (
          update conversation known set
            service_url = seen."serviceUrl",
            bot_id = seen."botId",
            directory_id = coalesce(seen."directoryId", known.directory_id),
            user_id = coalesce(seen."userId", known.user_id),
            team_id = coalesce(seen."teamId", known.team_id),
            channel_id = coalesce(seen."channelId", known.channel_id),
            language = case when known.kind = 'personal' then seen.language else known.language end,
            time_zone = coalesce(seen."timeZone", known.time_zone),
            suspended_at = null,
            suspended_because = null,
            seen_at = seen.now
          from seen
          -- Where it becomes a person's, an older one of theirs has to make room first.
          where known.id = seen.id and known.kind = seen.kind
            and (seen."directoryId" is null or known.directory_id is not distinct from seen."directoryId")
          returning known.*
        )
        select first.activity_id is not null as is_first, written.*
        from asked
        left join first on first.conversation_id = asked.id and first.activity_id = asked.activity
        left join written on written.id = asked.id and written.kind = asked.kind
          and (asked."directoryId" is null or written.directory_id is not distinct from asked."directoryId")
        order by asked.n`,
    );
    const taken = new Set<string>();
    return heard.map(({ conversation, activityId }, index) => {
      const row = rows[index];
      const key = JSON.stringify([conversation.id, activityId]);
      // Two deliveries that came at the same moment: the first of them is the first.
      const isFirst = row?.is_first === true && !taken.has(key);
      taken.add(key);
      return { isFirst, known: isFirst && row?.id ? present(row) : null };
    });
  });
  const unhear = (tx: Tx, id: string, activityId: string) =>
    sql`delete from heard_activity where conversation_id = ${id} and activity_id = ${activityId}`.execute(tx);
  const forget = (tx: Tx, now: string) =>
    sql`delete from heard_activity where ctid = any (array(
      select ctid from heard_activity where heard_at < ${now}::timestamptz - ${remembered}::interval limit ${forgetAtMost}))`.execute(tx);
  let heardSinceForgetting = 0;

  return {
    seen: (conversation) => ask((tx) => upsert(tx, conversation, clock().toISOString())),
    heard: async (conversation, activityId) => {
      const now = clock().toISOString();
      if (heardSinceForgetting++ % forgetEvery === 0) await ask((tx) => forget(tx, now));
      const { isFirst, known } = await firstHeard({ conversation, activityId, now });
      if (!isFirst || known) return known;
      try {
        return await ask((tx) => upsert(tx, conversation, now));
      } catch (error) {
        // Not answered: when Teams sends it again it is the first delivery.
        await ask((tx) => unhear(tx, conversation.id, activityId)).catch(() => undefined);
        throw error;
      }
    },
    find: (id) => one(sql`id = ${id}`),
    personalOf: (directoryId) => one(sql`kind = 'personal' and directory_id = ${directoryId}`),
    ofChannel: (channelId) => one(sql`kind = 'channel' and channel_id = ${channelId}`),
    async choose(id, accountId) {
      await ask((tx) => sql`update conversation set chosen_account_id = ${accountId} where id = ${id}`.execute(tx));
    },
    async linkedTo(channelId) {
      // Which accounts a channel is linked to is asked over all of them; what they hold is asked by the door.
      const found = await db.transaction('every', (tx) =>
        tx
          .selectFrom('link')
          .innerJoin('workspace', 'workspace.account_id', 'link.account_id')
          .select('link.account_id')
          .where('channel_id', '=', channelId)
          .where('closed_at', 'is', null)
          .orderBy('linked_at')
          .execute(),
      );
      return found.map((row) => row.account_id);
    },
    async welcomeOnce(id) {
      const first = await ask((tx) =>
        sql`update conversation set welcomed_at = ${clock().toISOString()} where id = ${id} and welcomed_at is null returning 1`.execute(
          tx,
        ),
      );
      return first.rows.length > 0;
    },
    async suspend(id, because) {
      await ask((tx) =>
        sql`update conversation set suspended_at = ${clock().toISOString()}, suspended_because = ${because} where id = ${id} and suspended_at is null`.execute(
          tx,
        ),
      );
    },
  };
}
